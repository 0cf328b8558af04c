using System.Numerics;

namespace TfPipeline.Linkage;

/// <summary>
/// The left side of one blocking rule: a table of blocks for each key. A block of a finer key exists only where the looser block around it
/// holds two or more left people, because a block with one left person is never split.
/// </summary>
internal sealed class BlockingIndex
{
    // For hostile data only: a block with more pairs than this is left out and reported.
    private const long LargestBlock = 4_000_000;

    private const int MaxCapExponent = 62;

    private readonly BlockingRule _rule;
    private readonly Lock _counting = new();
    private KeyTable[] _tables;
    private int[][] _parents;
    private int[][] _blockOfLeft;
    private bool[][] _allowed = [];

    public BlockingIndex(BlockingRule rule, PersonColumns left, KeyTable.Builder builder)
    {
        _rule = rule;
        _tables = new KeyTable[rule.Refinements.Count];
        (_parents, _blockOfLeft) = (new int[_tables.Length][], new int[_tables.Length][]);
        for (var r = 0; r < _tables.Length; r++)
            AddRefinement(r, left, builder);
    }

    /// <summary>Which blocks of which refinement are joined.</summary>
    public bool[][] Allowed => _allowed;

    /// <summary>Counts right people in every block that they could be joined in; safe for use by several threads.</summary>
    public void Count(PersonColumns right, BlockingScratch scratch)
    {
        // One thread at a time for each rule: its tables stay in the cache, and counts need not be atomic.
        lock (_counting)
        {
            for (var from = 0; from < right.Count; from += BlockingScratch.Rows)
                Count(right, from, scratch);
        }
    }

    /// <summary>
    /// Chooses the largest power of two as the cap on pairs in a block that keeps the rule within its budget, and marks the blocks that are
    /// joined. Counts are exact and from all partitions, so the choice does not depend on how the data are cut.
    /// </summary>
    public BlockingCost Decide(long budget)
    {
        var costs = Costs();
        var cap = 0;
        while (cap < MaxCapExponent && costs[cap + 1] <= budget)
            cap++;
        return Mark(1L << cap);
    }

    /// <summary>Restores marks that were decided before.</summary>
    public void Restore(bool[][] allowed)
    {
        for (var r = 0; r < _tables.Length; r++)
        {
            if (allowed[r].Length != _tables[r].Count)
                throw new InvalidDataException($"A plan of a linkage was made for another cohort: a refinement has {allowed[r].Length} blocks, {_tables[r].Count} were expected.");
        }

        _allowed = allowed;
    }

    /// <summary>Lists the left people of each joined block. Nothing can be counted after that.</summary>
    /// <param name="left">The left people.</param>
    /// <param name="builder">The builder of these tables, where it is to reuse their memory for the next rule.</param>
    public BlockingTable BuildTable(PersonColumns left, KeyTable.Builder? builder = null)
    {
        var blocks = BlockingTable.Of(_rule, left.Count, _tables, _allowed, _parents, _blockOfLeft);
        if (builder is not null)
        {
            foreach (var column in (int[][])[.. _blockOfLeft, .. _parents])
                builder.Columns.Return(column);
        }

        (_tables, _blockOfLeft, _parents) = ([], [], []);
        return blocks;
    }

    private void Count(PersonColumns right, int from, BlockingScratch scratch)
    {
        var remaining = scratch.Fill(from, right.Count);
        for (var r = 0; r < _tables.Length && remaining.Length > 0; r++)
        {
            var blocks = Find(r, right, remaining, scratch);
            _tables[r].CountRight(blocks);
            var kept = 0;
            for (var i = 0; i < blocks.Length; i++)
            {
                if (blocks[i] >= 0 && _tables[r].Left(blocks[i]) >= 2)
                    remaining[kept++] = remaining[i];
            }

            remaining = remaining[..kept];
        }
    }

    private Span<int> Find(int refinement, PersonColumns people, ReadOnlySpan<int> rows, BlockingScratch scratch)
    {
        var keys = scratch.Keys.AsSpan(0, rows.Length);
        var blocks = scratch.Blocks.AsSpan(0, rows.Length);
        _rule.Refinements[refinement].Keys(people, rows, keys);
        _tables[refinement].Find(keys, blocks);
        return blocks;
    }

