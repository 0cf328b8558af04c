namespace TfPipeline.Core.Linkage;

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
    /// A pair at or above this probability is a Match. Where links exclude each other two thirds: a wrong link there also keeps a person or a
    /// record from its own partner, so it costs two mistakes and a missed one costs one. Otherwise one half: the more likely answer wins.
    /// </summary>
    public double MatchThreshold
    {
        get => _matchThreshold ?? (Cardinality == Cardinality.ManyToMany ? 1.0 / 2 : 2.0 / 3);
        init => _matchThreshold = value;
    }

    /// <summary>A pair at or above this probability and below a Match is Possible.</summary>
    public double PossibleThreshold { get; init; } = 0.1;

    /// <summary>
    /// Pairs that one family of blocking keys may compare per person of the larger side, beside one for each person of the smaller side: so many
    /// can be matches, and every family is to find them all.
    /// </summary>
    public double StrangersPerPerson { get; init; } = 0.5;

    /// <summary>Pairs that one family may always compare, so that small files are compared almost exhaustively.</summary>
    public long LeastPairsPerFamily { get; init; } = 300_000;

    /// <summary>Up to so many pairs of people (of the sample, where the right side is larger than it) agreement between strangers is counted over all of them.</summary>
    public long MostPairsCounted { get; init; } = 50_000_000;

    /// <summary>Where there are more, random pairs from which the chance of agreement between strangers is counted.</summary>
    public int RandomPairs { get; init; } = 2_000_000;

    /// <summary>Seed of the random pairs.</summary>
    public ulong Seed { get; init; } = 20150401;

    /// <summary>Up to so many pairs every iteration of the fit looks at all; where there are more, from the third on only at those that can still matter.</summary>
    public int MostPairsEveryIteration { get; init; } = 200_000;

    /// <summary>Share of the smaller side that is taken to match before the first iteration; the answer does not depend on it.</summary>
    public double StartingShare { get; init; } = 0.5;

    /// <summary>Workers. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal long Budget(long left, long right) => Math.Max(LeastPairsPerFamily, Math.Min(left, right) + (long)(StrangersPerPerson * Math.Max(left, right)));
}
