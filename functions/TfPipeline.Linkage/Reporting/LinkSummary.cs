namespace TfPipeline.Linkage.Reporting;

/// <summary>Counts and expected quality of a linkage.</summary>
/// <param name="People">Cohort people.</param>
/// <param name="Matches">People with a Match.</param>
/// <param name="Possible">People with a Possible.</param>
/// <param name="Ambiguous">People with an Ambiguous.</param>
/// <param name="ExpectedMatches">True matches that the model expects.</param>
/// <param name="ExpectedPrecision">Share of the matches that the model expects to be right.</param>
/// <param name="ExpectedRecall">Share of the expected true matches that were taken.</param>
/// <param name="HasConverged">False when the fit stopped at its limit.</param>
/// <param name="DroppedPairs">Pairs of blocks that were too large to compare at all.</param>
public sealed record LinkSummary(
    int People, int Matches, int Possible, int Ambiguous, double ExpectedMatches, double ExpectedPrecision, double ExpectedRecall, bool HasConverged, long DroppedPairs)
{
    /// <summary>Summarises a result.</summary>
    public static LinkSummary Of(LinkageResult result)
    {
        var links = result.Links;
        var counts = links.Status.GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        var right = 0.0;
        for (var i = 0; i < links.Count; i++)
            right += links.Status[i] == LinkStatus.Match ? links.Probability[i] : 0;
        var matches = counts.GetValueOrDefault(LinkStatus.Match);
        return new LinkSummary(
            links.CohortCount, matches, counts.GetValueOrDefault(LinkStatus.Possible), counts.GetValueOrDefault(LinkStatus.Ambiguous),
            result.Model.ExpectedMatches, matches == 0 ? 0 : right / matches, Math.Min(1, right / Math.Max(result.Model.ExpectedMatches, 1e-9)),
            result.Model.HasConverged, result.BlockingCosts.Sum(l => l.DroppedPairs));
    }
}
