namespace TfPipeline.Core.Linkage;

/// <summary>
/// For each right name the similar left names with their level, in order; 64 bits in front of each list answer most questions.
/// </summary>
/// <param name="lefts">Number of left names.</param>
internal sealed class NameNeighbours(int lefts)
{
    private ulong[] _prints = [];
    private int[] _starts = [0];
    private int[] _lefts = [];
    private byte[] _levels = [];

    /// <summary>For each left name the last right name that met it, plus one; right names never get the same number again.</summary>
    public Pool<int[]> Met { get; } = new(() => new int[lefts]);

    /// <summary>Right names so far.</summary>
    public int Count { get; private set; }

    /// <summary>The level of two names, <see cref="NameLevel.Differ"/> when the left one is no neighbour.</summary>
    public int Level(int right, int left)
    {
        if (((_prints[right] >> (left & 63)) & 1) == 0)
            return NameLevel.Differ;
        var at = Array.BinarySearch(_lefts, _starts[right], _starts[right + 1] - _starts[right], left);
        return at < 0 ? NameLevel.Differ : _levels[at];
    }

    /// <summary>Adds more right names behind those that are there.</summary>
    public void Add(IReadOnlyList<Chunk> chunks)
    {
        var at = _starts[Count];
        var (names, neighbours) = (Count + chunks.Sum(c => c.Ends.Count), at + chunks.Sum(c => c.Lefts.Count));
        Grow(ref _prints, names);
        Grow(ref _starts, names + 1);
        Grow(ref _lefts, neighbours);
        Grow(ref _levels, neighbours);
        foreach (var chunk in chunks)
        {
            var from = 0;
            foreach (var end in chunk.Ends)
            {
                for (var k = from; k < end; k++, at++)
                {
                    (_lefts[at], _levels[at]) = (chunk.Lefts[k], chunk.Levels[k]);
                    _prints[Count] |= 1UL << (chunk.Lefts[k] & 63);
                }

                Array.Sort(_lefts, _levels, _starts[Count], at - _starts[Count]);
                _starts[++Count] = at;
                from = end;
            }
        }
    }

    private static void Grow<T>(ref T[] column, int length)
    {
        if (column.Length < length)
            Array.Resize(ref column, column.Length <= 1 ? length : Math.Max(length, 2 * column.Length));
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
