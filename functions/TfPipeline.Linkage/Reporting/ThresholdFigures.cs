namespace TfPipeline.Linkage.Reporting;

/// <summary>What the model expects of the links at or above a probability.</summary>
/// <param name="Threshold">The probability.</param>
/// <param name="Pairs">Pairs at or above it.</param>
/// <param name="Precision">Share of them expected to be right.</param>
/// <param name="Recall">Share of the expected matches among the candidates that they hold.</param>
public sealed record ThresholdFigures(double Threshold, int Pairs, double Precision, double Recall)
{
    // Below one half two pairs of one person could both be above it, and the assignment would choose between them.
    private static readonly double[] Usual = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999];

    internal static IReadOnlyList<ThresholdFigures> Of(LinkageResult result, double used)
    {
        double[] shown = used < Usual[0] ? Usual : [.. Usual.Append(used).Distinct().Order()];
        var (pairs, sums) = (new int[shown.Length], new double[shown.Length]);
        foreach (var p in result.Fitted!.Probabilities)
        {
            for (var t = 0; t < shown.Length && p >= shown[t]; t++)
                (pairs[t], sums[t]) = (pairs[t] + 1, sums[t] + p);
        }

        return [.. shown.Select((threshold, t) => new ThresholdFigures(
            threshold, pairs[t], pairs[t] == 0 ? 1 : sums[t] / pairs[t], Math.Min(1, sums[t] / Math.Max(result.Model.ExpectedMatches, 1e-9))))];
    }
}
