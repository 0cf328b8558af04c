namespace TfPipeline.Linkage.Reporting;

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