    private void AddRefinement(int refinement, PersonColumns left, KeyTable.Builder builder)
    {
        var ofLeft = builder.Columns.Rent(left.Count);
        var parents = builder.Columns.Rent(left.Count);
        var known = 0;
        var scratch = new BlockingScratch();
        for (var from = 0; from < left.Count; from += BlockingScratch.Rows)
        {
            var rows = InSharedBlocks(refinement, scratch.Fill(from, left.Count));
            var keys = scratch.Keys.AsSpan(0, rows.Length);
            var blocks = scratch.Blocks;
            ofLeft.AsSpan(from, Math.Min(BlockingScratch.Rows, left.Count - from)).Fill(-1);
            rows = rows[.._rule.Refinements[refinement].KeysThatAre(left, rows, keys)];
            builder.Add(keys[..rows.Length], blocks);
            for (var k = 0; k < rows.Length; k++)
            {
                ofLeft[rows[k]] = blocks[k];
                if (refinement > 0 && blocks[k] == known)
                    parents[known++] = _blockOfLeft[refinement - 1][rows[k]];
            }
        }

        (_tables[refinement], _parents[refinement], _blockOfLeft[refinement]) = (builder.Build(), parents, ofLeft);
    }

    /// <summary>The left people whose looser block holds two or more left people.</summary>
    private Span<int> InSharedBlocks(int refinement, Span<int> rows)
    {
        if (refinement == 0)
            return rows;
        var (parents, looser, kept) = (_blockOfLeft[refinement - 1], _tables[refinement - 1], 0);
        foreach (var i in rows)
        {
            if (parents[i] >= 0 && looser.Left(parents[i]) >= 2)
                rows[kept++] = i;
        }

        return rows[..kept];
    }

    /// <summary>Pairs of the looser block around a block; unlimited for the loosest key.</summary>
    private long PairsOfLooserBlock(int refinement, int block) => refinement == 0 ? long.MaxValue : _tables[refinement - 1].Pairs(_parents[refinement][block]);

    /// <summary>Pairs of the whole rule for every cap 2^k.</summary>
    private long[] Costs()
    {
        var change = new long[64];
        for (var r = 0; r < _tables.Length; r++)
        {
            for (var block = 0; block < _tables[r].Count; block++)
            {
                var pairs = _tables[r].Pairs(block);
                if (pairs == 0)
                    continue;
                change[IsFinestKey(r, block) ? 0 : Ceiling(pairs)] += pairs;
                if (r > 0)
                    change[Ceiling(PairsOfLooserBlock(r, block))] -= pairs;
            }
        }

        for (var k = 1; k < change.Length; k++)
            change[k] += change[k - 1];
        return change;
    }

    private BlockingCost Mark(long cap)
    {
        var cost = new BlockingCost(_rule.Name, cap, new long[_tables.Length], 0, 0);
        long dropped = 0, droppedBlocks = 0;
        _allowed = [.. _tables.Select(r => new bool[r.Count])];
        for (var r = 0; r < _tables.Length; r++)
        {
            for (var block = 0; block < _tables[r].Count; block++)
            {
                var pairs = _tables[r].Pairs(block);
                if (pairs == 0 || PairsOfLooserBlock(r, block) <= cap)
                    continue;
                var isFinestKey = IsFinestKey(r, block);
                if (pairs <= cap || (isFinestKey && pairs <= LargestBlock))
                {
                    _allowed[r][block] = true;
                    cost.PairsByRung[r] += pairs;
                }
                else if (isFinestKey)
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
        for (var block = 0; block < _tables[0].Count; block++)
            sum += _tables[0].Pairs(block);
        return sum;
    }

    private bool IsFinestKey(int refinement, int block)
        => !_rule.IsOptional && (refinement == _tables.Length - 1 || _tables[refinement].Left(block) < 2);

    private static int Ceiling(long pairs) => pairs >= long.MaxValue / 2 ? 63 : BitOperations.Log2((ulong)Math.Max(1, (2 * pairs) - 1));
}
