using TfPipeline.Disclosure;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>What <c>report.html</c> shows. Every figure is one of the release's tables.</summary>
internal static class ReleaseReportMapper
{
    public static ReleaseReportModel Map(ClearedRelease cleared, ReleaseFacts facts)
    {
        var figures = new ReportFigures(cleared, facts);
        var outcomes = new ReportOutcomes(facts);
        var effects = new EffectsMapper(figures, outcomes);
        return new ReleaseReportModel
        {
            Release = facts.Release,
            IsSynthetic = facts.Synthetic,
            Outcomes = [.. outcomes.All.Select(o => o.Facts)],
            Effects = effects.Effects(),
            Caveats = Caveats(facts),
            Estimators = effects.Estimates(),
            Subgroups = SubgroupFigures.Of(cleared).Models(outcomes),
            Trajectories = TrajectoriesMapper.Map(figures, outcomes),
            Balance = BalanceMapper.Map(figures),
            Overlap = OverlapMapper.Map(figures),
            Linkage = LinkageMapper.Map(figures),
            Quality = DataQualityMapper.Map(figures),
            Flow = FlowMapper.Map(figures, outcomes),
            Disclosure = Disclosure(cleared.Statement),
        };
    }

    private static CaveatsModel Caveats(ReleaseFacts facts) => new(
        [.. facts.Caveats.Select(c => new Caveat(c.Text, [.. c.Outcomes.Select(o => Title(o, facts))], c.Outcomes.Count > 0 && c.Outcomes.Count >= facts.Outcomes.Count))],
        [.. facts.Assumptions.Select(a => (Title(a.Outcome, facts), a.Text))]);

    private static DisclosureModel Disclosure(DisclosureStatement statement) => new(
        statement.PolicyVersion,
        statement.PolicyOwner,
        statement.Method == DisclosureMethod.Rounding,
        [.. statement.Outputs.Select(o => new OutputVerdict(o.Name, o.Kind, o.Verdict.ToString(), o.Kind == "records" ? null : o.Cells, o.Withheld, o.MeanRoundingChange))],
        statement.Microdata is { } risk ? new RecordRisk(risk.SmallestClass, risk.ExpectedMatches, risk.UniqueIfMoreIsKnown, risk.FamiliesLeftOut) : null);

    private static string Title(string outcome, ReleaseFacts facts) => facts.Outcome(outcome)?.Title ?? outcome;
}
