namespace TfPipeline.Core.Linkage;

/// <summary>Pairs with all that the fit knows of each.</summary>
internal sealed class FitPairs
{
    // A pair less likely than this adds nothing to the counts of an iteration: a million of them add one match.
    private const double Matters = 1e-6;

    private readonly int[]? _rowsOfWhole;
    private MatchingPosterior? _posterior;

    public FitPairs(LivePairs pairs, int lefts, LinkageOptions options)
        : this(pairs, lefts, options, null)
    {
    }

    private FitPairs(LivePairs pairs, int lefts, LinkageOptions options, int[]? rowsOfWhole)
    {
        Pairs = pairs;
        _rowsOfWhole = rowsOfWhole;
        _posterior = new MatchingPosterior(pairs, lefts, options);
        (Probabilities, LogOdds, OfRecord) = (new double[pairs.Count], new double[pairs.Count], new double[pairs.Rights]);
    }

    public LivePairs Pairs { get; }

    /// <summary>What the ends of the pairs tell each other, until <see cref="EndMessages"/>.</summary>
    public MatchingPosterior Posterior => _posterior ?? throw new InvalidOperationException("The messages between these pairs have ended.");

    public double[] Probabilities { get; }

    public double[] LogOdds { get; }

    /// <summary>Room for a sum over the pairs of each record.</summary>
    public double[] OfRecord { get; }

    public int Count => Pairs.Count;

    /// <summary>The pairs that the counts of an iteration depend on: those that may be matches, those that moved together, and relatives who look alike.</summary>
    /// <param name="lefts">Left people.</param>
    /// <param name="options">Settings.</param>
    /// <param name="isSelf">True where records are people of the left side: they keep their numbers.</param>
    public FitPairs ThatMatter(int lefts, LinkageOptions options, bool isSelf)
    {
        var rows = new List<int>();
        // Most records drop out; without new numbers the others would drag the room of all along through every iteration.
        var (numbers, records) = (new int[Pairs.Rights], 0);
        for (var p = 0; p < Count; p++)
        {
            if (Probabilities[p] < Matters && !MayMatter(Pattern.Levels(Pairs.Patterns[p])))
                continue;
            rows.Add(p);
            ref var number = ref numbers[Pairs.Right[p]];
            number = number == 0 ? ++records : number;
        }

        int[] kept = [.. rows];
        var some = new LivePairs
        {
            Left = Array.ConvertAll(kept, p => Pairs.Left[p]),
            Right = Array.ConvertAll(kept, p => isSelf ? Pairs.Right[p] : numbers[Pairs.Right[p]] - 1),
            Patterns = Array.ConvertAll(kept, p => Pairs.Patterns[p]),
            Rights = isSelf ? Pairs.Rights : records,
            RecordIds = isSelf ? Pairs.RecordIds : [],
            RecordPostcodes = isSelf ? Pairs.RecordPostcodes : [],
        };
        var pairs = new FitPairs(some, lefts, options, kept);
        for (var p = 0; p < kept.Length; p++)
            pairs.Probabilities[p] = Probabilities[kept[p]];
        return pairs;
    }

    /// <summary>Takes over the log odds of a pair on its own.</summary>
    public void SetLogOdds(int pair, double logOdds)
    {
        LogOdds[pair] = logOdds;
        _posterior?.SetOdds(pair, Math.Exp(Math.Min(logOdds, 200)));
    }

    /// <summary>Lets go of what only messages need: from then on only log odds change.</summary>
    public void EndMessages() => _posterior = null;

    /// <summary>Gives the probabilities back to the pairs that these were taken from.</summary>
    public void Return(FitPairs whole)
    {
        for (var p = 0; p < Count; p++)
            whole.Probabilities[_rowsOfWhole![p]] = Probabilities[p];
    }

    private static bool MayMatter(ReadOnlySpan<byte> levels)
        => levels[3] == PostcodeLevel.Together
            || (levels[1] == NameLevel.Exact && levels[3] == PostcodeLevel.Exact && (levels[0] == NameLevel.Exact || levels[2] == DateLevel.Exact));
}
