namespace TfPipeline.Linkage;

/// <summary>
/// For each right name the similar left names with their level, ascending. A 64-bit signature of each list answers most lookups.
/// </summary>
/// <param name="lefts">Number of left names.</param>
internal sealed class SimilarNames(int lefts)
{
    private ulong[] _signatures = [];
    private int[] _starts = [0];
    private int[] _lefts = [];
    private byte[] _levels = [];

    /// <summary>For each left name the last right name that was compared with it, plus one. Right names never reuse a number.</summary>
    public ObjectPool<int[]> VisitedBy { get; } = new(() => new int[lefts]);

    /// <summary>Right names so far.</summary>
    public int Count { get; private set; }

    /// <summary>The level of two names; <see cref="NameLevel.Differ"/> where the left one is not similar.</summary>
    public int Level(int right, int left)
    {
        if (((_signatures[right] >> (left & 63)) & 1) == 0)
            return NameLevel.Differ;
        var at = Array.BinarySearch(_lefts, _starts[right], _starts[right + 1] - _starts[right], left);
        return at < 0 ? NameLevel.Differ : _levels[at];
    }

    /// <summary>Appends right names.</summary>
    public void Add(IReadOnlyList<Chunk> chunks)
    {
        var at = _starts[Count];
        var (names, similar) = (Count + chunks.Sum(c => c.Ends.Count), at + chunks.Sum(c => c.Lefts.Count));
        Grow(ref _signatures, names);
        Grow(ref _starts, names + 1);
        Grow(ref _lefts, similar);
        Grow(ref _levels, similar);
        foreach (var chunk in chunks)
        {
            var from = 0;
            foreach (var end in chunk.Ends)
            {
                for (var k = from; k < end; k++, at++)
                {
                    (_lefts[at], _levels[at]) = (chunk.Lefts[k], chunk.Levels[k]);
                    _signatures[Count] |= 1UL << (chunk.Lefts[k] & 63);
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

    /// <summary>The lists of a run of names while they are built.</summary>
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
