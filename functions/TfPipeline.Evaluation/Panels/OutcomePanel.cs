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
