using System.Numerics;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// The left side of one family: a table of blocks per rung. A block of a tighter rung is only there when the looser block around it
/// holds two or more left people, because a block with one left person never climbs down.
/// </summary>
internal sealed class FamilyIndex
{
    // A last resort for hostile data only: a block of more pairs is left out, and reported.
    private const long LargestBlock = 4_000_000;

    private const int LargestCap = 62;

    private readonly BlockingFamily _family;
    private readonly KeyTable[] _rungs;
    private int[][] _parents;
    private int[][] _blockOfLeft;
    private bool[][] _allowed = [];
    private int[] _offsets = [];
    private int[] _starts = [];
    private int[] _members = [];

    public FamilyIndex(BlockingFamily family, PersonColumns left, KeyTable.Builder builder)
    {
        _family = family;
        _rungs = new KeyTable[family.Rungs.Count];
        (_parents, _blockOfLeft) = (new int[_rungs.Length][], new int[_rungs.Length][]);
        for (var r = 0; r < _rungs.Length; r++)
            AddRung(r, left, builder);
    }

    /// <summary>Which blocks of which rung are joined.</summary>
    public bool[][] Allowed => _allowed;

    /// <summary>Counts some right people on every rung that they could be joined on.</summary>
    public void Count(PersonColumns right, int from, BlockingScratch scratch)
    {
        var alive = scratch.Fill(from, right.Count);
        for (var r = 0; r < _rungs.Length && alive.Length > 0; r++)
        {
            var blocks = Find(r, right, alive, scratch);
            var kept = 0;
            for (var i = 0; i < blocks.Length; i++)
            {
                if (blocks[i] < 0)
                    continue;
                _rungs[r].CountRight(blocks[i]);
                if (_rungs[r].Left(blocks[i]) >= 2)
                    alive[kept++] = alive[i];
            }

            alive = alive[..kept];
        }
    }

    /// <summary>
    /// Picks the largest power of two as the cap on pairs per block with which the family stays within its budget, and marks the blocks
    /// that are joined. Counts are exact and from all partitions, so the choice does not depend on how the data is cut.
    /// </summary>
    public LadderCost Decide(long budget)
    {
        var costs = Costs();
        var cap = 0;
        while (cap < LargestCap && costs[cap + 1] <= budget)
            cap++;
        return Mark(1L << cap);
    }

    /// <summary>Takes over marks that were decided before.</summary>
    public void Restore(bool[][] allowed)
    {
        for (var r = 0; r < _rungs.Length; r++)
        {
            if (allowed[r].Length != _rungs[r].Count)
                throw new InvalidDataException($"A plan of a linkage was made for another cohort: a rung has {allowed[r].Length} blocks, {_rungs[r].Count} were expected.");
        }

        _allowed = allowed;
    }

    /// <summary>Lists the left people of each joined block; after that the family can only be joined.</summary>
    public void BuildBlocks(int leftCount)
    {
        _offsets = new int[_rungs.Length];
        for (var r = 1; r < _rungs.Length; r++)
            _offsets[r] = _offsets[r - 1] + _rungs[r - 1].Count;
        _starts = new int[_offsets[^1] + _rungs[^1].Count + 1];
        var active = new int[leftCount];
        for (var i = 0; i < leftCount; i++)
        {
            active[i] = ActiveOfLeft(i);
            if (active[i] >= 0)
                _starts[active[i] + 1]++;
        }

        for (var b = 1; b < _starts.Length; b++)
            _starts[b] += _starts[b - 1];
        _members = new int[_starts[^1]];
        var next = _starts.AsSpan(0, _starts.Length - 1).ToArray();
        for (var i = 0; i < leftCount; i++)
        {
            if (active[i] >= 0)
                _members[next[active[i]]++] = i;
        }

        (_blockOfLeft, _parents) = ([], []);
    }

    /// <summary>Number of the joined block of each of a run of right people, −1 for none; at most as many as the scratch holds.</summary>
    public void Active(PersonColumns right, int from, BlockingScratch scratch, Span<int> active)
    {
        active.Fill(-1);
        var alive = scratch.Fill(from, right.Count);
        for (var r = 0; r < _rungs.Length && alive.Length > 0; r++)
        {
            var blocks = Find(r, right, alive, scratch);
            var kept = 0;
            for (var i = 0; i < blocks.Length; i++)
            {
                if (blocks[i] < 0)
                    continue;
                if (_allowed[r][blocks[i]])
                    active[alive[i] - from] = _offsets[r] + blocks[i];
                else if (_rungs[r].Left(blocks[i]) >= 2)
                    alive[kept++] = alive[i];
            }

            alive = alive[..kept];
        }
    }

    /// <summary>The left people of a joined block, ascending.</summary>
    public ReadOnlySpan<int> Members(int active) => _members.AsSpan(_starts[active], _starts[active + 1] - _starts[active]);

    private Span<int> Find(int rung, PersonColumns people, ReadOnlySpan<int> rows, BlockingScratch scratch)
    {
        var keys = scratch.Keys.AsSpan(0, rows.Length);
        var blocks = scratch.Blocks.AsSpan(0, rows.Length);
        _family.Rungs[rung].Keys(people, rows, keys);
        _rungs[rung].Find(keys, blocks);
        return blocks;
    }

