using TfPipeline.Evaluation;

namespace TfPipeline.Core.TableEstimates;

/// <summary>What to estimate from a table.</summary>
public sealed record TableRequest
{
    /// <summary>Column with 1 (on the programme) and 0.</summary>
    public required string Treatment { get; init; }

    /// <summary>Column with the outcome, a number.</summary>
    public required string Outcome { get; init; }

    /// <summary>Columns of the propensity model; text becomes categories, the first in ordinal order being the reference.</summary>
    public required IReadOnlyList<string> Covariates { get; init; }

    /// <summary>Covariates whose numbers are codes of categories.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Column that names clusters; <c>null</c> when every row stands alone.</summary>
    public string? Cluster { get; init; }

    /// <summary>Columns in which partners must be equal.</summary>
    public IReadOnlyList<string> Exact { get; init; } = [];

    /// <summary>How to estimate.</summary>
    public TableMethod Method { get; init; } = TableMethod.Weights;

    /// <summary>Matching choices.</summary>
    public PropensityMatchingOptions Matching { get; init; } = PlainMatching;

    /// <summary>Weighting choices.</summary>
    public WeightingOptions Weighting { get; init; } = new();

    /// <summary>Column with the outcome before, for difference-in-differences; it may not be a covariate.</summary>
    public string? Baseline { get; init; }

    /// <summary>Columns of the outcome in the periods before <see cref="Baseline"/>, which is the reference, in order of time (event study).</summary>
    public IReadOnlyList<string> EarlierBaselines { get; init; } = [];

    /// <summary>Columns of the outcome in the periods after <see cref="Outcome"/>, in order of time (event study).</summary>
    public IReadOnlyList<string> LaterOutcomes { get; init; } = [];

    /// <summary>Columns within whose categories the effect is estimated too.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>Months that the outcome covers; only <see cref="BaselineMonths"/> of the same number may be subtracted. <c>null</c> when not said.</summary>
    public int? OutcomeMonths { get; init; }

    /// <summary>Months that the baseline covers.</summary>
    public int? BaselineMonths { get; init; }

    /// <summary>Clusters of each group that a category needs; the rows of others are left out and counted.</summary>
    public int MinimumClusters { get; init; } = 1;

    /// <summary>Shuffles the rows first, so that ties and the data order are random but repeatable; <c>null</c> keeps the file's order.</summary>
    public int? Seed { get; init; }

    /// <summary>Matching when nothing else is said: one partner, no caliper.</summary>
    internal static PropensityMatchingOptions PlainMatching { get; } = new() { Caliper = null };

    /// <summary>Columns that must be read, with the option that names each.</summary>
    public IReadOnlyList<(string Name, string Option)> Columns =>
    [
        (Treatment, "--treatment"), (Outcome, "--outcome"), .. Covariates.Select((c, i) => (c, $"--covariates, name {i + 1},")),
        .. Cluster is null ? [] : new[] { (Cluster, "--cluster") }, .. Exact.Select((e, i) => (e, $"--exact, name {i + 1},")),
        .. Baseline is null ? [] : new[] { (Baseline, "--baseline") },
        .. EarlierBaselines.Select((b, i) => (b, $"--baseline, name {i + 1},")), .. LaterOutcomes.Select((o, i) => (o, $"--outcome, name {i + 2},")),
        .. By.Select((b, i) => (b, $"--by, name {i + 1},")),
    ];

    /// <summary>Columns that hold the outcome in any period.</summary>
    internal IReadOnlyList<string> OutcomeColumns => [.. EarlierBaselines, .. Baseline is null ? [] : new[] { Baseline }, Outcome, .. LaterOutcomes];
}

/// <summary>The estimators of a table.</summary>
public enum TableMethod
{
    /// <summary>Odds weights.</summary>
    Weights,

    /// <summary>Nearest-neighbour matching.</summary>
    Nearest,

    /// <summary>Odds weights on the change since the baseline.</summary>
    Did,

    /// <summary>Entropy balancing.</summary>
    Entropy,

    /// <summary>Odds weights with an outcome model, doubly robust.</summary>
    Aipw,

    /// <summary>Odds weights on the change of every period since the last before the index date.</summary>
    EventStudy,
}

/// <summary>Names of the estimators of a table.</summary>
public static class TableMethods
{
    /// <summary>Every name that <c>--method</c> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<TableMethod>().Select(m => m.Name())];

    /// <summary>The name on the command line.</summary>
    public static string Name(this TableMethod method) => method == TableMethod.EventStudy ? "event-study" : method.ToString().ToLowerInvariant();

    /// <summary>The method of a name, or null.</summary>
    public static TableMethod? TryParse(string name) => Enum.GetValues<TableMethod>().Cast<TableMethod?>().FirstOrDefault(m => string.Equals(m!.Value.Name(), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What must be true for the method, in plain words.</summary>
    public static string Assumes(this TableMethod method) => Estimators.Assumes(method switch
    {
        TableMethod.Nearest => Estimators.Nearest,
        TableMethod.Did => Estimators.DifferenceInDifferences,
        TableMethod.Entropy => Estimators.EntropyBalancing,
        TableMethod.Aipw => Estimators.DoublyRobust,
        TableMethod.EventStudy => Estimators.EventStudy,
        _ => Estimators.AttWeights,
    })!;
}
