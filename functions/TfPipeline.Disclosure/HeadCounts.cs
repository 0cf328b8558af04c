namespace TfPipeline.Disclosure;

/// <summary>The head counts of one population and group as a system of cells: levels add up, and the cumulative window holds no more than a part.</summary>
internal sealed class HeadCounts
{
    private HeadCounts(CellSystem system) => System = system;

    public CellSystem System { get; }

    public Dictionary<CountRow, int> Cells { get; } = new(ReferenceEqualityComparer.Instance);

    public static HeadCounts Build(IReadOnlyList<CountRow> rows, CountTable table, DisclosurePolicy policy)
    {
        var heads = new HeadCounts(new CellSystem(policy));
        var units = new Dictionary<(string, string), int>();
        foreach (var row in rows)
        {
            var unit = units.TryGetValue((row.Dimension, row.Level), out var u) ? u : units[(row.Dimension, row.Level)] = units.Count;
            heads.Cells[row] = heads.System.Add(row.People!.Value, leaf: row.Dimension != CountTable.All, unit: unit);
        }

        foreach (var (dimension, total) in MeasureCounts.Margins(rows))
            heads.System.Add(new Relation([.. dimension.Select(r => heads.Cells[r])], [heads.Cells[total]]));
        foreach (var (cumulative, parts, _) in MeasureCounts.Windows(rows, table))
        {
            foreach (var part in parts.Where(p => p.People!.Value.People >= cumulative.People!.Value.People))
                heads.System.Add(new Relation([heads.Cells[cumulative]], [heads.Cells[part]], AtMost: true));
        }

        heads.WithholdLevelEverywhere();
        return heads;
    }

    /// <summary>Withholds the head count of a level in all windows and measures where it is withheld in one.</summary>
    private void WithholdLevelEverywhere()
    {
        for (var c = 0; c < System.Count; c++)
        {
            if (System.State(c) == CellState.Withheld)
                System.Withhold(c);
        }
    }
}
