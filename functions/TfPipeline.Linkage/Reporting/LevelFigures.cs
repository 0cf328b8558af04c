namespace TfPipeline.Linkage.Reporting;

/// <summary>m and u of one comparison level.</summary>
/// <param name="Field">The field.</param>
/// <param name="Level">The level as a word.</param>
/// <param name="M">m: probability of the level among matches.</param>
/// <param name="U">u: probability of the level among non-matches; null for swapped names, where it depends on the two names.</param>
public sealed record LevelFigures(Field Field, string Level, double M, double? U)
{
    /// <summary>Base-2 logarithm of the ratio, for a value of average frequency.</summary>
    public double? Weight => U is { } u ? Math.Log2(M / u) : null;

    internal static IReadOnlyList<LevelFigures> Of(LinkageModel model)
        => [.. Enum.GetValues<Field>().Where(f => !model.NeutralFields.Contains(f)).SelectMany(f => Enumerable.Range(1, ComparisonVector.LevelsOf(f) - 1)
            .Select(level => new LevelFigures(f, Explanation.LevelName(f, level), model.M[(int)f][level], IsSwap(f, level) ? null : model.U[(int)f][level])))];

    private static bool IsSwap(Field field, int level) => field == Field.Surname && level >= NameLevel.Swapped;
}
