using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>How often each level of each field occurs among random pairs, from which u is estimated. Whole numbers.</summary>
internal sealed class UProbabilityCounts
{
    private const int PiecePairs = 1 << 16;
    private const int AllPieces = 16;

    private readonly long[] _byForename;

    private UProbabilityCounts(long[] counts, long[] byForename, long pairs) => (Counts, _byForename, Pairs) = (counts, byForename, pairs);

    /// <summary>MaxLevels numbers per field, field by field.</summary>
    public long[] Counts { get; }

    /// <summary>Pairs drawn.</summary>
    public long Pairs { get; private set; }

    public long this[Field field, int level] => Counts[((int)field * ComparisonVector.MaxLevels) + level];

    /// <summary>Pairs with this level of the field among those with this level of the forename, which is informative about sex and, less, about age.</summary>
    public long Given(int forenameLevel, Field field, int level) => _byForename[At(forenameLevel, field, level)];

    public long Known(Field field)
    {
        var known = 0L;
        for (var level = 1; level < ComparisonVector.MaxLevels; level++)
            known += this[field, level];
        return known;
    }

    /// <summary>Draws random pairs by index and seed, or takes all pairs where they are few enough.</summary>
    public static UProbabilityCounts Draw(CohortEncoding left, NameIndex names, TokenTable right, PersonColumns rightRows, bool isSelf, LinkageOptions options)
    {
        var comparer = new PairComparer(left, right, rightRows, names.Of(right.Names, options.Threads));
        var (lefts, rights) = (left.Left.Count, right.Count);
        var all = isSelf ? (long)lefts * (lefts - 1) / 2 : (long)lefts * rights;
        var takesAll = all <= Math.Max(options.MostPairsCounted, options.RandomPairs);
        // Number of left people in a piece where all pairs are taken.
        var rows = (lefts + AllPieces - 1) / AllPieces;
        var pieces = takesAll ? AllPieces : (options.RandomPairs + PiecePairs - 1) / PiecePairs;
        var total = new UProbabilityCounts(new long[ComparisonVector.Fields * ComparisonVector.MaxLevels], new long[ComparisonVector.MaxLevels * ComparisonVector.Fields * ComparisonVector.MaxLevels], 0);
        Workers.Run(pieces, options.Threads, () => new int[ComparisonVector.Count], (piece, patterns) =>
        {
            var drawn = takesAll
                ? CountAllPairs(comparer, piece * rows, Math.Min(lefts, (piece + 1) * rows), rights, isSelf, patterns)
                : CountRandomPairs(comparer, lefts, rights, isSelf, options.Seed, (long)piece * PiecePairs, Math.Min(options.RandomPairs, (piece + 1) * PiecePairs), patterns);
            lock (total)
                total.Add(patterns, drawn);
        });
        return total;
    }

    public void Save(BinaryWriter writer)
    {
        writer.WriteColumn(Counts);
        writer.WriteColumn(_byForename);
        writer.Write(Pairs);
    }

    public static UProbabilityCounts Load(BinaryReader reader) => new(reader.ReadColumn<long>(), reader.ReadColumn<long>(), reader.ReadInt64());

    private static int At(int forenameLevel, Field field, int level) => (((forenameLevel * ComparisonVector.Fields) + (int)field) * ComparisonVector.MaxLevels) + level;

    private static int CountAllPairs(PairComparer comparer, int from, int to, int rights, bool isSelf, int[] patterns)
    {
        var drawn = 0;
        for (var i = from; i < to; i++)
        {
            for (var j = isSelf ? i + 1 : 0; j < rights; j++, drawn++)
                patterns[comparer.Compare(i, j)]++;
        }

        return drawn;
    }

    private static int CountRandomPairs(PairComparer comparer, int lefts, int rights, bool isSelf, ulong seed, long from, long to, int[] patterns)
    {
        const int run = 128;
        Span<(int Left, int Right)> pairs = stackalloc (int, int)[run];
        for (var start = from; start < to; start += run)
        {
            var drawn = pairs[..(int)Math.Min(run, to - start)];
            for (var k = 0; k < drawn.Length; k++)
            {
                var random = HashCombine.Draw(seed, start + k);
                var i = (int)(((random >> 32) * (ulong)lefts) >> 32);
                var j = (int)(((random & uint.MaxValue) * (ulong)(isSelf ? rights - 1 : rights)) >> 32);
                // A row is never paired with itself: later rows move up by one.
                drawn[k] = (i, isSelf && j >= i ? j + 1 : j);
            }

            // Random rows are never in the cache, so they are prefetched as in CandidateJoin.
            comparer.Prefetch(drawn);
            foreach (var (i, j) in drawn)
                patterns[comparer.Compare(i, j)]++;
        }

        return (int)(to - from);
    }

    private void Add(int[] patterns, int drawn)
    {
        Pairs += drawn;
        for (var pattern = 0; pattern < patterns.Length; pattern++)
        {
            if (patterns[pattern] == 0)
                continue;
            var levels = ComparisonVector.Levels(pattern);
            for (var f = 0; f < levels.Length; f++)
            {
                Counts[(f * ComparisonVector.MaxLevels) + levels[f]] += patterns[pattern];
                _byForename[At(levels[0], (Field)f, levels[f])] += patterns[pattern];
            }

            patterns[pattern] = 0;
        }
    }
}
