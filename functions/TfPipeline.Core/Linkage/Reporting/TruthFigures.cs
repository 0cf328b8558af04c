namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>How a linkage compares with the truth.</summary>
/// <param name="TruePairs">Pairs that belong together.</param>
/// <param name="Candidates">How many of them were kept as candidates: what blocking lets through.</param>
/// <param name="Taken">Matches whose truth is known.</param>
/// <param name="Right">Those that are right.</param>
/// <param name="ExpectedMatches">Sum of the probabilities of all pairs whose truth is known.</param>
/// <param name="Bins">Probabilities beside the truth.</param>
public sealed record TruthFigures(double TruePairs, int Candidates, int Taken, int Right, double ExpectedMatches, IReadOnlyList<CalibrationBin> Bins)
{
    /// <summary>Share of the matches that are right.</summary>
    public double Precision => Taken == 0 ? 0 : (double)Right / Taken;

    /// <summary>Share of the true pairs that are matches.</summary>
    public double Recall => TruePairs == 0 ? 0 : Right / TruePairs;

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Right == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Mean distance between stated and observed share over the pairs of all bins.</summary>
    public double CalibrationError => Bins.Sum(b => b.Pairs) is > 0 and var all ? Bins.Sum(b => Math.Abs((b.Mean * b.Pairs) - b.Right)) / all : 0;

    internal static TruthFigures Of(LinkageResult result, LinkageTruth truth)
    {
        var (pairs, fitted, links) = (result.Pairs!, result.Fitted!, result.Links);
        var calibration = new Calibration();
        var (candidates, expected) = (0, 0.0);
        for (var p = 0; p < pairs.Count; p++)
        {
            if (truth.IsSame(pairs.Left[p], pairs.RecordIds[pairs.Right[p]]) is not { } same)
                continue;
            candidates += same ? 1 : 0;
            expected += fitted.Probabilities[p];
            calibration.Add(fitted.Probabilities[p], same);
        }

        var judged = Enumerable.Range(0, links.Count).Where(k => links.Status[k] == LinkStatus.Match)
            .Select(k => truth.IsSame(links.CohortIndex[k], links.RecordId[k])).Where(same => same is not null).ToList();
        return new TruthFigures(truth.TruePairs, candidates, judged.Count, judged.Count(same => same == true), expected, calibration.Bins());
    }
}

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

/// <summary>Interval of a share.</summary>
internal static class Proportion
{
    private const double Normal975 = 1.9599639845400545;

    /// <summary>Wilson's 95 % score interval (Journal of the American Statistical Association 22, 1927): sound near 0 and 1 too.</summary>
    public static (double Low, double High) Interval(int part, int whole)
    {
        if (whole == 0)
            return (0, 1);
        var (n, share, z2) = ((double)whole, (double)part / whole, Normal975 * Normal975);
        var centre = (share + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Normal975 / (1 + (z2 / n)) * Math.Sqrt((share * (1 - share) / n) + (z2 / (4 * n * n)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
