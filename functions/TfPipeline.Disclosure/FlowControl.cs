namespace TfPipeline.Disclosure;

/// <summary>
/// Rules for the flow from uploads to analysis. Its numbers are cells of the system over everyone. Within a stage a small number is never
/// withheld alone, because the symbol would then always mean "below the minimum": the next smallest go with it until they sum to the width.
/// </summary>
internal static class FlowControl
{
    public static (ReleaseTable Table, int Withheld) Apply(ProposedFlow output, SharedCells cells)
    {
        var steps = output.Steps;
        PrintedCount[] printed = [.. steps.Select((_, i) => cells.PrintStep(i))];
        var table = new ReleaseTable(output.Name, "People from uploads to analysis", [
            new("stage", "Stage of the pipeline.", steps.Select(s => (string?)s.Stage).ToArray()),
            new("reason", "What was counted.", steps.Select(s => (string?)s.Reason).ToArray()),
            new("people", "People, rounded; empty where withheld.", Array.ConvertAll(printed, p => p.Value)),
            new("symbol", "c withheld.", Array.ConvertAll(printed, p => p.Symbol)),
        ]);
        return (table, printed.Count(p => p.Symbol is not null));
    }

    /// <summary>Withholds what goes with small numbers, whatever the relations between stages are.</summary>
    public static void WithholdCompanions(ProposedFlow flow, int[] cells, CellSystem system, DisclosurePolicy policy)
    {
        foreach (var stage in Enumerable.Range(0, cells.Length).GroupBy(i => flow.Steps[i].Stage, StringComparer.Ordinal))
        {
            while (stage.Any(IsWithheld) && !IsProtected(stage) && stage.Where(i => system.CanBeWithheld(cells[i])).ToList() is { Count: > 0 } shown)
                system.Withhold(cells[shown.MinBy(i => (flow.Steps[i].People, flow.Steps[i].Reason))]);
        }

        bool IsWithheld(int step) => system.State(cells[step]) == CellState.Withheld;

        bool IsProtected(IEnumerable<int> stage)
        {
            var hidden = stage.Where(IsWithheld).ToList();
            return hidden.Count > 1 && hidden.Sum(i => flow.Steps[i].People) >= policy.ProtectionWidth;
        }
    }
}
