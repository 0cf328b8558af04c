using System.Numerics;
using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// The left side of one family: a key index per rung. A key of a tighter rung is only there when its looser block holds two or
/// more left people, because a block with one left person never climbs down.
/// </summary>
internal sealed class FamilyIndex
{
    // A last resort for hostile data only: a block of more pairs is left out, and reported.
    private const long LargestBlock = 4_000_000;

    private const int LargestCap = 62;

    private readonly BlockingFamily _family;
    private readonly KeyIndex[] _rungs;
    private bool[][] _allowed = [];

    public FamilyIndex(BlockingFamily family, TokenTable left)
    {
        _family = family;
        _rungs = [.. family.Rungs.Select(_ => new KeyIndex())];
        for (var r = 0; r < _rungs.Length; r++)
            AddRung(r, left);
    }

    public int RungCount => _rungs.Length;

    public bool[][] Allowed => _allowed;

    public int Capacity(int rung) => _rungs[rung].Capacity;

    public void StartCounting()
    {
        foreach (var rung in _rungs)
            rung.StartCounting();
    }

    /// <summary>Counts one right person on every rung that it could be joined on.</summary>
    public void Count(ref BlockingTokens tokens)
    {
        for (var r = 0; r < _rungs.Length; r++)
        {
            var slot = _rungs[r].Find(_family.Rungs[r].Key(ref tokens));
            if (slot < 0)
                return;
            _rungs[r].CountRight(slot);
            if (_rungs[r].Left(slot) < 2)
                return;
        }
    }

    /// <summary>
    /// Picks the largest power of two as the cap on pairs per block with which the family stays within its budget, and marks the blocks
    /// that are joined. Counts are exact and from all partitions, so the choice does not depend on how the data is cut.
    /// </summary>
    public LadderCost Decide(TokenTable left, long budget)
    {
        var parents = ParentPairs(left);
        var costs = Costs(parents);
        var cap = 0;
        while (cap < LargestCap && costs[cap + 1] <= budget)
            cap++;
        return Mark(parents, 1L << cap);
    }

    /// <summary>Takes over marks that were decided before.</summary>
    public void Restore(bool[][] allowed) => _allowed = allowed;

    /// <summary>Where a person stands: rung in the upper bits and slot below, or −1.</summary>
    public long Active(ref BlockingTokens tokens)
    {
        for (var r = 0; r < _rungs.Length; r++)
        {
            var slot = _rungs[r].Find(_family.Rungs[r].Key(ref tokens));
            if (slot < 0)
                return -1;
            if (_allowed[r][slot])
                return ((long)r << 32) | (uint)slot;
            if (_rungs[r].Left(slot) < 2)
                return -1;
        }

        return -1;
    }

    private void AddRung(int rung, TokenTable left)
    {
        var key = _family.Rungs[rung].Key;
        for (var i = 0; i < left.Count; i++)
        {
            var tokens = BlockingTokens.Of(left, i);
            var value = key(ref tokens);
            if (value != 0 && (rung == 0 || HasCompanyAbove(rung, ref tokens)))
                _rungs[rung].Add(value);
        }
    }

    private bool HasCompanyAbove(int rung, ref BlockingTokens tokens)
    {
        var slot = _rungs[rung - 1].Find(_family.Rungs[rung - 1].Key(ref tokens));
        return slot >= 0 && _rungs[rung - 1].Left(slot) >= 2;
    }

    /// <summary>For each key of each rung the pairs of the looser block around it; the first rung has no bound.</summary>
    private long[][] ParentPairs(TokenTable left)
    {
        var parents = new long[_rungs.Length][];
        for (var r = 0; r < _rungs.Length; r++)
        {
            parents[r] = new long[_rungs[r].Capacity];
            if (r == 0)
            {
                Array.Fill(parents[r], long.MaxValue);
                continue;
            }

            for (var i = 0; i < left.Count; i++)
            {
                var tokens = BlockingTokens.Of(left, i);
                var slot = _rungs[r].Find(_family.Rungs[r].Key(ref tokens));
                if (slot >= 0)
                    parents[r][slot] = _rungs[r - 1].Pairs(_rungs[r - 1].Find(_family.Rungs[r - 1].Key(ref tokens)));
            }
        }

        return parents;
    }

    /// <summary>Pairs of the whole family for every cap 2^k.</summary>
    private long[] Costs(long[][] parents)
    {
        var change = new long[64];
        for (var r = 0; r < _rungs.Length; r++)
        {
            for (var slot = 0; slot < _rungs[r].Capacity; slot++)
            {
                var pairs = _rungs[r].Pairs(slot);
                if (pairs == 0)
                    continue;
                var cannotClimb = CannotClimb(r, slot);
                change[cannotClimb ? 0 : Ceiling(pairs)] += pairs;
                if (r > 0)
                    change[Ceiling(parents[r][slot])] -= pairs;
            }
        }

        for (var k = 1; k < change.Length; k++)
            change[k] += change[k - 1];
        return change;
    }

    private LadderCost Mark(long[][] parents, long cap)
    {
        var cost = new LadderCost(_family.Name, cap, new long[_rungs.Length], 0, 0);
        long dropped = 0, droppedBlocks = 0;
        _allowed = [.. _rungs.Select(r => new bool[r.Capacity])];
        for (var r = 0; r < _rungs.Length; r++)
        {
            for (var slot = 0; slot < _rungs[r].Capacity; slot++)
            {
                var pairs = _rungs[r].Pairs(slot);
                if (pairs == 0 || (r > 0 && parents[r][slot] <= cap))
                    continue;
                var cannotClimb = CannotClimb(r, slot);
                if (pairs <= cap || (cannotClimb && pairs <= LargestBlock))
                {
                    _allowed[r][slot] = true;
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
        for (var slot = 0; slot < _rungs[0].Capacity; slot++)
            sum += _rungs[0].Pairs(slot);
        return sum;
    }

    private bool CannotClimb(int rung, int slot)
        => !_family.IsOptional && (rung == _rungs.Length - 1 || _rungs[rung].Left(slot) < 2);

    private static int Ceiling(long pairs) => pairs >= long.MaxValue / 2 ? 63 : BitOperations.Log2((ulong)Math.Max(1, (2 * pairs) - 1));
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
