namespace TfPipeline.Linkage;

/// <summary>Candidate pairs with their log odds, probabilities and messages during the fit.</summary>
internal sealed class FitPairs
{
    // A pair with a smaller probability than this is left out of further iterations: a million such pairs add one expected match.
    private const double NegligibleProbability = 1e-6;

    private readonly int[]? _rowsOfWhole;
    private OneToOneBeliefPropagation? _beliefPropagation;

    public FitPairs(CandidatePairs pairs, int lefts, LinkageOptions options)
        : this(pairs, lefts, options, null)
    {
    }

    private FitPairs(CandidatePairs pairs, int lefts, LinkageOptions options, int[]? rowsOfWhole)
    {
        Pairs = pairs;
        _rowsOfWhole = rowsOfWhole;
        _beliefPropagation = new OneToOneBeliefPropagation(pairs, lefts, options);
        (Probabilities, LogOdds, OfRecord) = (new double[pairs.Count], new double[pairs.Count], new double[pairs.RecordCount]);
    }

    public CandidatePairs Pairs { get; }

    /// <summary>The one-to-one posterior of these pairs. Not available after <see cref="ReleaseMessages"/>.</summary>
    public OneToOneBeliefPropagation BeliefPropagation => _beliefPropagation ?? throw new InvalidOperationException("The messages of these pairs have been released.");

    public double[] Probabilities { get; }

    public double[] LogOdds { get; }

    /// <summary>Buffer for a sum over the pairs of each record.</summary>
    public double[] OfRecord { get; }

    public int Count => Pairs.Count;

    /// <summary>The pairs that influence the counts of an iteration: possible matches, pairs of households that moved, and similar relatives.</summary>
    /// <param name="lefts">Left people.</param>
    /// <param name="options">Settings.</param>
    /// <param name="isSelf">True where records are people of the left side: they keep their numbers.</param>
    public FitPairs InfluentialSubset(int lefts, LinkageOptions options, bool isSelf)
    {
        var rows = new List<int>();
        // Most records drop out. New record numbers keep the arrays of later iterations short.
        var (numbers, records) = (new int[Pairs.RecordCount], 0);
        for (var p = 0; p < Count; p++)
        {
            if (Probabilities[p] < NegligibleProbability && !IsInfluential(ComparisonVector.Levels(Pairs.Patterns[p])))
                continue;
            rows.Add(p);
            ref var number = ref numbers[Pairs.Right[p]];
            number = number == 0 ? ++records : number;
        }

        int[] kept = [.. rows];
        var some = new CandidatePairs
        {
            Left = Array.ConvertAll(kept, p => Pairs.Left[p]),
            Right = Array.ConvertAll(kept, p => isSelf ? Pairs.Right[p] : numbers[Pairs.Right[p]] - 1),
            Patterns = Array.ConvertAll(kept, p => Pairs.Patterns[p]),
            RecordCount = isSelf ? Pairs.RecordCount : records,
            RecordIds = isSelf ? Pairs.RecordIds : [],
            RecordPostcodes = isSelf ? Pairs.RecordPostcodes : [],
        };
        var pairs = new FitPairs(some, lefts, options, kept);
        for (var p = 0; p < kept.Length; p++)
            pairs.Probabilities[p] = Probabilities[kept[p]];
        return pairs;
    }

    /// <summary>Sets the log odds of a pair on its own.</summary>
    public void SetLogOdds(int pair, double logOdds)
    {
        LogOdds[pair] = logOdds;
        _beliefPropagation?.SetOdds(pair, Math.Exp(Math.Min(logOdds, 200)));
    }

    /// <summary>Frees the memory of the messages. After this only log odds can be set.</summary>
    public void ReleaseMessages() => _beliefPropagation = null;

    /// <summary>Copies the probabilities back to the pairs that these were selected from.</summary>
    public void Return(FitPairs whole)
    {
        for (var p = 0; p < Count; p++)
            whole.Probabilities[_rowsOfWhole![p]] = Probabilities[p];
    }

    private static bool IsInfluential(ReadOnlySpan<byte> levels)
        => levels[3] == PostcodeLevel.HouseholdMoved
            || (levels[1] == NameLevel.Exact && levels[3] == PostcodeLevel.Exact && (levels[0] == NameLevel.Exact || levels[2] == DateLevel.Exact));
}
