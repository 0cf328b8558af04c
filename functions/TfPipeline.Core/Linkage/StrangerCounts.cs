using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>How often each level of each field occurs among random pairs: whole numbers.</summary>
internal sealed class StrangerCounts
{
    private readonly long[] _byForename;

    private StrangerCounts(long[] counts, long[] byForename, long pairs) => (Counts, _byForename, Pairs) = (counts, byForename, pairs);

    /// <summary>MaxLevels numbers per field, field by field.</summary>
    public long[] Counts { get; }

    /// <summary>Pairs drawn.</summary>
    public long Pairs { get; }

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

    /// <summary>Draws pairs with a generator that only the seed decides; takes all pairs where there are not more than that.</summary>
    public static StrangerCounts Draw(TokenTable left, TokenTable right, bool isSelf, int pairs, ulong seed)
    {
        var counts = new long[Pattern.Fields * Pattern.MaxLevels];
        var byForename = new long[Pattern.MaxLevels * Pattern.Fields * Pattern.MaxLevels];
        var comparer = PairComparer.Of(left, right);
        var all = (long)left.Count * right.Count;
        var drawn = 0L;
        if (all <= pairs)
        {
            for (var i = 0; i < left.Count; i++)
            {
                for (var j = isSelf ? i + 1 : 0; j < right.Count; j++, drawn++)
                    Add(counts, byForename, comparer.Compare(i, j));
            }

            return new StrangerCounts(counts, byForename, drawn);
        }

        var state = seed;
        while (drawn < pairs)
        {
            var random = Mix.Finish(state += 0x9E3779B97F4A7C15UL);
            var i = (int)(((random >> 32) * (ulong)left.Count) >> 32);
            var j = (int)(((random & uint.MaxValue) * (ulong)right.Count) >> 32);
            if (isSelf && i == j)
                continue;
            Add(counts, byForename, comparer.Compare(i, j));
            drawn++;
        }

        return new StrangerCounts(counts, byForename, drawn);
    }

    public void Save(BinaryWriter writer)
    {
        writer.WriteColumn(Counts);
        writer.WriteColumn(_byForename);
        writer.Write(Pairs);
    }

    public static StrangerCounts Load(BinaryReader reader) => new(reader.ReadColumn<long>(), reader.ReadColumn<long>(), reader.ReadInt64());

    private static int At(int forenameLevel, Field field, int level) => (((forenameLevel * Pattern.Fields) + (int)field) * Pattern.MaxLevels) + level;

    private static void Add(long[] counts, long[] byForename, int pattern)
    {
        var levels = Pattern.Levels(pattern);
        for (var f = 0; f < levels.Length; f++)
        {
            counts[(f * Pattern.MaxLevels) + levels[f]]++;
            byForename[At(levels[0], (Field)f, levels[f])]++;
        }
    }
}
