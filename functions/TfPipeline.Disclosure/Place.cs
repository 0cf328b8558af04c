namespace TfPipeline.Disclosure;

/// <summary>A group and a level of one dimension: what stands in it is renewed or kept as a whole, in every table of a release.</summary>
/// <param name="Group">The group.</param>
/// <param name="Dimension">The dimension, or <see cref="CountTable.All"/>.</param>
/// <param name="Level">The level.</param>
public readonly record struct Place(string Group, string Dimension, string Level)
{
    internal static Place Of(CountRow row) => new(row.Group, row.Dimension, row.Level);
}
