using System.Runtime.CompilerServices;

namespace TfPipeline.Linkage;

/// <summary>
/// Match probabilities where a person and a record may have one link at most: the marginals of equation (5), in which a set of links
/// without a shared end is as likely as the product of its odds. Sum-product belief propagation (Pearl 1988) on the bipartite graph of
/// pairs gives them exactly on trees, which nearly every component is, and as the Bethe approximation on graphs with cycles. Damping in
/// logarithms makes the messages converge on cycles.
/// </summary>
internal sealed class OneToOneBeliefPropagation
{
    // Damping is for cycles. On trees the messages converge without it in a few sweeps.
    private const int UndampedSweeps = 4;

    private const int PieceNodes = 1 << 14;
    private const int RunNodes = 64;

    private readonly LinkageOptions _options;
    private readonly int[] _leftStarts;
    private readonly int[] _rightStarts;
    private readonly int[] _byRight;
    private readonly Edge[] _edges;
    private readonly bool[] _leftNeedsUpdate;
    private readonly bool[] _rightNeedsUpdate;

    public OneToOneBeliefPropagation(CandidatePairs pairs, int lefts, LinkageOptions options)
    {
        _options = options;
        (_leftNeedsUpdate, _rightNeedsUpdate) = (new bool[lefts], new bool[pairs.RecordCount]);
        (_leftStarts, _rightStarts) = (new int[lefts + 1], new int[pairs.RecordCount + 1]);
        (_byRight, _edges) = (new int[pairs.Count], new Edge[pairs.Count]);
        Workers.Run(2, options.Threads, side =>
        {
            if (side == 0)
                ListByLeft(pairs);
            else
                ListByRight(pairs);
        });
    }

    /// <summary>Index of the first pair of each left person, and one more entry for the end.</summary>
    public ReadOnlySpan<int> LeftStarts => _leftStarts;

    /// <summary>Sets θ, the odds of a pair on its own, equation (4).</summary>
    public void SetOdds(int pair, double odds) => _edges[pair].Odds = odds;

    /// <summary>Writes the marginal probability of every pair, equation (7).</summary>
    /// <param name="sweeps">Maximum number of sweeps. The messages of the last call are the starting values.</param>
    /// <param name="tolerance">Relative change below which a message counts as converged. Only nodes that received a changed message send again.</param>
    /// <param name="probabilities">Receives the result.</param>
    public void ComputeMarginals(int sweeps, double tolerance, double[] probabilities)
    {
        if (_options.Cardinality == Cardinality.ManyToMany)
            sweeps = 0;
        Array.Fill(_leftNeedsUpdate, true);
        Array.Fill(_rightNeedsUpdate, true);
        var needsUpdate = true;
        for (var sweep = 0; sweep < sweeps && needsUpdate; sweep++)
        {
            var damping = sweep >= UndampedSweeps;
            needsUpdate = _options.Cardinality == Cardinality.OneToOne && SendMessages(fromLeft: true, damping, tolerance);
            needsUpdate |= SendMessages(fromLeft: false, damping, tolerance);
        }

        Workers.Run(_edges.Length, PieceNodes, _options.Threads, (from, to) =>
        {
            for (var p = from; p < to; p++)
            {
                ref readonly var edge = ref _edges[p];
                var free = edge.Odds * edge.FromLeft * edge.FromRight;
                probabilities[p] = free / (1 + free);
            }
        });
    }

    /// <summary>Sends the messages of equation (6) from the nodes of one side that need an update; true when a message changed.</summary>
    private bool SendMessages(bool fromLeft, bool damping, double tolerance)
    {
        var nodes = fromLeft ? _leftNeedsUpdate.Length : _rightNeedsUpdate.Length;
        var pieces = (nodes + PieceNodes - 1) / PieceNodes;
        var changed = new bool[pieces];
        Workers.Run(pieces, _options.Threads, piece =>
        {
            var (from, to) = (piece * PieceNodes, Math.Min(nodes, (piece + 1) * PieceNodes));
            changed[piece] = fromLeft ? SendFromLeft(damping, tolerance, from, to) : SendFromRight(damping, tolerance, from, to);
        });
        return Array.Exists(changed, c => c);
    }

