namespace TfPipeline.Core.Linkage;

/// <summary>The left side of a linkage, ready to be joined: the blocks of all families.</summary>
internal sealed class CohortIndex
{
    private readonly FamilyIndex[] _families;
    private readonly FamilyBlocks[] _blocks;
    private readonly int _threads;
    private readonly Lazy<NameIndex> _names;

    private CohortIndex(LeftNumbers left, int threads)
    {
        Left = left;
        _threads = threads;
        _names = new Lazy<NameIndex>(() => new NameIndex(left.Left.Names));
        _families = new FamilyIndex[BlockingFamily.All.Count];
        _blocks = new FamilyBlocks[_families.Length];
    }

    /// <summary>An index that is ready to count right people.</summary>
    public static CohortIndex ToCount(LeftNumbers left, int threads)
    {
        var index = new CohortIndex(left, threads);
        Workers.Run(index._families.Length, threads, () => new KeyTable.Builder(left.Rows.Count), (f, builder) => index._families[f] = new FamilyIndex(BlockingFamily.All[f], left.Rows, builder));
        return index;
    }

    /// <summary>
    /// An index with its blocks, where all right people are at hand: family after family is counted and decided, so that the counts of
    /// no more than a family per thread take room.
    /// </summary>
    public static CohortIndex Of(LeftNumbers left, PersonColumns right, long budget, int threads, out IReadOnlyList<LadderCost> costs)
    {
        var index = new CohortIndex(left, threads);
        var decided = new LadderCost[index._families.Length];
        Workers.Run(index._families.Length + 1, threads, () => (new KeyTable.Builder(left.Rows.Count), new BlockingScratch()), (piece, room) =>
        {
            // The names, which would be looked up by one thread alone later, are the first piece.
            var f = piece - 1;
            if (f < 0)
            {
                _ = index.Names;
                return;
            }

            var family = index._families[f] = new FamilyIndex(BlockingFamily.All[f], left.Rows, room.Item1);
            family.Count(right, room.Item2);
            decided[f] = family.Decide(budget);
            index._blocks[f] = family.BuildBlocks(left.Rows, room.Item1);
        });
        costs = decided;
        return index;
    }

    public LeftNumbers Left { get; }

    /// <summary>Left names by the tokens that bring similar names together.</summary>
    public NameIndex Names => _names.Value;

    /// <summary>The joined blocks of each family, once they are built.</summary>
    public IReadOnlyList<FamilyBlocks> Blocks => _blocks;

    public bool[][][] Allowed => [.. _families.Select(f => f.Allowed)];

    /// <summary>Counts right people; safe for use by several threads.</summary>
    public void Count(PersonColumns right, int threads)
        => Workers.Run(_families.Length, threads, () => new BlockingScratch(), (f, scratch) => _families[f].Count(right, scratch));

    public IReadOnlyList<LadderCost> Decide(long budget)
    {
        var costs = new LadderCost[_families.Length];
        ForEachFamily(f => costs[f] = _families[f].Decide(budget));
        return costs;
    }

    public void Restore(bool[][][] allowed)
    {
        for (var f = 0; f < _families.Length; f++)
            _families[f].Restore(allowed[f]);
    }

    /// <summary>Lists the members of each joined block.</summary>
    public void BuildBlocks() => ForEachFamily(f => _blocks[f] = _families[f].BuildBlocks(Left.Rows));

    private void ForEachFamily(Action<int> action) => Workers.Run(_families.Length, _threads, action);
}
