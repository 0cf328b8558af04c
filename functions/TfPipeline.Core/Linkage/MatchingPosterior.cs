namespace TfPipeline.Core.Linkage;

/// <summary>
/// Match probabilities when people and records may be linked at most once: the marginals of the distribution in which a set of
/// links without a shared end has a weight equal to the product of its odds. Sum-product messages on the graph of pairs give them
/// exactly on trees (nearly every component is one) and closely elsewhere; damping in logarithms makes them settle on cycles.
/// </summary>
internal sealed class MatchingPosterior
{
    // Damping is for cycles; trees settle exactly without it in a few sweeps.
    private const int UndampedSweeps = 4;

    private const int PieceNodes = 1 << 14;

    private readonly LinkageOptions _options;
    private readonly int[] _leftStarts;
    private readonly int[] _rightStarts;
    private readonly int[] _byRight;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly bool[] _isLeftStale;
    private readonly bool[] _isRightStale;
    private readonly double[] _fromLeft;
    private readonly double[] _fromRight;

    public MatchingPosterior(LivePairs pairs, int lefts, LinkageOptions options)
    {
        (_options, _left, _right) = (options, pairs.Left, pairs.Right);
        (_isLeftStale, _isRightStale) = (new bool[lefts], new bool[pairs.Rights]);
        _leftStarts = Starts(pairs.Left, lefts);
        _rightStarts = Starts(pairs.Right, pairs.Rights);
        _byRight = new int[pairs.Count];
        var next = (int[])_rightStarts.Clone();
        for (var p = 0; p < pairs.Count; p++)
            _byRight[next[pairs.Right[p]]++] = p;
        _fromLeft = Filled(pairs.Count);
        _fromRight = Filled(pairs.Count);
    }

    /// <summary>Where the pairs of each left person begin; one more entry than people.</summary>
    public ReadOnlySpan<int> LeftStarts => _leftStarts;

    /// <summary>Writes the probability of every pair.</summary>
    /// <param name="odds">Odds of each pair on its own.</param>
    /// <param name="sweeps">Most rounds of messages; those of the last call are the start.</param>
    /// <param name="settled">Relative change of a message from which on it counts as settled; only ends with unsettled neighbours speak again.</param>
    /// <param name="probabilities">Receives the result.</param>
    public void Compute(double[] odds, int sweeps, double settled, double[] probabilities)
    {
        if (_options.Cardinality == Cardinality.ManyToMany)
            sweeps = 0;
        Array.Fill(_isLeftStale, true);
        Array.Fill(_isRightStale, true);
        var isAnyStale = true;
        for (var sweep = 0; sweep < sweeps && isAnyStale; sweep++)
        {
            var damping = sweep >= UndampedSweeps;
            isAnyStale = _options.Cardinality == Cardinality.OneToOne
                && Send(new Side(_leftStarts, null, _fromRight, _fromLeft, _isLeftStale, _isRightStale, _right), odds, damping, settled);
            isAnyStale |= Send(new Side(_rightStarts, _byRight, _fromLeft, _fromRight, _isRightStale, _isLeftStale, _left), odds, damping, settled);
        }

        for (var p = 0; p < odds.Length; p++)
        {
            var free = odds[p] * _fromLeft[p] * _fromRight[p];
            probabilities[p] = free / (1 + free);
        }
    }

    /// <summary>Each stale end tells each of its pairs how free its other pairs leave it; true when something changed.</summary>
    private bool Send(Side side, double[] odds, bool damping, double settled)
    {
        var nodes = side.Starts.Length - 1;
        var pieces = (nodes + PieceNodes - 1) / PieceNodes;
        var changed = new bool[pieces];
        Workers.Run(pieces, _options.Threads, piece => changed[piece] = Send(side, odds, damping, settled, piece * PieceNodes, Math.Min(nodes, (piece + 1) * PieceNodes)));
        return Array.Exists(changed, c => c);
    }

    private static bool Send(Side side, double[] odds, bool damping, double settled, int from, int to)
    {
        var changed = false;
        var weights = new double[16];
        for (var node = from; node < to; node++)
        {
            if (!side.IsStale[node])
                continue;
            side.IsStale[node] = false;
            int start = side.Starts[node], count = side.Starts[node + 1] - start;
            if (count < 2)
                continue;
            if (weights.Length < count)
                weights = new double[2 * count];
            var all = 1.0;
            for (var a = 0; a < count; a++)
            {
                var p = side.Order is null ? start + a : side.Order[start + a];
                all += weights[a] = odds[p] * side.Received[p];
            }

            for (var a = 0; a < count; a++)
            {
                var p = side.Order is null ? start + a : side.Order[start + a];
                var (now, before) = (1 / (weights[a] <= all / 2 ? all - weights[a] : Others(weights.AsSpan(0, count), a)), side.Sent[p]);
                var isSettled = Math.Abs(now - before) <= settled * before;
                if (isSettled)
                    continue;
                side.Sent[p] = damping ? Math.Sqrt(now * before) : now;
                side.IsOtherStale[side.Other[p]] = true;
                // A damped message has gone half the way only.
                side.IsStale[node] |= damping;
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>The pair that outweighs the others is left out of the sum, not subtracted: a difference would be noise.</summary>
    private static double Others(ReadOnlySpan<double> weights, int own)
    {
        var others = 1.0;
        for (var a = 0; a < weights.Length; a++)
            others += a == own ? 0 : weights[a];
        return others;
    }

    private static int[] Starts(int[] column, int nodes)
    {
        var starts = new int[nodes + 1];
        foreach (var node in column)
            starts[node + 1]++;
        for (var node = 0; node < nodes; node++)
            starts[node + 1] += starts[node];
        return starts;
    }

    private static double[] Filled(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1.0);
        return ones;
    }

    /// <summary>One of the two ends of all pairs as a sender.</summary>
    /// <param name="Starts">Where the pairs of each node begin.</param>
    /// <param name="Order">The pairs by node; null when they are in that order anyway.</param>
    /// <param name="Received">Messages to this side, by pair.</param>
    /// <param name="Sent">Messages from this side, by pair.</param>
    /// <param name="IsStale">Nodes that have something new to say.</param>
    /// <param name="IsOtherStale">The same of the other side.</param>
    /// <param name="Other">The other end of each pair.</param>
    private sealed record Side(int[] Starts, int[]? Order, double[] Received, double[] Sent, bool[] IsStale, bool[] IsOtherStale, int[] Other);
}
