namespace TfPipeline.Core.Release;

/// <summary>England's answer for one outcome.</summary>
/// <param name="Outcome">Outcome code.</param>
/// <param name="Window">The window.</param>
/// <param name="Verdict">What the estimate says, by <see cref="TfPipeline.Evaluation.VerdictKind"/>.</param>
/// <param name="Vetoes">Diagnostics that failed, for which nothing is answered.</param>
/// <param name="Effect">The effect as printed.</param>
/// <param name="Low">Lower limit of its 95 % interval.</param>
/// <param name="High">Upper limit.</param>
/// <param name="Covered">Share of the programme group that it is about.</param>
/// <param name="Symbol">What stands in its place.</param>
internal sealed record EnglandVerdict(
    string Outcome, string Window, string Verdict, IReadOnlyList<string> Vetoes, double? Effect, double? Low, double? High, double? Covered, string? Symbol);
