namespace TfPipeline.Evaluation;

/// <summary>One covariate of everyone in the panel.</summary>
/// <param name="Name">Name in balance tables.</param>
/// <param name="Values">A value per person.</param>
/// <param name="Window">The window before the index date that it comes from, or <c>null</c>.</param>
/// <param name="Outcomes">Outcomes whose values are in it; empty for what the council said.</param>
internal sealed record PanelCovariate(string Name, DesignColumn Values, string? Window, IReadOnlyList<string> Outcomes);
