namespace TfPipeline.Core.Release;

/// <summary>Which release another one replaces, and why; it is printed in the new one.</summary>
/// <param name="Supersedes">The replaced release.</param>
/// <param name="Note">What changed, in the words of who asked for the run; one line.</param>
/// <param name="ForError">True where the replaced release was wrong: the pointer never names it again.</param>
public sealed record ReleaseRevision(string Supersedes, string Note, bool ForError);
