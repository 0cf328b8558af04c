namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>
/// Figures of one linkage for those who run it: sums over pairs and people, and no value of anyone. Counts are exact, so it belongs
/// where the working files are; a release has figures of its own that went through disclosure control.
/// </summary>
public sealed record LinkageReport
{
    /// <summary>True when one file was joined with itself; "people" are then rows and "matches" are pairs of rows.</summary>
    public required bool IsSelf { get; init; }

    /// <summary>Counts and expected quality.</summary>
    public required LinkSummary Summary { get; init; }

    /// <summary>Records on the right side.</summary>
    public required long Records { get; init; }

    /// <summary>Pairs compared.</summary>
    public required long Compared { get; init; }

    /// <summary>Probability from which a pair is a match.</summary>
    public required double MatchThreshold { get; init; }

    /// <summary>Share of each side that has each main field.</summary>
    public required IReadOnlyList<FieldKnown> Known { get; init; }

    /// <summary>Fields that one side lacks or that never vary.</summary>
    public required IReadOnlyList<Field> Neutral { get; init; }

    /// <summary>Pairs by log odds, lowest first.</summary>
    public required IReadOnlyList<WeightBin> Weights { get; init; }

    /// <summary>Chances of each level of each field that is not neutral.</summary>
    public required IReadOnlyList<LevelFigures> Levels { get; init; }

    /// <summary>Costs of the blocking families.</summary>
    public required IReadOnlyList<LadderCost> Ladders { get; init; }

    /// <summary>Links by what they rest on, strongest first.</summary>
    public required IReadOnlyList<PassFigures> Passes { get; init; }

    /// <summary>Expected quality at several thresholds.</summary>
    public required IReadOnlyList<ThresholdFigures> Thresholds { get; init; }

    /// <summary>Match rates by the columns that were named.</summary>
    public required IReadOnlyList<GroupRates> Groups { get; init; }

    /// <summary>How probabilities and links compare with the truth; null when none was given.</summary>
    public required TruthFigures? Truth { get; init; }

    /// <summary>Sums up a linkage.</summary>
    /// <param name="result">The linkage.</param>
    /// <param name="options">The options that it was run with.</param>
    /// <param name="groups">Columns of the left side to show match rates by.</param>
    /// <param name="truth">Which pairs belong together, where that is known.</param>
    public static LinkageReport Of(LinkageResult result, LinkageOptions options, IReadOnlyList<GroupColumn> groups, LinkageTruth? truth = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(groups);
        return new LinkageReport
        {
            IsSelf = result.IsSelf,
            Summary = LinkSummary.Of(result),
            Records = result.Records,
            Compared = result.Compared,
            MatchThreshold = options.MatchThreshold,
            Known = result.Known,
            Neutral = result.Model.NeutralFields,
            Weights = WeightBin.Of(result),
            Levels = LevelFigures.Of(result.Model),
            Ladders = result.Ladders,
            Passes = PassFigures.Of(result.Links, truth),
            Thresholds = ThresholdFigures.Of(result),
            Groups = groups.Count == 0 ? [] : GroupRates.Of(result, groups),
            Truth = truth is null ? null : TruthFigures.Of(result, truth),
        };
    }
}

/// <summary>How complete a main field is.</summary>
/// <param name="Field">The field.</param>
/// <param name="Left">Share of the left side that has it.</param>
/// <param name="Right">Share of the right side that has it.</param>
public sealed record FieldKnown(Field Field, double Left, double Right);

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

/// <summary>Links that rest on the same kind of agreement.</summary>
/// <param name="Pass">The kind.</param>
/// <param name="Matches">Matches.</param>
/// <param name="Possible">Links that are possible.</param>
/// <param name="Ambiguous">Links that are ambiguous.</param>
/// <param name="ExpectedRight">Matches that the model expects to be right.</param>
/// <param name="Right">Matches that are right; null where no truth was given.</param>
public sealed record PassFigures(LinkPass Pass, int Matches, int Possible, int Ambiguous, double ExpectedRight, int? Right)
{
    internal static IReadOnlyList<PassFigures> Of(LinkTable links, LinkageTruth? truth)
    {
        var counts = new int[Enum.GetValues<LinkPass>().Length, Enum.GetValues<LinkStatus>().Length];
        var expected = new double[counts.GetLength(0)];
        var right = new int[expected.Length];
        for (var k = 0; k < links.Count; k++)
        {
            var pass = (int)links.Pass[k];
            counts[pass, (int)links.Status[k]]++;
            if (links.Status[k] != LinkStatus.Match)
                continue;
            expected[pass] += links.Probability[k];
            right[pass] += truth?.IsSame(links.CohortIndex[k], links.RecordId[k]) == true ? 1 : 0;
        }

        return [.. Enum.GetValues<LinkPass>().Select(p => new PassFigures(
            p, counts[(int)p, (int)LinkStatus.Match], counts[(int)p, (int)LinkStatus.Possible], counts[(int)p, (int)LinkStatus.Ambiguous],
            expected[(int)p], truth is null ? null : right[(int)p]))];
    }
}

/// <summary>What the model expects of the links at or above a probability.</summary>
/// <param name="Threshold">The probability.</param>
/// <param name="Pairs">Pairs at or above it.</param>
/// <param name="Precision">Share of them expected to be right.</param>
/// <param name="Recall">Share of the expected matches among the candidates that they hold.</param>
public sealed record ThresholdFigures(double Threshold, int Pairs, double Precision, double Recall)
{
    // Below one half two pairs of one person could both be above it, and the assignment would choose between them.
    private static readonly double[] Shown = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999];

    internal static IReadOnlyList<ThresholdFigures> Of(LinkageResult result)
    {
        var (pairs, sums) = (new int[Shown.Length], new double[Shown.Length]);
        foreach (var p in result.Fitted!.Probabilities)
        {
            for (var t = 0; t < Shown.Length && p >= Shown[t]; t++)
                (pairs[t], sums[t]) = (pairs[t] + 1, sums[t] + p);
        }

        return [.. Shown.Select((threshold, t) => new ThresholdFigures(
            threshold, pairs[t], pairs[t] == 0 ? 1 : sums[t] / pairs[t], Math.Min(1, sums[t] / Math.Max(result.Model.ExpectedMatches, 1e-9))))];
    }
}
