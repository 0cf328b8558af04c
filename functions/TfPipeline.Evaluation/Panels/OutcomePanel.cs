namespace TfPipeline.Evaluation.Panels;

/// <summary>One outcome for everyone, window by window.</summary>
/// <param name="Definition">What the outcome is.</param>
/// <param name="Windows">One column per window, in the order of <see cref="PanelWindow.All"/>.</param>
public sealed record OutcomePanel(OutcomeDefinition Definition, IReadOnlyList<OutcomeColumn> Windows)
{
    /// <summary>The outcome's code.</summary>
    public string Outcome => Definition.Code;

    /// <summary>
    /// What people would have with other records than those of the panel's own links: columns of the same windows, a place per
    /// person and set of records. Empty where the panel holds no other sets of links.
    /// </summary>
    public IReadOnlyList<OutcomeColumn> Alternatives { get; init; } = [];

    /// <summary>The column of a window, or null.</summary>
    public OutcomeColumn? Find(PanelWindow window) => Windows.FirstOrDefault(c => c.Window == window);
}

/// <summary>One outcome in one window.</summary>
/// <param name="Window">The window.</param>
/// <param name="Value">A value per person: 0 or 1 for an event; NaN exactly where <paramref name="State"/> has no value.</param>
/// <param name="State">A state per person.</param>
public sealed record OutcomeColumn(PanelWindow Window, double[] Value, OutcomeState[] State)
{
    /// <summary>The same column with the values of some people replaced.</summary>
    internal OutcomeColumn With(LinkSetChanges changes, OutcomeColumn alternatives)
    {
        var (value, state) = ((double[])Value.Clone(), (OutcomeState[])State.Clone());
        for (var i = 0; i < changes.Person.Length; i++)
        {
            value[changes.Person[i]] = alternatives.Value[changes.Alternative[i]];
            state[changes.Person[i]] = alternatives.State[changes.Alternative[i]];
        }

        return this with { Value = value, State = state };
    }
}
