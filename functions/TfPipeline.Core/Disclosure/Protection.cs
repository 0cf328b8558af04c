namespace TfPipeline.Core.Disclosure;

/// <summary>What protecting one system took.</summary>
/// <param name="Primary">Cells withheld for their own count.</param>
/// <param name="Secondary">Cells withheld to protect others.</param>
/// <param name="Checked">Cells whose interval was proven wide enough.</param>
/// <param name="Narrowest">The narrowest proven interval in people; the protection width or more. Null where nothing needed protection.</param>
/// <param name="Unprotected">Cells that nothing could protect; the set may not be released.</param>
internal sealed record ProtectionResult(int Primary, int Secondary, int Checked, long? Narrowest, int Unprotected);

/// <summary>
/// Withholds further cells until nobody can narrow a withheld or derivable small count to less than the protection
/// width. Each round finds the narrow cells by <see cref="Bounds"/>, then by <see cref="TwoWorlds"/>; the cell withheld
/// next is the nearest by relations, leaves before totals, the rarest category and then the smallest count first, and one that widens the interval
/// before one that does not. The order is fixed, so that equal counts always give equal releases.
/// </summary>
internal static class Protection
{
    private const int CandidatesTried = 24;

    public static ProtectionResult Apply(CellSystem system, int width)
    {
        var primary = Enumerable.Range(0, system.Count).Count(c => system.State(c) == CellState.Withheld);
        var secondary = 0;
        var hopeless = new HashSet<int>();
        var proven = new HashSet<int>();
        var worlds = new TwoWorlds(system);
        while (NextNarrow(system, width, worlds, proven, hopeless) is { } narrow)
        {
            if (Choose(system, narrow.Cell, narrow.Bounds) is { } victim)
                secondary += system.Withhold(victim).Count;
            else
                hopeless.Add(narrow.Cell);
        }

        var final = Bounds.Of(system);
        var wide = Enumerable.Range(0, system.Count).Where(system.MustBeWide).ToList();
        return new ProtectionResult(
            primary,
            secondary,
            wide.Count - hopeless.Count,
            wide.Count > hopeless.Count ? wide.Where(c => !hopeless.Contains(c)).Min(final.Width) : null,
            hopeless.Count);
    }

    /// <summary>The next cell without proof. Withholding more only adds worlds, so that a proof stays one.</summary>
    private static (int Cell, Bounds Bounds)? NextNarrow(
        CellSystem system, int width, TwoWorlds worlds, HashSet<int> proven, HashSet<int> hopeless)
    {
        var bounds = Bounds.Of(system);
        var open = Enumerable.Range(0, system.Count)
            .Where(c => system.MustBeWide(c) && !proven.Contains(c) && !hopeless.Contains(c)).ToList();
        foreach (var cell in open)
        {
            if (bounds.Width(cell) < width)
                return (cell, bounds);
        }

        worlds.Refresh();
        foreach (var cell in open)
        {
            if (!worlds.Proves(cell, width))
                return (cell, bounds);
            proven.Add(cell);
        }

        return null;
    }

    private static int? Choose(CellSystem system, int cell, Bounds before)
    {
        foreach (var ring in Rings(system, cell))
        {
            var candidates = ring.Where(system.CanBeWithheld)
                .OrderByDescending(system.IsLeaf).ThenBy(system.Rank).ThenBy(c => system.Truth[c]).ThenBy(c => c).ToList();
            if (candidates.Count == 0)
                continue;
            foreach (var candidate in candidates.Take(CandidatesTried))
            {
                if (Widens(system, cell, candidate, before))
                    return candidate;
            }

            return candidates[0];
        }

        return null;
    }

    private static bool Widens(CellSystem system, int cell, int candidate, Bounds before)
    {
        var changed = system.Withhold(candidate);
        var after = Bounds.Of(system);
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
