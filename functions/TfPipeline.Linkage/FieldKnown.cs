namespace TfPipeline.Linkage;

/// <summary>How complete a main field is.</summary>
/// <param name="Field">The field.</param>
/// <param name="Left">Share of the left side that has it.</param>
/// <param name="Right">Share of the right side that has it.</param>
public sealed record FieldKnown(Field Field, double Left, double Right);
