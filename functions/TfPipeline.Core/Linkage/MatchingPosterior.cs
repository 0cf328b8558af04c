using System.Runtime.CompilerServices;

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
    private const int RunNodes = 64;

    private readonly LinkageOptions _options;
    private readonly int[] _leftStarts;
    private readonly int[] _rightStarts;
    private readonly int[] _byRight;
    private readonly Edge[] _edges;
    private readonly bool[] _isLeftStale;
    private readonly bool[] _isRightStale;

    public MatchingPosterior(LivePairs pairs, int lefts, LinkageOptions options)
    {
        _options = options;
        (_isLeftStale, _isRightStale) = (new bool[lefts], new bool[pairs.Rights]);
        (_leftStarts, _rightStarts) = (new int[lefts + 1], new int[pairs.Rights + 1]);
        (_byRight, _edges) = (new int[pairs.Count], new Edge[pairs.Count]);
        Workers.Run(2, options.Threads, side =>
        {
            if (side == 0)
                ListByLeft(pairs);
            else
                ListByRight(pairs);
        });
    }

    /// <summary>Where the pairs of each left person begin; one more entry than people.</summary>
    public ReadOnlySpan<int> LeftStarts => _leftStarts;

    /// <summary>Says how likely a pair is on its own.</summary>
    public void SetOdds(int pair, double odds) => _edges[pair].Odds = odds;

    /// <summary>Writes the probability of every pair.</summary>
    /// <param name="sweeps">Most rounds of messages; those of the last call are the start.</param>
    /// <param name="settled">Relative change of a message from which on it counts as settled; only ends with unsettled neighbours speak again.</param>
    /// <param name="probabilities">Receives the result.</param>
    public void Compute(int sweeps, double settled, double[] probabilities)
    {
        if (_options.Cardinality == Cardinality.ManyToMany)
            sweeps = 0;
        Array.Fill(_isLeftStale, true);
        Array.Fill(_isRightStale, true);
        var isAnyStale = true;
        for (var sweep = 0; sweep < sweeps && isAnyStale; sweep++)
        {
            var damping = sweep >= UndampedSweeps;
            isAnyStale = _options.Cardinality == Cardinality.OneToOne && Send(fromLeft: true, damping, settled);
            isAnyStale |= Send(fromLeft: false, damping, settled);
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

    /// <summary>Each stale end tells each of its pairs how free its other pairs leave it; true when something changed.</summary>
    private bool Send(bool fromLeft, bool damping, double settled)
    {
        var nodes = fromLeft ? _isLeftStale.Length : _isRightStale.Length;
        var pieces = (nodes + PieceNodes - 1) / PieceNodes;
        var changed = new bool[pieces];
        Workers.Run(pieces, _options.Threads, piece =>
        {
            var (from, to) = (piece * PieceNodes, Math.Min(nodes, (piece + 1) * PieceNodes));
            changed[piece] = fromLeft ? SendFromLeft(damping, settled, from, to) : SendFromRight(damping, settled, from, to);
        });
        return Array.Exists(changed, c => c);
    }

    private bool SendFromLeft(bool damping, double settled, int from, int to)
    {
        var changed = false;
        var weights = new double[16];
        for (var node = from; node < to; node++)
        {
            if (!_isLeftStale[node])
                continue;
            _isLeftStale[node] = false;
            if (_leftStarts[node + 1] - _leftStarts[node] < 2)
                continue;
            var edges = _edges.AsSpan(_leftStarts[node].._leftStarts[node + 1]);
            var all = 1.0;
            Reserve(ref weights, edges.Length);
            for (var a = 0; a < edges.Length; a++)
                all += weights[a] = edges[a].Odds * edges[a].FromRight;
            for (var a = 0; a < edges.Length; a++)
            {
                if (!Update(ref edges[a].FromLeft, weights.AsSpan(0, edges.Length), all, a, damping, settled))
                    continue;
                _isRightStale[edges[a].Right] = true;
                // A damped message has gone half the way only.
                _isLeftStale[node] |= damping;
                changed = true;
            }
        }

        return changed;
    }

    private bool SendFromRight(bool damping, double settled, int from, int to)
    {
        var changed = false;
        var (weights, edges) = (new double[16], _edges);
        for (var node = from; node < to; node++)
        {
            if ((node - from) % RunNodes == 0)
                Touch(node, Math.Min(to, node + RunNodes));
            if (!_isRightStale[node])
                continue;
            _isRightStale[node] = false;
            if (_rightStarts[node + 1] - _rightStarts[node] < 2)
                continue;
            var own = _byRight.AsSpan(_rightStarts[node].._rightStarts[node + 1]);
            var all = 1.0;
            Reserve(ref weights, own.Length);
            for (var a = 0; a < own.Length; a++)
                all += weights[a] = edges[own[a]].Odds * edges[own[a]].FromLeft;
            for (var a = 0; a < own.Length; a++)
            {
                if (!Update(ref edges[own[a]].FromRight, weights.AsSpan(0, own.Length), all, a, damping, settled))
                    continue;
                _isLeftStale[edges[own[a]].Left] = true;
                _isRightStale[node] |= damping;
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>Looks at the pairs of some records, which lie far apart, so that memory is asked for all of them at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Touch(int from, int to)
    {
        var seen = 0;
        for (var node = from; node < to; node++)
        {
            var (start, end) = (_rightStarts[node], _rightStarts[node + 1]);
            for (var k = start; k < end && _isRightStale[node] && end - start > 1; k++)
                seen += _edges[_byRight[k]].Left;
        }

        return seen;
    }

    /// <summary>Sends a message anew; false when it says what it said before.</summary>
    private static bool Update(ref double sent, ReadOnlySpan<double> weights, double all, int own, bool damping, double settled)
    {
        var (now, before) = (1 / (weights[own] <= all / 2 ? all - weights[own] : Others(weights, own)), sent);
        if (Math.Abs(now - before) <= settled * before)
            return false;
        sent = damping ? Math.Sqrt(now * before) : now;
        return true;
    }

    private static void Reserve(ref double[] weights, int count)
    {
        if (weights.Length < count)
            weights = new double[2 * count];
    }

    /// <summary>The pair that outweighs the others is left out of the sum, not subtracted: a difference would be noise.</summary>
    private static double Others(ReadOnlySpan<double> weights, int own)
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

    private void ListByLeft(LivePairs pairs)
    {
        Count(pairs.Left, _leftStarts);
        for (var p = 0; p < _edges.Length; p++)
            _edges[p] = new Edge { FromLeft = 1, FromRight = 1, Left = pairs.Left[p], Right = pairs.Right[p] };
    }

    private void ListByRight(LivePairs pairs)
    {
        Count(pairs.Right, _rightStarts);
        var next = (int[])_rightStarts.Clone();
        for (var p = 0; p < _byRight.Length; p++)
            _byRight[next[pairs.Right[p]]++] = p;
    }

    /// <summary>A pair with what its ends tell each other, in half a cache line: the pairs of a record lie far apart.</summary>
    private struct Edge
    {
        public double Odds;
        public double FromLeft;
        public double FromRight;
        public int Left;
        public int Right;
    }
}
