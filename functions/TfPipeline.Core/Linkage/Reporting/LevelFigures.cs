namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>Chances of one level.</summary>
/// <param name="Field">The field.</param>
/// <param name="Level">The level as a word.</param>
/// <param name="Match">Chance of the level for a true match.</param>
/// <param name="Stranger">Chance of the level for strangers; null for swapped names, whose chance depends on the two names.</param>
public sealed record LevelFigures(Field Field, string Level, double Match, double? Stranger)
{
    /// <summary>Base-2 logarithm of the ratio, for a value of average frequency.</summary>
    public double? Weight => Stranger is { } u ? Math.Log2(Match / u) : null;

    internal static IReadOnlyList<LevelFigures> Of(LinkageModel model)
        => [.. Enum.GetValues<Field>().Where(f => !model.NeutralFields.Contains(f)).SelectMany(f => Enumerable.Range(1, Pattern.LevelsOf(f) - 1)
            .Select(level => new LevelFigures(f, Explanation.LevelName(f, level), model.M[(int)f][level], IsSwap(f, level) ? null : model.U[(int)f][level])))];

    private static bool IsSwap(Field field, int level) => field == Field.Surname && level >= NameLevel.Swapped;
}
