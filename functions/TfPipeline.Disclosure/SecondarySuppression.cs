namespace TfPipeline.Disclosure;

/// <summary>Result of secondary suppression of one system.</summary>
/// <param name="Primary">Cells withheld for their own count.</param>
/// <param name="Secondary">Cells withheld to protect others.</param>
/// <param name="Checked">Cells whose interval was proven wide enough; none where a cell could not be protected, since all are withheld then.</param>
/// <param name="Narrowest">The narrowest proven interval in people; the protection width or more. Null where nothing needed protection, or a cell could not be protected.</param>
/// <param name="Unprotected">Cells that no further suppression could protect; the set may not be released.</param>
internal sealed record SecondarySuppressionResult(int Primary, int Secondary, int Checked, long? Narrowest, int Unprotected);

/// <summary>
/// Secondary suppression: withholds further cells until the feasibility interval of every withheld or derivable small count is at least the
/// protection width. Each round finds narrow cells by <see cref="FeasibilityIntervals"/>, then by <see cref="FeasibilityAudit"/>. The cell withheld next is the
/// nearest by relations; leaves come before totals, then the rarest category, then the smallest count, and a cell that widens the interval
/// before one that does not. The order is fixed, so that equal counts always give equal releases.
/// </summary>
internal static class SecondarySuppression
{
    private const int CellsTried = 24;

    /// <param name="system">The cells; more of them are withheld in place.</param>
    /// <param name="goesOn">
    /// True where what can be protected is used although a cell cannot. Otherwise the first such cell ends the work: its whole set is withheld.
    /// </param>
    public static SecondarySuppressionResult Apply(CellSystem system, bool goesOn = false)
    {
        var primary = Enumerable.Range(0, system.Count).Count(c => system.State(c) == CellState.Withheld && system.MustBeWide(c));
        var secondary = 0;
        var unprotectable = new HashSet<int>();
        var proven = new HashSet<int>();
        var audit = new FeasibilityAudit(system);
        while (NextNarrow(system, audit, proven, unprotectable) is { } narrow)
        {
            if (Choose(system, narrow.Cell, narrow.Intervals) is { } chosen)
                secondary += system.Withhold(chosen).Count;
            else if (unprotectable.Add(narrow.Cell) && !goesOn)
                return new SecondarySuppressionResult(primary, secondary, 0, null, 1);
        }

        var final = FeasibilityIntervals.Of(system);
        var wide = Enumerable.Range(0, system.Count).Where(system.MustBeWide).ToList();
        return new SecondarySuppressionResult(
            primary,
            secondary,
            wide.Count - unprotectable.Count,
            wide.Count > unprotectable.Count ? wide.Where(c => !unprotectable.Contains(c)).Min(final.Width) : null,
            unprotectable.Count);
    }

    /// <summary>The next cell that is not proven. Withholding more cells only adds solutions, so that a proof stays valid.</summary>
    private static (int Cell, FeasibilityIntervals Intervals)? NextNarrow(
        CellSystem system, FeasibilityAudit audit, HashSet<int> proven, HashSet<int> unprotectable)
    {
        var intervals = FeasibilityIntervals.Of(system);
        var open = Enumerable.Range(0, system.Count)
            .Where(c => system.MustBeWide(c) && !proven.Contains(c) && !unprotectable.Contains(c)).ToList();
        foreach (var cell in open)
        {
            if (!system.IsWideEnough(cell, intervals.Low(cell), intervals.High(cell)))
                return (cell, intervals);
        }

        audit.Refresh();
        foreach (var cell in open)
        {
            if (!audit.Proves(cell))
                return (cell, intervals);
            proven.Add(cell);
        }

        return null;
    }

    private static int? Choose(CellSystem system, int cell, FeasibilityIntervals before)
    {
        foreach (var ring in Rings(system, cell))
        {
            var cells = ring.Where(system.CanBeWithheld)
                .OrderByDescending(system.IsLeaf).ThenBy(system.Rank).ThenBy(c => system.Truth[c]).ThenBy(c => c).ToList();
            if (cells.Count == 0)
                continue;
            foreach (var withheld in cells.Take(CellsTried))
            {
                if (Widens(system, cell, withheld, before))
                    return withheld;
            }

            return cells[0];
        }

        return null;
    }

    private static bool Widens(CellSystem system, int cell, int withheld, FeasibilityIntervals before)
    {
        var changed = system.Withhold(withheld);
        var after = FeasibilityIntervals.Of(system);
        system.Show(changed);
        return after.Width(cell) > before.Width(cell);
    }

    /// <summary>The cells one relation away, then two, and so on.</summary>
    private static IEnumerable<List<int>> Rings(CellSystem system, int cell)
    {
        var seen = new HashSet<int> { cell };
        List<int> ring = [cell];
        while (ring.Count > 0)
        {
            var next = new List<int>();
            foreach (var (relation, _) in ring.SelectMany(system.RelationsOf))
            {
                foreach (var neighbour in system.Relations[relation].Plus.Concat(system.Relations[relation].Minus))
                {
                    if (seen.Add(neighbour))
                        next.Add(neighbour);
                }
            }

            yield return next;
            ring = next;
        }
    }
}
