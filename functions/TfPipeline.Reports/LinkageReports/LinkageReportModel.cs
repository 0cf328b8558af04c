namespace TfPipeline.Reports.LinkageReports;

/// <summary>
/// What the page of a linkage report shows: sums over pairs and people, and no value of anyone. Counts are exact, so the page belongs where
/// the working files are.
/// </summary>
public sealed record LinkageReportModel
{
    /// <summary>What was linked, in words that are no value of a person.</summary>
    public required string Title { get; init; }

    /// <summary>True to say that the people are made up.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>True when one file was joined with itself; people are then rows, and matches are pairs of rows.</summary>
    public required bool IsSelf { get; init; }

    /// <summary>Counts and expected quality.</summary>
    public required LinkageSummary Summary { get; init; }

    /// <summary>How complete the main fields are.</summary>
    public required IReadOnlyList<FieldCompleteness> Fields { get; init; }

    /// <summary>Further fields that were not used, because a side lacks them or they never vary.</summary>
    public required IReadOnlyList<string> UnusedFields { get; init; }

    /// <summary>Expected quality at several thresholds.</summary>
    public required IReadOnlyList<ThresholdQuality> Thresholds { get; init; }

    /// <summary>Candidates by log odds, lowest first.</summary>
    public required IReadOnlyList<OddsBin> Odds { get; init; }

    /// <summary>Match rates by the levels of named columns.</summary>
    public required IReadOnlyList<GroupMatchRates> Groups { get; init; }

    /// <summary>Links by the agreement that they rest on, strongest first.</summary>
    public required IReadOnlyList<AgreementLinks> Agreements { get; init; }

    /// <summary>Probabilities of each level of agreement.</summary>
    public required IReadOnlyList<LevelProbabilities> Levels { get; init; }

    /// <summary>What blocking compared and left out.</summary>
    public required IReadOnlyList<BlockingCost> Blocking { get; init; }

    /// <summary>What was found in the delivery that was linked; null where the files are no delivery.</summary>
    public DeliveredData? Delivered { get; init; }

    /// <summary>How the links compare with the truth; null where it is not known.</summary>
    public TruthComparison? Truth { get; init; }
}

/// <summary>What was found in a delivery.</summary>
/// <param name="Rules">How often each rule is broken.</param>
/// <param name="Departures">What departed and was accepted, in words.</param>
/// <param name="AcceptedBecause">Why; null where nothing departed.</param>
public sealed record DeliveredData(IReadOnlyList<DeliveredRule> Rules, IReadOnlyList<string> Departures, string? AcceptedBecause);

/// <summary>How often a rule is broken.</summary>
/// <param name="Rule">The rule in words.</param>
/// <param name="Misfits">Values that break it.</param>
/// <param name="Values">Values that it was asked of.</param>
public sealed record DeliveredRule(string Rule, long Misfits, long Values);

/// <summary>Counts and expected quality of a linkage.</summary>
public sealed record LinkageSummary
{
    /// <summary>People on the left, or rows of one file.</summary>
    public required long People { get; init; }

    /// <summary>Records on the right.</summary>
    public required long Records { get; init; }

    /// <summary>Pairs compared.</summary>
    public required long Compared { get; init; }

    /// <summary>Matches.</summary>
    public required long Matches { get; init; }

    /// <summary>Links that are possible.</summary>
    public required long Possible { get; init; }

    /// <summary>Links that are ambiguous.</summary>
    public required long Ambiguous { get; init; }

    /// <summary>True matches that the model expects among the pairs.</summary>
    public required double ExpectedMatches { get; init; }

    /// <summary>Share of the matches that the model expects to be right.</summary>
    public required double ExpectedPrecision { get; init; }

    /// <summary>Share of the expected matches that were found.</summary>
    public required double ExpectedRecall { get; init; }

    /// <summary>Probability from which a pair is a match.</summary>
    public required double MatchThreshold { get; init; }

    /// <summary>False where the fit stopped at its limit of iterations.</summary>
    public required bool HasConverged { get; init; }

    /// <summary>Pairs of very large blocks that were not compared.</summary>
    public required long DroppedPairs { get; init; }

    /// <summary>Matches that a relative in the same household would explain as well.</summary>
    public int RelativeLike { get; init; }

    /// <summary>Expected precision if all of <see cref="RelativeLike"/> are relatives.</summary>
    public double PrecisionIfRelatives { get; init; }
}

/// <summary>How complete a main field is.</summary>
/// <param name="Name">The field.</param>
/// <param name="Left">Share of the left side that has it.</param>
/// <param name="Right">Share of the right side that has it.</param>
/// <param name="IsNeutral">True where it was not used, because a side lacks it or it never varies.</param>
public sealed record FieldCompleteness(string Name, double Left, double Right, bool IsNeutral);

