namespace TfPipeline.Core.Panel;

/// <summary>A whole panel in memory: people, outcomes and what they were made from.</summary>
/// <param name="People">One row per person.</param>
/// <param name="Outcomes">One per outcome, in the order of <see cref="PanelInfo.Outcomes"/>.</param>
/// <param name="Info">What it was made from.</param>
public sealed record PanelData(PeopleTable People, IReadOnlyList<OutcomePanel> Outcomes, PanelInfo Info)
{
    /// <summary>The outcome of a code, or null.</summary>
    public OutcomePanel? Find(string outcome) => Outcomes.FirstOrDefault(o => string.Equals(o.Outcome, outcome, StringComparison.Ordinal));

    /// <summary>
    /// The same panel with Possible links left: those people count as unlinked, so each of their values becomes what the
    /// outcome's contract says for someone without a record. A window that is missing or out of scope stays so.
    /// </summary>
    public PanelData WithoutPossibleLinks()
    {
        var links = People.Links.ToDictionary(l => l.Department, l => l.Status, StringComparer.Ordinal);
        return this with { Outcomes = [.. Outcomes.Select(o => Without(o, links[o.Definition.Department]))] };
    }

    private static OutcomePanel Without(OutcomePanel outcome, PersonLink[] status) =>
        outcome with { Windows = [.. outcome.Windows.Select(c => Without(c, status, outcome.Definition.Unlinked))] };

    private static OutcomeColumn Without(OutcomeColumn column, PersonLink[] status, OutcomeState unlinked)
    {
        var value = (double[])column.Value.Clone();
        var state = (OutcomeState[])column.State.Clone();
        for (var i = 0; i < status.Length; i++)
        {
            if (status[i] != PersonLink.Possible || state[i] != OutcomeState.Measured)
                continue;
            state[i] = unlinked;
            value[i] = unlinked == OutcomeState.Assumed ? 0 : double.NaN;
        }

        return column with { Value = value, State = state };
    }
}
