namespace TfPipeline.Disclosure;

/// <summary>The head counts of one population and group as a system of cells: levels add up, and the cumulative window holds no more than a part.</summary>
internal sealed class HeadCounts
{
    private HeadCounts(CellSystem system) => System = system;

    public CellSystem System { get; }

    public Dictionary<CountRow, int> Cells { get; } = new(ReferenceEqualityComparer.Instance);

    public static HeadCounts Build(IReadOnlyList<CountRow> rows, CountTable table, DisclosurePolicy policy, SharedCells? shared = null, Past? past = null)
    {
        var heads = new HeadCounts(new CellSystem(policy));
        var outer = shared?.AddProven(heads.System, rows);
        var units = new Dictionary<(string, string), int>();
        foreach (var row in rows)
        {
            var unit = units.TryGetValue((row.Dimension, row.Level), out var u) ? u : units[(row.Dimension, row.Level)] = units.Count;
            heads.Cells[row] = heads.System.Add(row.People!.Value, leaf: row.Dimension != CountTable.All, unit: unit, past: past?.Of(table, row)?.Cell(0, policy));
            outer?.AddWithin(row, heads.Cells[row]);
            // A set that is withheld can't be read from another that is nearly the same.
            if (shared?.IsWithheld(row) == true)
                heads.System.Withhold(heads.Cells[row]);
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
        foreach (var cell in Cells.Values.Where(c => System.State(c) == CellState.Withheld).ToList())
            System.Withhold(cell);
    }
}
