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
    private readonly Lock _counting = new();
    private KeyTable[] _rungs;
    private int[][] _parents;
    private int[][] _blockOfLeft;
    private bool[][] _allowed = [];

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

    /// <summary>Counts right people on every rung that they could be joined on; safe for use by several threads.</summary>
    public void Count(PersonColumns right, BlockingScratch scratch)
    {
        // One thread at a time in a family: its tables stay in the cache, and no count needs to be an atomic one.
        lock (_counting)
        {
            for (var from = 0; from < right.Count; from += BlockingScratch.Rows)
                Count(right, from, scratch);
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

    /// <summary>Lists the left people of each joined block; after that nothing can be counted.</summary>
    /// <param name="left">The left people.</param>
    /// <param name="builder">What built the family, when it is to build another in the same room.</param>
    public FamilyBlocks BuildBlocks(PersonColumns left, KeyTable.Builder? builder = null)
    {
        var blocks = FamilyBlocks.Of(_family, left.Count, _rungs, _allowed, _parents, _blockOfLeft);
        if (builder is not null)
        {
            foreach (var column in (int[][])[.. _blockOfLeft, .. _parents])
                builder.Columns.Return(column);
        }

        (_rungs, _blockOfLeft, _parents) = ([], [], []);
        return blocks;
    }

    private void Count(PersonColumns right, int from, BlockingScratch scratch)
    {
        var alive = scratch.Fill(from, right.Count);
        for (var r = 0; r < _rungs.Length && alive.Length > 0; r++)
        {
            var blocks = Find(r, right, alive, scratch);
            _rungs[r].CountRight(blocks);
            var kept = 0;
            for (var i = 0; i < blocks.Length; i++)
            {
                if (blocks[i] >= 0 && _rungs[r].Left(blocks[i]) >= 2)
                    alive[kept++] = alive[i];
            }

            alive = alive[..kept];
        }
    }

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
        var ofLeft = builder.Columns.Rent(left.Count);
        var parents = builder.Columns.Rent(left.Count);
        var known = 0;
        var scratch = new BlockingScratch();
        for (var from = 0; from < left.Count; from += BlockingScratch.Rows)
        {
            var rows = Climbing(rung, scratch.Fill(from, left.Count));
            var keys = scratch.Keys.AsSpan(0, rows.Length);
            var blocks = scratch.Blocks;
            ofLeft.AsSpan(from, Math.Min(BlockingScratch.Rows, left.Count - from)).Fill(-1);
            rows = rows[.._family.Rungs[rung].KeysThatAre(left, rows, keys)];
            builder.Add(keys[..rows.Length], blocks);
            for (var k = 0; k < rows.Length; k++)
            {
                ofLeft[rows[k]] = blocks[k];
                if (rung > 0 && blocks[k] == known)
                    parents[known++] = _blockOfLeft[rung - 1][rows[k]];
            }
        }

        (_rungs[rung], _parents[rung], _blockOfLeft[rung]) = (builder.Build(), parents, ofLeft);
    }

    /// <summary>The left people whose looser block holds two or more.</summary>
    private Span<int> Climbing(int rung, Span<int> rows)
    {
        if (rung == 0)
            return rows;
        var (parents, looser, kept) = (_blockOfLeft[rung - 1], _rungs[rung - 1], 0);
        foreach (var i in rows)
        {
            if (parents[i] >= 0 && looser.Left(parents[i]) >= 2)
                rows[kept++] = i;
        }

        return rows[..kept];
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
