using System.Text.Json;
using TfPipeline.Core.Release.Proposals;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;

namespace TfPipeline.Core.Release;

/// <summary>A council's own safe figures beside England's, taken from the release's tables and from nothing else.</summary>
internal sealed record CouncilSummary
{
    private const string Dimension = "council";

    public required string Release { get; init; }

    public required string Council { get; init; }

    public required bool Synthetic { get; init; }

    public required string DisclosurePolicyVersion { get; init; }

    public required IReadOnlyList<Figure> Outcomes { get; init; }

    public required IReadOnlyList<Figure> Linkage { get; init; }

    /// <summary>What the national report answers; the council's own differences are not effects.</summary>
    public required IReadOnlyList<EnglandVerdict> England { get; init; }

    /// <summary>Council codes in the tables, in order.</summary>
    public static IReadOnlyList<string> Councils(ClearedRelease cleared) => cleared.Find(LinkageCounts.Quality) is not { } table ? [] :
        [.. Enumerable.Range(0, table.Rows).Where(r => table.Texts("dimension")[r] == Dimension)
            .Select(r => table.Texts("level")[r]!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static CouncilSummary Of(ClearedRelease cleared, ReleaseFacts facts, IReadOnlyList<EnglandVerdict> england, string council) => new()
    {
        Release = facts.Release,
        Council = council,
        Synthetic = facts.Synthetic,
        DisclosurePolicyVersion = cleared.Statement.PolicyVersion,
        Outcomes = Figures(cleared.Find(OutcomeCounts.Table), council, "outcome", "events", r => r == PanelWindow.Cumulative.Name, facts.Outcomes.Where(o => o.Scale == OutcomeScale.Event).Select(o => o.Code)),
        Linkage = Figures(cleared.Find(LinkageCounts.Quality), council, "department", LinkStatus.Match.Name(), _ => true, facts.Departments.Select(d => d.Code)),
        England = england,
    };

    public string Json() => JsonSerializer.Serialize(this, ReleaseJson.Options) + "\n";

    private static List<Figure> Figures(
        ReleaseTable? table, string council, string measureColumn, string category, Func<string?, bool> window, IEnumerable<string> measures)
    {
        if (table is null)
            return [];
        var rows = Enumerable.Range(0, table.Rows).Where(r => window(table.Texts("window")[r]))
            .ToLookup(r => (table.Texts(measureColumn)[r], table.Texts("group")[r], table.Texts("dimension")[r], table.Texts("level")[r]));
        return [.. measures.SelectMany(m => new[] { Breakdown.Programme, Breakdown.Comparison }.Select(g => new Figure(
            m, g, Part(m, g, Dimension, council), Part(m, g, CountTable.All, CountTable.All))))];

        Part? Part(string measure, string group, string dimension, string level)
        {
            if (rows[(measure, group, dimension, level)].Select(r => (int?)r).FirstOrDefault() is not { } row)
                return null;
            return new Part(
                table.Longs("people")[row], table.Longs(category)[row], table.Doubles($"{category}_share")[row],
                table.Texts($"{category}_symbol")[row] ?? table.Texts("people_symbol")[row]);
        }
    }

    /// <summary>One figure, here and in England.</summary>
    internal sealed record Figure(string Measure, string Group, Part? Council, Part? England);

    /// <summary>People, how many of them, the share, or a symbol.</summary>
    internal sealed record Part(long? People, long? Count, double? Share, string? Symbol);
}
