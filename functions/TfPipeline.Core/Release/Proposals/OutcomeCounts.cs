using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>People with and without each event, by window, group and one further dimension at a time.</summary>
internal static class OutcomeCounts
{
    public const string Table = "outcomes";

    public static ProposedCounts Of(PanelData panel, Breakdown breakdown)
    {
        var events = panel.Outcomes.Where(o => o.Definition.Scale == OutcomeScale.Event).ToList();
        var everyone = breakdown.Count(_ => true);
        var rows = new List<CountRow>[events.Count];
        Parallel.For(0, events.Count, i => rows[i] = [.. events[i].Windows.SelectMany(c => Rows(events[i].Definition, c, breakdown, everyone))]);
        return new ProposedCounts(new CountTable
        {
            Name = Table,
            Title = "People with each outcome by window, group and one dimension at a time",
            MeasureColumn = "outcome",
            Categories = ["events", "others"],
            PrintedCategories = 1,
            CumulativeWindow = PanelWindow.Cumulative.Name,
            PartWindows = [.. PanelWindow.HalfYears.Where(w => !w.IsBefore).Select(w => w.Name)],
            FurtherNests = [.. PanelWindow.All.SelectMany(Nests)],
            Rows = [.. rows.SelectMany(r => r)],
        });
    }

    /// <summary>Each window with the half-years in it, and with the years in it, that make it up.</summary>
    private static IEnumerable<WindowNest> Nests(PanelWindow whole) => new[] { 6, 12 }
        .Where(months => months < whole.Months && !(whole == PanelWindow.Cumulative && months == 6))
        .Select(months => new WindowNest(whole.Name, [.. PanelWindow.All.Where(w => w.Months == months && w.FirstMonth >= whole.FirstMonth && w.LastMonth <= whole.LastMonth && w.IsBefore == whole.IsBefore).Select(w => w.Name)], whole.Months / months));

    /// <summary>Outcomes of one department and age range are counted over nearly the same people.</summary>
    private static string Population(OutcomeDefinition outcome)
        => FormattableString.Invariant($"{outcome.Department} {outcome.AgeFrom}-{outcome.AgeTo}");

    private static IEnumerable<CountRow> Rows(OutcomeDefinition outcome, OutcomeColumn column, Breakdown breakdown, CellCount[] everyone)
    {
        var people = breakdown.Count(p => column.State[p].HasValue());
        var outside = breakdown.Count(p => column.State[p] == OutcomeState.OutOfScope);
        var having = breakdown.Count(p => column.State[p].HasValue() && column.Value[p] > 0.5);
        var others = breakdown.Count(p => column.State[p].HasValue() && column.Value[p] <= 0.5);
        var covered = breakdown.Cells.Select((c, i) => (c, i)).Where(x => x.c.Dimension == CountTable.All && people[x.i].People > 0)
            .Select(x => x.c.Group).ToHashSet(StringComparer.Ordinal);
        for (var c = 0; c < breakdown.Cells.Count; c++)
        {
            var cell = breakdown.Cells[c];
            if (cell.Dimension != CountTable.All && !PanelWindow.BrokenDown.Contains(column.Window))
                continue;
            var isCovered = covered.Contains(cell.Group);
            var isOutside = everyone[c].People > 0 && outside[c].People == everyone[c].People;
            var counted = isCovered && !isOutside;
            yield return new CountRow(
                outcome.Code, Population(outcome), column.Window.Name, cell.Group, cell.Dimension, cell.Level,
                counted ? people[c] : null,
                counted ? [having[c], others[c]] : null,
                isOutside ? TableSymbols.NotApplicable : TableSymbols.NotAvailable)
            { Within = [cell.Everybody] };
        }
    }
}
