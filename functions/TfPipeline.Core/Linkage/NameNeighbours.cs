namespace TfPipeline.Core.Linkage;

/// <summary>
/// For each right name the similar left names with their level, in order; 64 bits in front of each list answer most questions.
/// </summary>
internal sealed class NameNeighbours
{
    private readonly ulong[] _prints;
    private readonly int[] _starts;
    private readonly int[] _lefts;
    private readonly byte[] _levels;

    private NameNeighbours(ulong[] prints, int[] starts, int[] lefts, byte[] levels)
        => (_prints, _starts, _lefts, _levels) = (prints, starts, lefts, levels);

    /// <summary>The level of two names, <see cref="NameLevel.Differ"/> when the left one is no neighbour.</summary>
    public int Level(int right, int left)
    {
        if (((_prints[right] >> (left & 63)) & 1) == 0)
            return NameLevel.Differ;
        var at = Array.BinarySearch(_lefts, _starts[right], _starts[right + 1] - _starts[right], left);
        return at < 0 ? NameLevel.Differ : _levels[at];
    }

    public static NameNeighbours Of(IReadOnlyList<Chunk> chunks, int names)
    {
        var (prints, starts) = (new ulong[names], new int[names + 1]);
        var (lefts, levels) = (new int[chunks.Sum(c => c.Lefts.Count)], new byte[chunks.Sum(c => c.Lefts.Count)]);
        int name = 0, at = 0;
        foreach (var chunk in chunks)
        {
            var from = 0;
            foreach (var end in chunk.Ends)
            {
                for (var k = from; k < end; k++, at++)
                {
                    (lefts[at], levels[at]) = (chunk.Lefts[k], chunk.Levels[k]);
                    prints[name] |= 1UL << (chunk.Lefts[k] & 63);
                }

                Array.Sort(lefts, levels, starts[name], at - starts[name]);
                starts[++name] = at;
                from = end;
            }
        }

        return new NameNeighbours(prints, starts, lefts, levels);
    }

    /// <summary>The lists of a run of names while they are made.</summary>
    public sealed class Chunk(int names)
    {
        public List<int> Ends { get; } = new(names);

        public List<int> Lefts { get; } = new(4 * names);

        public List<byte> Levels { get; } = new(4 * names);

        public void Add(int left, int level)
        {
            Lefts.Add(left);
            Levels.Add((byte)level);
        }

        public void EndName() => Ends.Add(Lefts.Count);
    }
}
