using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>How often each level of each field occurs among random pairs: whole numbers.</summary>
internal sealed class StrangerCounts
{
    private const int PiecePairs = 1 << 16;
    private const int AllPieces = 16;

    private readonly long[] _byForename;

    private StrangerCounts(long[] counts, long[] byForename, long pairs) => (Counts, _byForename, Pairs) = (counts, byForename, pairs);

    /// <summary>MaxLevels numbers per field, field by field.</summary>
    public long[] Counts { get; }

    /// <summary>Pairs drawn.</summary>
    public long Pairs { get; private set; }

    public long this[Field field, int level] => Counts[((int)field * Pattern.MaxLevels) + level];

    /// <summary>Pairs with this level of the field among those with this level of the forename: it says most of what sex does, and something of age.</summary>
    public long Given(int forenameLevel, Field field, int level) => _byForename[At(forenameLevel, field, level)];

    public long Known(Field field)
    {
        var known = 0L;
        for (var level = 1; level < Pattern.MaxLevels; level++)
            known += this[field, level];
        return known;
    }

    /// <summary>Draws pairs with a generator that only the seed decides; takes all pairs where they are few enough.</summary>
    public static StrangerCounts Draw(LeftNumbers left, NameIndex names, TokenTable right, PersonColumns rightRows, bool isSelf, LinkageOptions options)
    {
        var comparer = new PairComparer(left, right, rightRows, names.Of(right.Names, options.Threads));
        var (lefts, rights) = (left.Left.Count, right.Count);
        var all = isSelf ? (long)lefts * (lefts - 1) / 2 : (long)lefts * rights;
        var takesAll = all <= Math.Max(options.MostPairsCounted, options.RandomPairs);
        // All pairs: so many left people at a time.
        var rows = (lefts + AllPieces - 1) / AllPieces;
        var pieces = takesAll ? AllPieces : (options.RandomPairs + PiecePairs - 1) / PiecePairs;
        var total = new StrangerCounts(new long[Pattern.Fields * Pattern.MaxLevels], new long[Pattern.MaxLevels * Pattern.Fields * Pattern.MaxLevels], 0);
        Workers.Run(pieces, options.Threads, () => new int[Pattern.Count], (piece, patterns) =>
        {
            var drawn = takesAll
                ? AllPairs(comparer, piece * rows, Math.Min(lefts, (piece + 1) * rows), rights, isSelf, patterns)
                : RandomPairs(comparer, lefts, rights, isSelf, options.Seed, (long)piece * PiecePairs, Math.Min(options.RandomPairs, (piece + 1) * PiecePairs), patterns);
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

    public static StrangerCounts Load(BinaryReader reader) => new(reader.ReadColumn<long>(), reader.ReadColumn<long>(), reader.ReadInt64());

    private static int At(int forenameLevel, Field field, int level) => (((forenameLevel * Pattern.Fields) + (int)field) * Pattern.MaxLevels) + level;

    private static int AllPairs(PairComparer comparer, int from, int to, int rights, bool isSelf, int[] patterns)
    {
        var drawn = 0;
        for (var i = from; i < to; i++)
        {
            for (var j = isSelf ? i + 1 : 0; j < rights; j++, drawn++)
                patterns[comparer.Compare(i, j)]++;
        }

        return drawn;
    }

    private static int RandomPairs(PairComparer comparer, int lefts, int rights, bool isSelf, ulong seed, long from, long to, int[] patterns)
    {
        const int run = 128;
        Span<(int Left, int Right)> pairs = stackalloc (int, int)[run];
        for (var start = from; start < to; start += run)
        {
            var drawn = pairs[..(int)Math.Min(run, to - start)];
            for (var k = 0; k < drawn.Length; k++)
            {
                var random = Mix.Draw(seed, start + k);
                var i = (int)(((random >> 32) * (ulong)lefts) >> 32);
                var j = (int)(((random & uint.MaxValue) * (ulong)(isSelf ? rights - 1 : rights)) >> 32);
                // Nobody is drawn with himself: the others move up by one.
                drawn[k] = (i, isSelf && j >= i ? j + 1 : j);
            }

            // Random rows are never in the cache; see CandidateJoin.
            comparer.Touch(drawn);
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
            var levels = Pattern.Levels(pattern);
            for (var f = 0; f < levels.Length; f++)
            {
                Counts[(f * Pattern.MaxLevels) + levels[f]] += patterns[pattern];
                _byForename[At(levels[0], (Field)f, levels[f])] += patterns[pattern];
            }

            patterns[pattern] = 0;
        }
    }
}