    private void AddRung(int rung, PersonColumns left, KeyTable.Builder builder)
    {
        var ofLeft = new int[left.Count];
        var parents = new List<int>();
        var keys = new ulong[BlockingScratch.Rows];
        for (var from = 0; from < left.Count; from += keys.Length)
        {
            var count = Math.Min(keys.Length, left.Count - from);
            _family.Rungs[rung].Keys(left, from, keys.AsSpan(0, count));
            for (var k = 0; k < count; k++)
            {
                var i = from + k;
                var parent = rung == 0 ? -1 : _blockOfLeft[rung - 1][i];
                ofLeft[i] = -1;
                if (keys[k] == 0 || (rung > 0 && (parent < 0 || _rungs[rung - 1].Left(parent) < 2)))
                    continue;
                ofLeft[i] = builder.Add(keys[k]);
                if (rung > 0 && ofLeft[i] == parents.Count)
                    parents.Add(parent);
            }
        }

        (_rungs[rung], _parents[rung], _blockOfLeft[rung]) = (builder.Build(), [.. parents], ofLeft);
    }

    private int ActiveOfLeft(int i)
    {
        for (var r = 0; r < _rungs.Length; r++)
        {
            var block = _blockOfLeft[r][i];
            if (block < 0)
                return -1;
            if (_allowed[r][block])
                return _offsets[r] + block;
        }

        return -1;
    }

    /// <summary>Pairs of the looser block around a block; the first rung has no bound.</summary>
    private long PairsAround(int rung, int block) => rung == 0 ? long.MaxValue : _rungs[rung - 1].Pairs(_parents[rung][block]);

    /// <summary>Pairs of the whole family for every cap 2^k.</summary>
    private long[] Costs()
    {
        var change = new long[64];
        for (var r = 0; r < _rungs.Length; r++)
        {
            for (var block = 0; block < _rungs[r].Count; block++)
            {
                var pairs = _rungs[r].Pairs(block);
                if (pairs == 0)
                    continue;
                change[CannotClimb(r, block) ? 0 : Ceiling(pairs)] += pairs;
                if (r > 0)
                    change[Ceiling(PairsAround(r, block))] -= pairs;
            }
        }

        for (var k = 1; k < change.Length; k++)
            change[k] += change[k - 1];
        return change;
    }

    private LadderCost Mark(long cap)
    {
        var cost = new LadderCost(_family.Name, cap, new long[_rungs.Length], 0, 0);
        long dropped = 0, droppedBlocks = 0;
        _allowed = [.. _rungs.Select(r => new bool[r.Count])];
        for (var r = 0; r < _rungs.Length; r++)
        {
            for (var block = 0; block < _rungs[r].Count; block++)
            {
                var pairs = _rungs[r].Pairs(block);
                if (pairs == 0 || PairsAround(r, block) <= cap)
                    continue;
                var cannotClimb = CannotClimb(r, block);
                if (pairs <= cap || (cannotClimb && pairs <= LargestBlock))
                {
                    _allowed[r][block] = true;
                    cost.PairsByRung[r] += pairs;
                }
                else if (cannotClimb)
                {
                    dropped += pairs;
                    droppedBlocks++;
                }
            }
        }

        return cost with { DroppedPairs = dropped, DroppedBlocks = droppedBlocks, LoosePairs = LoosePairs() };
    }

    private long LoosePairs()
    {
        var sum = 0L;
        for (var block = 0; block < _rungs[0].Count; block++)
            sum += _rungs[0].Pairs(block);
        return sum;
    }

    private bool CannotClimb(int rung, int block)
        => !_family.IsOptional && (rung == _rungs.Length - 1 || _rungs[rung].Left(block) < 2);

    private static int Ceiling(long pairs) => pairs >= long.MaxValue / 2 ? 63 : BitOperations.Log2((ulong)Math.Max(1, (2 * pairs) - 1));
}

/// <summary>Room for the keys of a run of rows; one per worker.</summary>
internal sealed class BlockingScratch
{
    /// <summary>Most rows at a time.</summary>
    public const int Rows = 2048;

    private readonly int[] _alive = new int[Rows];

    public ulong[] Keys { get; } = new ulong[Rows];

    public int[] Blocks { get; } = new int[Rows];

    /// <summary>The row numbers from one on, as many as fit.</summary>
    public Span<int> Fill(int from, int end)
    {
        var alive = _alive.AsSpan(0, Math.Min(Rows, end - from));
        for (var i = 0; i < alive.Length; i++)
            alive[i] = from + i;
        return alive;
    }
}

/// <summary>What one family of blocking keys costs, from exact counts, before any join.</summary>
/// <param name="Family">Name of the family.</param>
/// <param name="BlockCap">Blocks with more pairs than this climbed down a rung.</param>
/// <param name="PairsByRung">Pairs joined on each rung, loose to tight.</param>
/// <param name="DroppedPairs">Pairs of blocks left out altogether.</param>
/// <param name="DroppedBlocks">Blocks left out altogether.</param>
public sealed record LadderCost(string Family, long BlockCap, long[] PairsByRung, long DroppedPairs, long DroppedBlocks)
{
    /// <summary>Pairs that agree on the loosest key; those of them that are not joined were left out by caps.</summary>
    public long LoosePairs { get; init; }
}
