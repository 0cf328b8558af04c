using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>The main estimate of every outcome over the whole time with its verdict, as the national report prints it.</summary>
internal sealed class EnglandEffects
{
    private EnglandEffects(IReadOnlyList<(EffectLine Line, bool IsAmount)> lines, IReadOnlyList<EnglandVerdict> verdicts) => (Lines, Verdicts) = (lines, verdicts);

    /// <summary>Effects within categories, councils among them.</summary>
    public required SubgroupFigures Subgroups { get; init; }

    public required ReportOutcomes Outcomes { get; init; }

    public IReadOnlyList<(EffectLine Line, bool IsAmount)> Lines { get; }

    public IReadOnlyList<EnglandVerdict> Verdicts { get; }

    public static EnglandEffects Of(ClearedRelease cleared, ReleaseFacts facts)
    {
        var figures = new ReportFigures(cleared, facts);
        var lines = new List<(EffectLine, bool)>();
        var verdicts = new List<EnglandVerdict>();
        var outcomes = new ReportOutcomes(facts);
        foreach (var (definition, outcome) in outcomes.All)
        {
            var effect = figures.Find(definition.Code, PanelWindow.Cumulative.Name, Estimators.AttWeights);
            lines.Add((new EffectLine(outcome, EffectMapper.ToModel(effect, definition.MoreIs)), definition.Scale == OutcomeScale.Amount));
            if (effect is not null)
                verdicts.Add(Verdict(effect, definition.MoreIs));
        }

        return new EnglandEffects(lines, verdicts) { Subgroups = SubgroupFigures.Of(cleared), Outcomes = outcomes };
    }

    private static EnglandVerdict Verdict(ReportFigures.Effect effect, OutcomeDirection moreIs)
    {
        var verdict = EffectVerdict.Of((effect.Value, effect.Low, effect.High, effect.AdjustedPValue), effect.Flags.Split(' '), moreIs);
        return new EnglandVerdict(effect.Outcome, effect.Window, verdict.Kind.ToString(), verdict.Vetoes, effect.Value, effect.Low, effect.High, effect.Covered, effect.Symbol);
    }
}
