namespace TfPipeline.Disclosure;

/// <summary>
/// Rules for means of amounts: people are counts like any other and protected as such; a mean needs them shown, and no family that dominates the sum (p % and (n, k)); where a single level
/// of a dimension would be withheld, the next smallest is withheld too. Means have three significant digits.
/// </summary>
internal static class MeanControl
{
    private const int Digits = 3;

    /// <summary>The people of the means, as counts without categories. A total that isn't proposed is added, because a reader can add up.</summary>
    public static CountTable Heads(ProposedMeans output)
    {
        List<CountRow> rows = [.. output.Rows.Select(r => Head(r, r.Dimension, r.Level, r.People) with { Within = r.Within })];
        foreach (var set in output.Rows.GroupBy(r => (r.Measure, r.Window, r.Group)).Where(s => s.All(r => r.Dimension != CountTable.All)))
        {
            var levels = set.Where(r => r.Dimension == set.First().Dimension).ToList();
            rows.Add(Head(levels[0], CountTable.All, CountTable.All, new CellCount(
                levels.Sum(r => r.People.People), levels.Max(r => r.People.LargestFamily), levels.Max(r => r.People.SecondFamily))));
        }

        return new CountTable { Name = output.Name, Categories = [], PrintedCategories = 0, Rows = rows };
    }

    public static (ReleaseTable Table, int Withheld, bool Review) Apply(ProposedMeans output, CountTable heads, DisclosurePolicy policy, SharedCells? shared, Past? past)
    {
        var (people, _) = CountProtection.Apply(heads, policy, shared, past);
        var withheld = output.Rows.Select((r, i) => people[i].People.Value is null || IsSensitive(r, policy)).ToArray();
        foreach (var dimension in Enumerable.Range(0, withheld.Length).GroupBy(i => Key(output.Rows[i])))
        {
            var levels = dimension.ToList();
            if (levels.Count(i => withheld[i]) != 1 || levels.Count == 1)
                continue;
            withheld[levels.Where(i => !withheld[i]).MinBy(i => (output.Rows[i].People.People, output.Rows[i].Level))] = true;
        }

        return (new ReleaseTable(output.Name, "Means of amounts by window, group and one dimension at a time", [
            new("outcome", "What is measured.", Texts(r => r.Measure)),
            new("window", "Time window in months from the index date.", Texts(r => r.Window)),
            new("group", "programme or comparison.", Texts(r => r.Group)),
            new("dimension", "What the group is split by; all for the group's total.", Texts(r => r.Dimension)),
            new("level", "The level of the dimension.", Texts(r => r.Level)),
            new("people", "People with a value, rounded; empty where withheld.", output.Rows.Select((r, i) => withheld[i] ? (long?)null : Rounding.Of(r.People.People, policy.PublishedBase)).ToArray()),
            new("mean", "Mean in the measure's unit, three significant digits; empty where withheld.", output.Rows.Select((r, i) => withheld[i] ? (double?)null : Rounding.Significant(r.Sum / r.People.People, Digits)).ToArray()),
            new("symbol", "c withheld.", withheld.Select(w => w ? TableSymbols.Confidential : null).ToArray()),
        ]), withheld.Count(w => w), output.Rows.Any(r => r.HasNegative));

        string?[] Texts(Func<MeanRow, string?> of) => [.. output.Rows.Select(of)];
    }

    private static CountRow Head(MeanRow row, string dimension, string level, CellCount people)
        => new(row.Measure, row.Measure, row.Window, row.Group, dimension, level, people, []);

    private static (string, string, string, string) Key(MeanRow row) => (row.Measure, row.Window, row.Group, row.Dimension);

    private static bool IsSensitive(MeanRow row, DisclosurePolicy policy)
    {
        if (row.People.IsSensitive(policy) || row.People.People == 0)
            return true;
        var rest = row.Sum - row.Largest - row.Second;
        var top = policy.DominanceFamilies == 1 ? row.Largest : row.Largest + row.Second;
        return rest < policy.DominancePercent / 100 * row.Largest || top > policy.DominanceShare / 100 * row.Sum;
    }
}
