using TfPipeline.Core.Release.Proposals;
using TfPipeline.Disclosure;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>The cleared table of effects within categories.</summary>
internal sealed class SubgroupFigures
{
    public const string Council = "council";

    private SubgroupFigures(IReadOnlyList<Row> rows) => Rows = rows;

    public IReadOnlyList<Row> Rows { get; }

    public static SubgroupFigures Of(ClearedRelease cleared) => new(cleared.Find(EvaluationOutputs.Subgroups) is not { } t ? [] :
    [
        .. Enumerable.Range(0, t.Rows).Select(r => new Row(
            t.Texts("outcome")[r]!, t.Texts("dimension")[r]!, t.Texts("level")[r]!, t.Texts("symbol")[r], t.Texts("flags")[r] ?? "",
            t.Doubles("effect")[r], t.Doubles("ci_low")[r], t.Doubles("ci_high")[r], t.Doubles("p_value_holm")[r],
            t.Doubles("shrunk_effect")[r], t.Doubles("shrunk_low")[r], t.Doubles("shrunk_high")[r], t.Doubles("interaction_p_value")[r])),
    ]);

    /// <summary>The report's subgroups, outcome by outcome and dimension by dimension.</summary>
    public IReadOnlyList<SubgroupsModel> Models(ReportOutcomes outcomes) =>
    [
        .. outcomes.All.SelectMany(o => Rows.Where(r => r.Outcome == o.Definition.Code).GroupBy(r => r.Dimension, StringComparer.Ordinal).Select(g => new SubgroupsModel(
            o.Facts, DesignNames.Covariate(g.Key), g.Select(r => r.Interaction).FirstOrDefault(p => p is not null), [.. g.Select(ToLine)]))),
    ];

    /// <summary>What is said of one council, outcome by outcome.</summary>
    public IReadOnlyList<(OutcomeFacts Outcome, SubgroupLine Line)> OfCouncil(string council, ReportOutcomes outcomes) =>
        [.. outcomes.All.SelectMany(o => Rows.Where(r => r.Outcome == o.Definition.Code && r.Dimension == Council && r.Level == council).Select(r => (o.Facts, ToLine(r))))];

    private static SubgroupLine ToLine(Row row) => new(
        row.Level, new EffectModel(row.Value, row.Low, row.High, Figures.SymbolOf(row.Symbol)), row.Holm, new EffectModel(row.Shrunk, row.ShrunkLow, row.ShrunkHigh, Figures.SymbolOf(row.Symbol)))
    {
        Failed = EffectMapper.WarningsOf(row.Flags.Split(' ')),
    };

    /// <summary>A row of the table.</summary>
    internal sealed record Row(
        string Outcome, string Dimension, string Level, string? Symbol, string Flags, double? Value, double? Low, double? High, double? Holm,
        double? Shrunk, double? ShrunkLow, double? ShrunkHigh, double? Interaction);
}
