namespace TfPipeline.Core.Linkage;

/// <summary>
/// Match probabilities when people and records may be linked at most once: the marginals of the distribution in which a set of
/// links without a shared end has a weight equal to the product of its odds. Sum-product messages on the graph of pairs give them
/// exactly on trees (nearly every component is one) and closely elsewhere; damping in logarithms makes them settle on cycles.
/// </summary>
internal sealed class MatchingPosterior
{
    private readonly Cardinality _cardinality;
    private readonly int[] _leftStarts;
    private readonly int[] _rightStarts;
    private readonly int[] _byRight;
    private readonly double[] _fromLeft;
    private readonly double[] _fromRight;

    public MatchingPosterior(LivePairs pairs, int lefts, Cardinality cardinality)
    {
        _cardinality = cardinality;
        _leftStarts = Starts(pairs.Left, lefts);
        _rightStarts = Starts(pairs.Right, pairs.Rights);
        _byRight = new int[pairs.Count];
        var next = (int[])_rightStarts.Clone();
        for (var p = 0; p < pairs.Count; p++)
            _byRight[next[pairs.Right[p]]++] = p;
        _fromLeft = Filled(pairs.Count);
        _fromRight = Filled(pairs.Count);
    }

    /// <summary>Writes the probability of every pair.</summary>
    /// <param name="odds">Odds of each pair on its own.</param>
    /// <param name="sweeps">Rounds of messages; those of the last call are the start.</param>
    /// <param name="probabilities">Receives the result.</param>
    public void Compute(double[] odds, int sweeps, double[] probabilities)
    {
        if (_cardinality == Cardinality.ManyToMany)
            sweeps = 0;
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            if (_cardinality == Cardinality.OneToOne)
                Send(_leftStarts, null, odds, _fromRight, _fromLeft);
            Send(_rightStarts, _byRight, odds, _fromLeft, _fromRight);
        }

        for (var p = 0; p < odds.Length; p++)
        {
            var free = odds[p] * _fromLeft[p] * _fromRight[p];
            probabilities[p] = free / (1 + free);
        }
    }

    /// <summary>Each end tells each of its pairs how free its other pairs leave it.</summary>
    private static void Send(int[] starts, int[]? order, double[] odds, double[] received, double[] sent)
    {
        for (var node = 0; node + 1 < starts.Length; node++)
        {
            int start = starts[node], end = starts[node + 1];
            if (end - start < 2)
                continue;
            var all = 1.0;
            for (var a = start; a < end; a++)
                all += Weight(a);
            for (var a = start; a < end; a++)
            {
                var p = order is null ? a : order[a];
                sent[p] = Math.Sqrt(sent[p] / (Weight(a) <= all / 2 ? all - Weight(a) : Others(a, start, end)));
            }
        }

        double Weight(int a)
        {
            var p = order is null ? a : order[a];
            return odds[p] * received[p];
        }

        // The pair that outweighs the others is left out of the sum, not subtracted: a difference would be noise.
        double Others(int own, int start, int end)
        {
            var others = 1.0;
            for (var a = start; a < end; a++)
                others += a == own ? 0 : Weight(a);
            return others;
        }
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
}
