using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>A complete delivery whose manifest keeps the rules. Its files are checked by <see cref="DeliveryCheck"/>.</summary>
/// <param name="Contract">The department's contract.</param>
/// <param name="Manifest">The manifest.</param>
public sealed record Delivery(DepartmentContract Contract, DeliveryManifest Manifest)
{
    /// <summary>Name of the table of people.</summary>
    public const string People = "people";

    /// <summary>Department code.</summary>
    public string Department => Contract.Department;

    /// <summary>The delivery's name.</summary>
    public string Name => Manifest.Delivery;

    /// <summary>The files of a table, in ordinal order of their names.</summary>
    public IEnumerable<DeliveryFile> FilesOf(string table) =>
        Manifest.Files.Where(f => string.Equals(f.Table, table, StringComparison.Ordinal)).OrderBy(f => f.Name, StringComparer.Ordinal);

    /// <summary>The blob of a file.</summary>
    public string BlobOf(DeliveryFile file) => $"{Department}/{Name}/{file.Name}";

    /// <summary>The last day covered for any outcome of a table; null for a table that no outcome is made of.</summary>
    internal DateOnly? LastCoveredOf(TableContract table) =>
        Contract.Outcomes.Where(o => string.Equals(o.Rule.Table, table.Name, StringComparison.Ordinal)).Select(o => (DateOnly?)CoverageOf(o.Code).To).Max();

    /// <summary>The days covered for an outcome of the contract.</summary>
    public OutcomeCoverage CoverageOf(string outcome) => Manifest.Coverage.First(c => string.Equals(c.Outcome, outcome, StringComparison.Ordinal));
}

/// <summary>What looking for a delivery gave: one, or the reasons why there is none.</summary>
public abstract record DeliveryLookup
{
    private DeliveryLookup()
    {
    }

    /// <summary>There is one.</summary>
    /// <param name="Delivery">The delivery.</param>
    /// <param name="Newer">Deliveries of a later name that have no manifest and were passed over.</param>
    public sealed record Found(Delivery Delivery, int Newer = 0) : DeliveryLookup;

    /// <summary>There is none that can be used.</summary>
    public sealed record Refused(IReadOnlyList<DeliveryFinding> Findings) : DeliveryLookup;
}
