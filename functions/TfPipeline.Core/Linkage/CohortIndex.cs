using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>The left side of a linkage, ready to be joined: key indexes of all families, and after the decision the blocks.</summary>
internal sealed class CohortIndex
{
    private readonly FamilyIndex[] _families;
    private readonly int _threads;
    private int[][][] _starts = [];
    private int[][] _members = [];

    public CohortIndex(TokenTable left, int threads)
    {
        Left = left;
        _threads = threads;
        _families = new FamilyIndex[BlockingFamily.All.Count];
        ForEachFamily(f => _families[f] = new FamilyIndex(BlockingFamily.All[f], left));
    }

    public TokenTable Left { get; }

    /// <summary>The left people as comparison reads them.</summary>
    public PersonRow[] LeftRows { get; private set; } = [];

    /// <summary>Active key of each left person in each family, row by row.</summary>
    public int[] ActiveOfLeft { get; private set; } = [];

    public void StartCounting() => ForEachFamily(f => _families[f].StartCounting());

    public void Count(TokenTable right)
    {
        for (var i = 0; i < right.Count; i++)
        {
            var tokens = BlockingTokens.Of(right, i);
            foreach (var family in _families)
                family.Count(ref tokens);
        }
    }

    public IReadOnlyList<LadderCost> Decide(long budget)
    {
        var costs = new LadderCost[_families.Length];
        ForEachFamily(f => costs[f] = _families[f].Decide(Left, budget));
        return costs;
    }

    public bool[][][] Allowed => [.. _families.Select(f => f.Allowed)];

    public void Restore(bool[][][] allowed)
    {
        for (var f = 0; f < _families.Length; f++)
            _families[f].Restore(allowed[f]);
    }

    /// <summary>Lists the members of each joined block.</summary>
    public void BuildBlocks()
    {
        LeftRows = PersonRow.Of(Left);
        ActiveOfLeft = new int[Left.Count * BlockingFamily.Stride];
        _starts = new int[_families.Length][][];
        _members = new int[_families.Length][];
        ForEachFamily(BuildBlocks);
    }

    /// <summary>Encoded active key of a person in a family, comparable with <see cref="ActiveOfLeft"/>; −1 for none.</summary>
    public int Active(int family, ref BlockingTokens tokens) => Encode(_families[family].Active(ref tokens));

    public ReadOnlySpan<int> Block(int family, int active)
    {
        var (rung, slot) = (active & 3, active >> 2);
        var starts = _starts[family][rung];
        return _members[family].AsSpan(starts[slot], starts[slot + 1] - starts[slot]);
    }

    private static int Encode(long active) => active < 0 ? -1 : (int)(((active & uint.MaxValue) << 2) | (active >> 32));

    private void BuildBlocks(int f)
    {
        var family = _families[f];
        var starts = new int[family.RungCount][];
        for (var r = 0; r < starts.Length; r++)
            starts[r] = new int[family.Capacity(r) + 1];
        for (var i = 0; i < Left.Count; i++)
        {
            var tokens = BlockingTokens.Of(Left, i);
            var active = Encode(family.Active(ref tokens));
            ActiveOfLeft[(i * BlockingFamily.Stride) + f] = active;
            if (active >= 0)
                starts[active & 3][(active >> 2) + 1]++;
        }

        var total = 0;
        foreach (var rung in starts)
        {
            rung[0] = total;
            for (var slot = 1; slot < rung.Length; slot++)
                rung[slot] += rung[slot - 1];
            total = rung[^1];
        }

        _members[f] = Members(f, starts, total);
        _starts[f] = starts;
    }

    private int[] Members(int f, int[][] starts, int total)
    {
        var members = new int[total];
        int[][] next = [.. starts.Select(s => (int[])s.Clone())];
        for (var i = 0; i < Left.Count; i++)
        {
            var active = ActiveOfLeft[(i * BlockingFamily.Stride) + f];
            if (active >= 0)
                members[next[active & 3][active >> 2]++] = i;
        }

        return members;
    }

    private void ForEachFamily(Action<int> action)
        => Parallel.For(0, BlockingFamily.All.Count, new ParallelOptions { MaxDegreeOfParallelism = _threads }, action);
}
