namespace TfPipeline.Linkage;

/// <summary>How many links a person and a record may have.</summary>
public enum Cardinality
{
    /// <summary>A person has at most one record and a record one person.</summary>
    OneToOne,

    /// <summary>A person may have several records; a record belongs to one person.</summary>
    SeveralRecordsPerPerson,

    /// <summary>No limit; also within one file.</summary>
    ManyToMany,
}

/// <summary>Settings of a linkage. The defaults need no truth and are meant for every set; docs/methods/linkage.md gives the reason of each.</summary>
public sealed record LinkageOptions
{
    private readonly double? _matchThreshold;

    /// <summary>How many links a person and a record may have.</summary>
    public Cardinality Cardinality { get; init; } = Cardinality.OneToOne;

    /// <summary>
    /// A pair at or above this probability is a Match. Where links exclude each other it is two thirds: a wrong link also keeps a person or a
    /// record from its true partner, so it costs two errors and a missed link costs one. Otherwise it is one half, the more likely answer.
    /// </summary>
    public double MatchThreshold
    {
        get => _matchThreshold ?? (Cardinality == Cardinality.ManyToMany ? 1.0 / 2 : 2.0 / 3);
        init => _matchThreshold = value;
    }

    /// <summary>A pair at or above this probability and below a Match is Possible.</summary>
    public double PossibleThreshold { get; init; } = 0.1;

    /// <summary>
    /// Budget of one blocking rule for non-matches, in pairs per record of the larger side. Each rule may compare one pair more for each record
    /// of the smaller side: so many can be matches, and each rule is to find them all.
    /// </summary>
    public double NonMatchBudgetPerRecord { get; init; } = 0.5;

    /// <summary>Pairs that one blocking rule may always compare, so that small files are compared almost exhaustively.</summary>
    public long MinPairsPerBlockingRule { get; init; } = 300_000;

    /// <summary>Up to this number of pairs (with the sample, where the right side is larger than it) u is counted over all pairs.</summary>
    public long MostPairsCounted { get; init; } = 50_000_000;

    /// <summary>Where there are more pairs, number of random pairs that u is estimated from.</summary>
    public int RandomPairs { get; init; } = 2_000_000;

    /// <summary>Seed of the random pairs.</summary>
    public ulong Seed { get; init; } = 20150401;

    /// <summary>Up to this number of pairs every EM iteration uses all of them. Where there are more, the third and later ones use influential pairs only.</summary>
    public int MostPairsEveryIteration { get; init; } = 200_000;

    /// <summary>Starting value of the share of the smaller side that matches. The result does not depend on it.</summary>
    public double StartingShare { get; init; } = 0.5;

    /// <summary>Workers. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal long Budget(long left, long right) => Math.Max(MinPairsPerBlockingRule, Math.Min(left, right) + (long)(NonMatchBudgetPerRecord * Math.Max(left, right)));
}
