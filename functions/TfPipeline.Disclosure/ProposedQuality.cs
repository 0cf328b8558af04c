namespace TfPipeline.Disclosure;

/// <summary>How often sources break their rules: values, not people, but a small number of them can be one person's.</summary>
/// <param name="Name">The output's name in the release.</param>
/// <param name="Rows">One per source and rule.</param>
public sealed record ProposedQuality(string Name, IReadOnlyList<QualityRow> Rows) : ProposedOutput(Name);

/// <summary>How often a source breaks a rule.</summary>
/// <param name="Source">The source: a department's code.</param>
/// <param name="Rule">The rule's code.</param>
/// <param name="Misfits">Values that break it.</param>
/// <param name="Values">Values that it was asked of.</param>
public sealed record QualityRow(string Source, string Rule, long Misfits, long Values);
