namespace TfPipeline.Linkage.Reporting;

/// <summary>Candidates whose odds, prior and fields together, lie in one range.</summary>
/// <param name="From">Base-2 logarithm of the odds from which a pair is in.</param>
/// <param name="To">Where the next bin begins.</param>
/// <param name="Linked">Pairs that became matches.</param>
/// <param name="NotLinked">Pairs that did not.</param>
/// <param name="Expected">Expected true matches among both.</param>
public sealed record WeightBin(double From, double To, int Linked, int NotLinked, double Expected)
{
    private const int MostBins = 16;

    internal static IReadOnlyList<WeightBin> Of(LinkageResult result)
    {
        var (pairs, fitted) = (result.Pairs!, result.Fitted!);
        if (pairs.Count == 0)
            return [];
        var taken = Taken(result.Links);
        var weights = Array.ConvertAll(fitted.LogOdds, o => o / Math.Log(2));
        var (least, most) = (weights.Min(), weights.Max());
        var width = 1.0;
        while (Math.Floor(most / width) - Math.Floor(least / width) >= MostBins)
            width *= 2;
        var first = (int)Math.Floor(least / width);
        var count = (int)Math.Floor(most / width) - first + 1;
        var (linked, rest, expected) = (new int[count], new int[count], new double[count]);
        for (var p = 0; p < weights.Length; p++)
        {
            var bin = (int)Math.Floor(weights[p] / width) - first;
            expected[bin] += fitted.Probabilities[p];
            if (taken.Contains((pairs.Left[p], pairs.RecordIds[pairs.Right[p]])))
                linked[bin]++;
            else
                rest[bin]++;
        }

        return [.. Enumerable.Range(0, count).Select(b => new WeightBin((first + b) * width, (first + b + 1) * width, linked[b], rest[b], expected[b]))];
    }

    private static HashSet<(int, string)> Taken(LinkTable links)
        => [.. Enumerable.Range(0, links.Count).Where(k => links.Status[k] == LinkStatus.Match).Select(k => (links.CohortIndex[k], links.RecordId[k]))];
}
