namespace TfPipeline.Evaluation.Panels;

/// <summary>A whole panel in memory: people, outcomes and what they were made from.</summary>
/// <param name="People">One row per person.</param>
/// <param name="Outcomes">One per outcome, in the order of <see cref="PanelInfo.Outcomes"/>; made from Matches only.</param>
/// <param name="Info">What it was made from.</param>
public sealed record PanelData(PeopleTable People, IReadOnlyList<OutcomePanel> Outcomes, PanelInfo Info)
{
    /// <summary>Other sets of links, for sensitivity analysis.</summary>
    public IReadOnlyList<LinkSetPanel> LinkSets { get; init; } = [];

    /// <summary>The outcome of a code, or null.</summary>
    public OutcomePanel? Find(string outcome) => Outcomes.FirstOrDefault(o => string.Equals(o.Outcome, outcome, StringComparison.Ordinal));

    /// <summary>The set of links of a name, or null.</summary>
    public LinkSetPanel? FindLinkSet(string name) => LinkSets.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal));

    /// <summary>The same people as they would be under another set of links; people in it are Match or None.</summary>
    public PanelData Under(LinkSetPanel set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var changes = set.Departments.ToDictionary(d => d.Department, StringComparer.Ordinal);
        return this with
        {
            People = People with { Links = [.. People.Links.Select(l => changes.TryGetValue(l.Department, out var c) ? l.With(c) : l)] },
            Outcomes = [.. Outcomes.Select(o => changes.TryGetValue(o.Definition.Department, out var c)
                ? o with { Windows = [.. o.Windows.Select(w => w.With(c, o.Alternatives.First(a => a.Window == w.Window)))] }
                : o)],
            LinkSets = [],
        };
    }
}
