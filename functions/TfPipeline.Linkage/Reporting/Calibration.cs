namespace TfPipeline.Linkage.Reporting;

/// <summary>Pairs whose probability lies in one range, beside what they are.</summary>
/// <param name="From">Probability from which a pair is in.</param>
/// <param name="To">Where the next bin begins.</param>
/// <param name="Pairs">Pairs.</param>
/// <param name="Mean">Mean probability.</param>
/// <param name="Right">Pairs that belong together.</param>
public sealed record CalibrationBin(double From, double To, int Pairs, double Mean, int Right)
{
    /// <summary>Share of the pairs that belong together.</summary>
    public double Share => Pairs == 0 ? 0 : (double)Right / Pairs;

    /// <summary>95 % interval of the share.</summary>
    public (double Low, double High) Interval => Proportion.Interval(Right, Pairs);
}

/// <summary>Sorts pairs into bins of probability.</summary>
public sealed class Calibration
{
    // Finer at the ends, where most pairs are. Below a hundredth a pair is no candidate for a link.
    private static readonly double[] Edges = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

    private readonly int[] _pairs = new int[Edges.Length - 1];
    private readonly int[] _right = new int[Edges.Length - 1];
    private readonly double[] _sums = new double[Edges.Length - 1];

    /// <summary>Adds a pair; one below the lowest bin is left out.</summary>
    public void Add(double probability, bool isRight)
    {
        var bin = _pairs.Length - 1;
        while (bin >= 0 && probability < Edges[bin])
            bin--;
        if (bin < 0)
            return;
        _pairs[bin]++;
        _right[bin] += isRight ? 1 : 0;
        _sums[bin] += probability;
    }

    /// <summary>The bins, lowest first; an empty one has no pairs.</summary>
    public IReadOnlyList<CalibrationBin> Bins()
        => [.. Enumerable.Range(0, _pairs.Length).Select(b => new CalibrationBin(Edges[b], Edges[b + 1], _pairs[b], _pairs[b] == 0 ? 0 : _sums[b] / _pairs[b], _right[b]))];
}
