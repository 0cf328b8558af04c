using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>Every outcome's effects, adverse ones like the others: by window, by estimator, by treatment of doubtful links.</summary>
internal sealed class EffectsMapper(ReportFigures figures, ReportOutcomes outcomes)
{
    private static string Whole => PanelWindow.Cumulative.Name;

    public EffectsModel Effects() => new(
        Main(outcomes.All, Whole),
        [.. PanelWindow.All.Where(w => !w.IsBefore).OrderByDescending(w => w.Months).ThenByDescending(w => w.FirstMonth)
            .Select(w => new WindowEffects(w.Name, ReportFigures.WindowTitle(w.Name), w == PanelWindow.Cumulative, Main(outcomes.Events, w.Name)))
            .Where(w => w.Outcomes.Any(o => o.Effect?.Value is not null))],
        Main(outcomes.Amounts, Whole));

    /// <summary>Null where no estimator has a figure to show.</summary>
    public EstimatorsModel? Estimates()
    {
        var rows = outcomes.Events.Select(o => new EstimatorEffects(o.Facts)
        {
            Naive = Find(o.Definition, Whole, Estimators.Naive),
            AttWeights = Find(o.Definition, Whole, Estimators.AttWeights),
            UntilJoined = Find(o.Definition, Whole, Estimators.UntilJoined),
            EntropyBalancing = Find(o.Definition, Whole, Estimators.EntropyBalancing),
            DoublyRobust = Find(o.Definition, Whole, Estimators.DoublyRobust),
            Nearest = Find(o.Definition, Whole, Estimators.Nearest),
            NearestWithReplacement = Find(o.Definition, Whole, Estimators.NearestReplace),
            DifferenceInDifferences = Find(o.Definition, Whole, Estimators.DifferenceInDifferences),
            NearestLeftOut = figures.Find(o.Definition.Code, Whole, Estimators.Nearest)?.Dropped,
        }).ToList();
        return !rows.Exists(IsShown) ? null : new EstimatorsModel(rows, Links(), Placebo())
        {
            Assumptions = [.. Estimators.Assumptions.Select(a => (a.Estimator.Replace('_', ' '), a.Assumes))],
            EventStudies = EventStudies(),
        };
    }

    private static bool IsShown(EstimatorEffects row)
        => new[] { row.Naive, row.AttWeights, row.EntropyBalancing, row.DoublyRobust, row.Nearest, row.NearestWithReplacement, row.DifferenceInDifferences }.Any(e => e?.Value is not null);

    private List<EventStudyLine> EventStudies() =>
    [
        .. outcomes.Events.Select(o => (o.Facts, o.Definition, Periods: PanelWindow.HalfYears.Select(w => (Window: w, Effect: figures.Find(o.Definition.Code, w.Name, Estimators.EventStudy))).ToList()))
            .Where(o => o.Periods.Exists(p => p.Effect?.Value is not null))
            .Select(o => new EventStudyLine(
                o.Facts,
                [.. o.Periods.Where(p => p.Effect is not null).Select(p => new EventPeriodEffect(ReportFigures.WindowTitle(p.Window.Name), p.Window.IsBefore, EffectMapper.ToModel(p.Effect, o.Definition.MoreIs), p.Effect!.Breakdown))],
                o.Periods.Select(p => p.Effect?.PreTestPValue).FirstOrDefault(p => p is not null))),
    ];

    private List<LinkTreatmentEffects> Links() => outcomes.Events.All(o => figures.Find(o.Definition.Code, Whole, Estimators.WithPossibleLinks) is null) ? [] :
        [.. outcomes.Events.Select(o => new LinkTreatmentEffects(o.Facts)
        {
            MatchesOnly = Find(o.Definition, Whole, Estimators.AttWeights),
            WithPossibleLinks = Find(o.Definition, Whole, Estimators.WithPossibleLinks),
            WithoutNumbers = Find(o.Definition, Whole, Estimators.WithoutNumbers),
            Corrected = Find(o.Definition, Whole, Estimators.LinkCorrected),
            Drawn = Find(o.Definition, Whole, Estimators.ImputedLinks),
            DrawnRight = figures.Find(o.Definition.Code, Whole, Estimators.ImputedLinks)?.LinksExpectedRight,
        })];

    private List<EffectLine> Placebo()
        => [.. outcomes.Events.Select(o => new EffectLine(o.Facts, Find(o.Definition, PanelWindow.Baseline.Name, Estimators.Placebo))).Where(o => o.Effect is not null)];

    private List<EffectLine> Main(IEnumerable<(OutcomeDefinition Definition, OutcomeFacts Facts)> of, string window)
        => [.. of.Select(o => new EffectLine(o.Facts, Find(o.Definition, window, Estimators.AttWeights)))];

    private EffectModel? Find(OutcomeDefinition outcome, string window, string estimator)
        => EffectMapper.ToModel(figures.Find(outcome.Code, window, estimator), outcome.MoreIs);
}
