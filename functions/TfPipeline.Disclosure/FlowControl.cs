namespace TfPipeline.Disclosure;

/// <summary>
/// Rules for the flow from uploads to analysis. The numbers of a stage may add up in ways not stated here, so small ones are withheld
/// together with the next smallest of the stage until the withheld ones sum to at least the protection width.
/// </summary>
internal static class FlowControl
{
    public static (ReleaseTable Table, int Withheld) Apply(ProposedFlow output, DisclosurePolicy policy)
    {
        var steps = output.Steps;
        var withheld = steps.Select(s => s.People < policy.MinimumCount && (s.People > 0 || policy.ZerosAreDisclosive)).ToArray();
        foreach (var stage in Enumerable.Range(0, steps.Count).GroupBy(i => steps[i].Stage, StringComparer.Ordinal))
        {
            while (stage.Any(i => withheld[i]) && !IsProtected(stage) && stage.Any(i => !withheld[i]))
                withheld[stage.Where(i => !withheld[i]).MinBy(i => (steps[i].People, steps[i].Reason))] = true;
        }

        var table = new ReleaseTable(output.Name, "People from uploads to analysis", [
            new("stage", "Stage of the pipeline.", steps.Select(s => (string?)s.Stage).ToArray()),
            new("reason", "What was counted.", steps.Select(s => (string?)s.Reason).ToArray()),
            new("people", "People, rounded; empty where withheld.", steps.Select((s, i) => withheld[i] ? (long?)null : Rounding.Of(s.People, policy.PublishedBase)).ToArray()),
            new("symbol", "c withheld.", withheld.Select(w => w ? TableSymbols.Confidential : null).ToArray()),
        ]);
        return (table, withheld.Count(w => w));

        bool IsProtected(IEnumerable<int> stage)
        {
            var hidden = stage.Where(i => withheld[i]).ToList();
            return hidden.Count > 1 && hidden.Sum(i => steps[i].People) >= policy.ProtectionWidth;
        }
    }
}