/// <summary>What the model expects of the links at or above a probability.</summary>
/// <param name="Threshold">The probability.</param>
/// <param name="Pairs">Pairs at or above it.</param>
/// <param name="Precision">Share of them expected to be right.</param>
/// <param name="Recall">Share of the expected matches that they hold.</param>
/// <param name="IsUsed">True for the threshold of this linkage.</param>
public sealed record ThresholdQuality(double Threshold, long Pairs, double Precision, double Recall, bool IsUsed);

/// <summary>Candidates whose log odds lie in one range.</summary>
/// <param name="From">Base-2 logarithm of the odds from which a pair is in.</param>
/// <param name="To">Where the next range begins.</param>
/// <param name="Linked">Pairs that became matches.</param>
/// <param name="NotLinked">Pairs that did not.</param>
/// <param name="Expected">Expected true matches among both.</param>
public sealed record OddsBin(double From, double To, long Linked, long NotLinked, double Expected);

/// <summary>Match rates by the levels of a column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Levels">One entry a level.</param>
public sealed record GroupMatchRates(string Name, IReadOnlyList<MatchRate> Levels);

/// <summary>How people of one level were linked.</summary>
/// <param name="Level">The level.</param>
/// <param name="People">People.</param>
/// <param name="Matched">People with a match.</param>
/// <param name="Rate">Share of the people who have a match.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end of its 95 % interval.</param>
/// <param name="WithRecord">Share of the people whom the model expects to have a record.</param>
/// <param name="Precision">Expected precision; null without matches.</param>
/// <param name="Recall">Expected recall; null where no record is expected.</param>
public sealed record MatchRate(string Level, long People, long Matched, double Rate, double Low, double High, double WithRecord, double? Precision, double? Recall);

/// <summary>Links that rest on one kind of agreement.</summary>
/// <param name="Agreement">The kind, in words.</param>
/// <param name="Matches">Matches.</param>
/// <param name="Possible">Links that are possible.</param>
/// <param name="Ambiguous">Links that are ambiguous.</param>
/// <param name="ExpectedRight">Matches that the model expects to be right.</param>
/// <param name="Right">Matches that are right; null where the truth is not known.</param>
public sealed record AgreementLinks(string Agreement, long Matches, long Possible, long Ambiguous, double ExpectedRight, long? Right);

/// <summary>Probabilities of one level of agreement.</summary>
/// <param name="Field">The field.</param>
/// <param name="Level">The level.</param>
/// <param name="M">Probability of the level for a true match.</param>
/// <param name="U">Probability of the level for two different people; null where it depends on the two names.</param>
/// <param name="Weight">Base-2 logarithm of the ratio; null where <paramref name="U"/> is.</param>
public sealed record LevelProbabilities(string Field, string Level, double M, double? U, double? Weight);

/// <summary>What one family of blocking keys compared and left out.</summary>
/// <param name="Keys">The family.</param>
/// <param name="LoosePairs">Pairs that agree on the loosest key.</param>
/// <param name="BlockCap">Pairs that a block may have.</param>
/// <param name="PairsByKey">Pairs joined on each key, loosest first.</param>
/// <param name="DroppedBlocks">Blocks left out.</param>
/// <param name="DroppedPairs">Pairs of these.</param>
public sealed record BlockingCost(string Keys, long LoosePairs, long BlockCap, IReadOnlyList<long> PairsByKey, long DroppedBlocks, long DroppedPairs)
{
    /// <summary>Pairs joined.</summary>
    public long Joined => PairsByKey.Sum();

    /// <summary>Pairs that agree on the loosest key and are left to other rules.</summary>
    public long LeftToOthers => Math.Max(0, LoosePairs - Joined - DroppedPairs);
}

/// <summary>How a linkage compares with the truth.</summary>
/// <param name="Precision">Share of the matches that are right.</param>
/// <param name="Recall">Share of the true pairs that are matches.</param>
/// <param name="F1">Harmonic mean of both.</param>
/// <param name="TruePairs">Pairs that belong together.</param>
/// <param name="Candidates">True pairs that were kept as candidates.</param>
/// <param name="ExpectedMatches">Sum of the probabilities of all pairs whose truth is known.</param>
/// <param name="CalibrationError">Mean distance between stated and observed share.</param>
/// <param name="Bins">Probabilities beside the truth; none is empty.</param>
public sealed record TruthComparison(
    double Precision, double Recall, double F1, double TruePairs, long Candidates, double ExpectedMatches, double CalibrationError, IReadOnlyList<ReliabilityBin> Bins);

/// <summary>Pairs whose probability lies in one range, beside what they are.</summary>
/// <param name="From">Probability from which a pair is in.</param>
/// <param name="To">Where the next range begins.</param>
/// <param name="Pairs">Pairs.</param>
/// <param name="Mean">Mean probability.</param>
/// <param name="Share">Share of the pairs that belong together.</param>
/// <param name="Low">Lower end of the share's 95 % interval.</param>
/// <param name="High">Upper end of the share's 95 % interval.</param>
public sealed record ReliabilityBin(double From, double To, long Pairs, double Mean, double Share, double Low, double High);
