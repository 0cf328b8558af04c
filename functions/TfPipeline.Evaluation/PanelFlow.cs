using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>Counts of who is and who isn't in the estimates; the states of a group add up to its people.</summary>
internal static class PanelFlow
{
    public static IEnumerable<SampleFlow> Of(PanelData panel)
    {
        foreach (var outcome in panel.Outcomes)
        {
            foreach (var column in outcome.Windows)
            {
                yield return Group(panel, outcome, column, true);
                yield return Group(panel, outcome, column, false);
            }
        }
    }

    public static OutcomeAssumption Assumption(OutcomeDefinition outcome) => outcome.Unlinked == OutcomeState.Assumed
        ? new OutcomeAssumption(outcome.Code, "assumed_zero", "People without a record in this department count as not having had the outcome. Links that were missed make effects look smaller.")
        : new OutcomeAssumption(outcome.Code, "left_out", "People without a record in this department are left out. The estimates hold if, among people alike in the covariates, being linked doesn't go with the outcome.");

    private static SampleFlow Group(PanelData panel, OutcomePanel outcome, OutcomeColumn column, bool programme)
    {
        var counts = new int[5];
        var total = 0.0;
        for (var i = 0; i < column.State.Length; i++)
        {
            if (panel.People.IsProgramme[i] != programme)
                continue;
            counts[(int)column.State[i]]++;
            total += column.State[i].HasValue() ? column.Value[i] : 0;
        }

        return new SampleFlow(
            outcome.Outcome, column.Window.Name, programme ? "programme" : "comparison", counts.Sum(), counts[(int)OutcomeState.Measured],
            counts[(int)OutcomeState.Assumed], counts[(int)OutcomeState.Missing], counts[(int)OutcomeState.Unknown],
            counts[(int)OutcomeState.OutOfScope], total);
    }
}
