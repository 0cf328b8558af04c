namespace TfPipeline.Linkage;

/// <summary>The left side of a linkage, ready to be joined: the blocks of all blocking rules.</summary>
internal sealed class CohortIndex
{
    private readonly BlockingIndex[] _indexes;
    private readonly BlockingTable[] _tables;
    private readonly int _threads;
    private readonly Lazy<NameIndex> _names;

    private CohortIndex(CohortEncoding left, int threads)
    {
        Left = left;
        _threads = threads;
        _names = new Lazy<NameIndex>(() => new NameIndex(left.Left.Names));
        _indexes = new BlockingIndex[BlockingRule.All.Count];
        _tables = new BlockingTable[_indexes.Length];
    }

    /// <summary>An index that is ready to count right people.</summary>
    public static CohortIndex ToCount(CohortEncoding left, int threads)
    {
        var index = new CohortIndex(left, threads);
        Workers.Run(index._indexes.Length, threads, () => new KeyTable.Builder(left.Rows.Count), (f, builder) => index._indexes[f] = new BlockingIndex(BlockingRule.All[f], left.Rows, builder));
        return index;
    }

    /// <summary>
    /// An index with its blocks, where all right people are in memory. Rules are counted and decided one after the other, so that no more than
    /// one rule for each thread needs memory for counts.
    /// </summary>
    public static CohortIndex Of(CohortEncoding left, PersonColumns right, long budget, int threads, out IReadOnlyList<BlockingCost> costs)
    {
        var index = new CohortIndex(left, threads);
        var decided = new BlockingCost[index._indexes.Length];
        Workers.Run(index._indexes.Length + 1, threads, () => (new KeyTable.Builder(left.Rows.Count), new BlockingScratch()), (piece, buffers) =>
        {
            // The name index is built by one thread, so it is the first piece of work.
            var f = piece - 1;
            if (f < 0)
            {
                _ = index.Names;
                return;
            }

            var blocking = index._indexes[f] = new BlockingIndex(BlockingRule.All[f], left.Rows, buffers.Item1);
            blocking.Count(right, buffers.Item2);
            decided[f] = blocking.Decide(budget);
            index._tables[f] = blocking.BuildTable(left.Rows, buffers.Item1);
        });
        costs = decided;
        return index;
    }

    public CohortEncoding Left { get; }

    /// <summary>Left names by the tokens that similar names share.</summary>
    public NameIndex Names => _names.Value;

    /// <summary>The joined blocks of each rule, once they are built.</summary>
    public IReadOnlyList<BlockingTable> Tables => _tables;

    public bool[][][] Allowed => [.. _indexes.Select(f => f.Allowed)];

    /// <summary>Counts right people; safe for use by several threads.</summary>
    public void Count(PersonColumns right, int threads)
        => Workers.Run(_indexes.Length, threads, () => new BlockingScratch(), (f, scratch) => _indexes[f].Count(right, scratch));

    public IReadOnlyList<BlockingCost> Decide(long budget)
    {
        var costs = new BlockingCost[_indexes.Length];
        ForEachRule(f => costs[f] = _indexes[f].Decide(budget));
        return costs;
    }

    public void Restore(bool[][][] allowed)
    {
        for (var f = 0; f < _indexes.Length; f++)
            _indexes[f].Restore(allowed[f]);
    }

    /// <summary>Lists the members of each joined block.</summary>
    public void BuildTables() => ForEachRule(f => _tables[f] = _indexes[f].BuildTable(Left.Rows));

    private void ForEachRule(Action<int> action) => Workers.Run(_indexes.Length, _threads, action);
}
