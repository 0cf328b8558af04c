using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>How often each level of each field occurs among random pairs: whole numbers.</summary>
internal sealed class StrangerCounts
{
    private StrangerCounts(long[] counts, long pairs) => (Counts, Pairs) = (counts, pairs);

    /// <summary>MaxLevels numbers per field, field by field.</summary>
    public long[] Counts { get; }

    /// <summary>Pairs drawn.</summary>
    public long Pairs { get; }

    public long this[Field field, int level] => Counts[((int)field * Pattern.MaxLevels) + level];

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
        var comparer = PairComparer.Of(left, right);
        var all = (long)left.Count * right.Count;
        var drawn = 0L;
        if (all <= pairs)
        {
            for (var i = 0; i < left.Count; i++)
            {
                for (var j = isSelf ? i + 1 : 0; j < right.Count; j++, drawn++)
                    Add(counts, comparer.Compare(i, j));
            }

            return new StrangerCounts(counts, drawn);
        }

        var state = seed;
        while (drawn < pairs)
        {
            var random = Mix.Finish(state += 0x9E3779B97F4A7C15UL);
            var i = (int)(((random >> 32) * (ulong)left.Count) >> 32);
            var j = (int)(((random & uint.MaxValue) * (ulong)right.Count) >> 32);
            if (isSelf && i == j)
                continue;
            Add(counts, comparer.Compare(i, j));
            drawn++;
        }

        return new StrangerCounts(counts, drawn);
    }

    public void Save(BinaryWriter writer)
    {
        writer.WriteColumn(Counts);
        writer.Write(Pairs);
    }

    public static StrangerCounts Load(BinaryReader reader) => new(reader.ReadColumn<long>(), reader.ReadInt64());

    private static void Add(long[] counts, ushort pattern)
    {
        var levels = Pattern.Levels(pattern);
        for (var f = 0; f < levels.Length; f++)
            counts[(f * Pattern.MaxLevels) + levels[f]]++;
    }
}
