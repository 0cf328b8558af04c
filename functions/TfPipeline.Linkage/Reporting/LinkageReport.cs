namespace TfPipeline.Linkage.Reporting;

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

    /// <summary>m and u of each comparison level of each field that is not neutral.</summary>
    public required IReadOnlyList<LevelFigures> Levels { get; init; }

    /// <summary>Cost of each blocking rule.</summary>
    public required IReadOnlyList<BlockingCost> BlockingCosts { get; init; }

    /// <summary>Links by the kind of agreement they rest on, strongest first.</summary>
    public required IReadOnlyList<EvidenceFigures> EvidenceClasses { get; init; }

    /// <summary>Expected quality at several thresholds, the one that was used among them unless it is below one half.</summary>
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
            BlockingCosts = result.BlockingCosts,
            EvidenceClasses = EvidenceFigures.Of(result.Links, truth),
            Thresholds = ThresholdFigures.Of(result, options.MatchThreshold),
            Groups = groups.Count == 0 ? [] : GroupRates.Of(result, groups),
            Truth = truth is null ? null : TruthFigures.Of(result, truth),
        };
    }
}
