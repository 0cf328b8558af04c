using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>Means of outcomes that are amounts, with what the dominance rules need.</summary>
internal static class AmountMeans
{
    public const string Table = "amounts";

    public static ProposedMeans Of(PanelData panel, Breakdown breakdown)
        => new(Table, [.. panel.Outcomes.Where(o => o.Definition.Scale == OutcomeScale.Amount)
            .SelectMany(o => o.Windows.Where(c => PanelWindow.BrokenDown.Contains(c.Window)).SelectMany(c => Rows(o.Outcome, c, breakdown)))]);

    private static IEnumerable<MeanRow> Rows(string outcome, OutcomeColumn column, Breakdown breakdown)
    {
        var people = breakdown.Count(p => column.State[p].HasValue());
        var sums = new double[breakdown.Cells.Count];
        var negative = new bool[breakdown.Cells.Count];
        var families = new Dictionary<(int Cell, int Family), double>();
        foreach (var person in breakdown.Order)
        {
            if (!column.State[person].HasValue())
                continue;
            foreach (var cell in breakdown.CellsOf(person))
            {
                sums[cell] += column.Value[person];
                negative[cell] |= column.Value[person] < 0;
                families[(cell, breakdown.Family[person])] = families.GetValueOrDefault((cell, breakdown.Family[person])) + column.Value[person];
            }
        }

        var top = families.GroupBy(f => f.Key.Cell).ToDictionary(g => g.Key, g => g.Select(f => f.Value).OrderDescending().Take(2).ToArray());
        for (var c = 0; c < breakdown.Cells.Count; c++)
        {
            if (people[c].People == 0)
                continue;
            var cell = breakdown.Cells[c];
            var largest = top[c];
            yield return new MeanRow(
                outcome, column.Window.Name, cell.Group, cell.Dimension, cell.Level, people[c], sums[c],
                largest[0], largest.Length > 1 ? largest[1] : 0, negative[c])
            { Within = [cell.Everybody] };
        }
    }
}
