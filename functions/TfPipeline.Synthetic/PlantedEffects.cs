using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Synthetic;

/// <summary>One outcome in one window as it really is for the programme group: both courses are known, so the effect is too.</summary>
/// <param name="Department">Department code.</param>
/// <param name="Outcome">Outcome code.</param>
/// <param name="Window">Window name.</param>
/// <param name="People">Programme people in scope: of the age, the window covered, and (where being in no record means unknown) held by the department.</param>
/// <param name="MeanUntreated">Their mean had nobody been on the programme, 0 to 1.</param>
/// <param name="MeanTreated">Their mean as it was, 0 to 1.</param>
/// <param name="Effect">Treated less untreated: the effect on those on the programme, as a share (0.01 is one percentage point).</param>
/// <param name="PlantedRelative">The relative change that was planted.</param>
/// <param name="Source">Where its size comes from.</param>
internal sealed record PlantedEffect(
    string Department, string Outcome, string Window, int People, double MeanUntreated, double MeanTreated, double Effect, double PlantedRelative, string Source);

/// <summary>Counts the planted effects on the people that were made.</summary>
internal static class PlantedEffects
{
    public static IReadOnlyList<PlantedEffect> Count(IReadOnlyCollection<SyntheticPerson> programme)
    {
        var cells = (
            from department in Departments.All
            from outcome in department.Outcomes
            from window in PanelWindow.All
            select (department, outcome, window)).ToArray();
        var effects = new PlantedEffect[cells.Length];
        Parallel.For(0, cells.Length, i => effects[i] = Count(programme, cells[i].department, cells[i].outcome, cells[i].window));
        return effects;
    }

    private static PlantedEffect Count(IReadOnlyCollection<SyntheticPerson> programme, Department department, PlantedOutcome outcome, PanelWindow window)
    {
        var at = Departments.IndexOf(department.Code);
        var coverage = department.Coverage.First(c => string.Equals(c.Outcome, outcome.Code, StringComparison.Ordinal));
        int people = 0;
        double untreated = 0, treated = 0;
        foreach (var person in programme)
        {
            var (from, until) = window.Days(person.Family.Index);
            if (from < coverage.From || until.AddDays(-1) > coverage.To || !Ages.OnAnyDay(person.Born, from, until, outcome.AgeFrom, outcome.AgeTo))
                continue;
            if (!outcome.CountsAbsentAsZero && !person.Held[at])
                continue;
            var history = person.Histories[at];
            if (outcome.Value(person, history, from, until, false) is not { } y0 || outcome.Value(person, history, from, until, true) is not { } y1)
                continue;
            people++;
            untreated += y0;
            // Before the index date there is nothing to change.
            treated += window.IsBefore ? y0 : y1;
        }

        var n = Math.Max(1, people);
        return new PlantedEffect(
            department.Code, outcome.Code, window.Name, people, untreated / n, treated / n, (treated - untreated) / n, window.IsBefore ? 0 : outcome.Relative, outcome.Source);
    }
}