    private bool SendFromLeft(bool damping, double tolerance, int from, int to)
    {
        var changed = false;
        var weights = new double[16];
        for (var node = from; node < to; node++)
        {
            if (!_leftNeedsUpdate[node])
                continue;
            _leftNeedsUpdate[node] = false;
            if (_leftStarts[node + 1] - _leftStarts[node] < 2)
                continue;
            var edges = _edges.AsSpan(_leftStarts[node].._leftStarts[node + 1]);
            var all = 1.0;
            Reserve(ref weights, edges.Length);
            for (var a = 0; a < edges.Length; a++)
                all += weights[a] = edges[a].Odds * edges[a].FromRight;
            for (var a = 0; a < edges.Length; a++)
            {
                if (!UpdateMessage(ref edges[a].FromLeft, weights.AsSpan(0, edges.Length), all, a, damping, tolerance))
                    continue;
                _rightNeedsUpdate[edges[a].Right] = true;
                // A damped message has not reached its new value yet.
                _leftNeedsUpdate[node] |= damping;
                changed = true;
            }
        }

        return changed;
    }

    private bool SendFromRight(bool damping, double tolerance, int from, int to)
    {
        var changed = false;
        var (weights, edges) = (new double[16], _edges);
        for (var node = from; node < to; node++)
        {
            if ((node - from) % RunNodes == 0)
                Prefetch(node, Math.Min(to, node + RunNodes));
            if (!_rightNeedsUpdate[node])
                continue;
            _rightNeedsUpdate[node] = false;
            if (_rightStarts[node + 1] - _rightStarts[node] < 2)
                continue;
            var own = _byRight.AsSpan(_rightStarts[node].._rightStarts[node + 1]);
            var all = 1.0;
            Reserve(ref weights, own.Length);
            for (var a = 0; a < own.Length; a++)
                all += weights[a] = edges[own[a]].Odds * edges[own[a]].FromLeft;
            for (var a = 0; a < own.Length; a++)
            {
                if (!UpdateMessage(ref edges[own[a]].FromRight, weights.AsSpan(0, own.Length), all, a, damping, tolerance))
                    continue;
                _leftNeedsUpdate[edges[own[a]].Left] = true;
                _rightNeedsUpdate[node] |= damping;
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>Prefetches the pairs of some records, which lie far apart in memory.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Prefetch(int from, int to)
    {
        var seen = 0;
        for (var node = from; node < to; node++)
        {
            var (start, end) = (_rightStarts[node], _rightStarts[node + 1]);
            for (var k = start; k < end && _rightNeedsUpdate[node] && end - start > 1; k++)
                seen += _edges[_byRight[k]].Left;
        }

        return seen;
    }

    /// <summary>Computes one message of equation (6); false when it has not changed.</summary>
    private static bool UpdateMessage(ref double sent, ReadOnlySpan<double> weights, double all, int own, bool damping, double tolerance)
    {
        var (now, before) = (1 / (weights[own] <= all / 2 ? all - weights[own] : SumOfOthers(weights, own)), sent);
        if (Math.Abs(now - before) <= tolerance * before)
            return false;
        sent = damping ? Math.Sqrt(now * before) : now;
        return true;
    }

    private static void Reserve(ref double[] weights, int count)
    {
        if (weights.Length < count)
            weights = new double[2 * count];
    }

    /// <summary>Sums the other pairs one by one. Where one pair outweighs them, subtracting it from the total would leave rounding error only.</summary>
    private static double SumOfOthers(ReadOnlySpan<double> weights, int own)
    {
        var others = 1.0;
        for (var a = 0; a < weights.Length; a++)
            others += a == own ? 0 : weights[a];
        return others;
    }

    private static void Count(int[] column, int[] starts)
    {
        foreach (var node in column)
            starts[node + 1]++;
        for (var node = 1; node < starts.Length; node++)
            starts[node] += starts[node - 1];
    }

    private void ListByLeft(CandidatePairs pairs)
    {
        Count(pairs.Left, _leftStarts);
        for (var p = 0; p < _edges.Length; p++)
            _edges[p] = new Edge { FromLeft = 1, FromRight = 1, Left = pairs.Left[p], Right = pairs.Right[p] };
    }

    private void ListByRight(CandidatePairs pairs)
    {
        Count(pairs.Right, _rightStarts);
        var next = (int[])_rightStarts.Clone();
        for (var p = 0; p < _byRight.Length; p++)
            _byRight[next[pairs.Right[p]]++] = p;
    }

    /// <summary>A pair with its odds and its two messages, in half a cache line, because the pairs of a record lie far apart in memory.</summary>
    private struct Edge
    {
        public double Odds;
        public double FromLeft;
        public double FromRight;
        public int Left;
        public int Right;
    }
}
