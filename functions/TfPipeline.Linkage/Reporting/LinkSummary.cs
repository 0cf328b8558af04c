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
    /// <summary>Matches that a twin or a namesake in the same household would explain as well.</summary>
    public RelativeLikeMatches RelativeLike { get; init; } = new(0, 0, 0);

    /// <summary>Share of the matches that is right if every one of <see cref="RelativeLike"/> is a relative: the least that precision can be through them.</summary>
    public double PrecisionIfRelatives { get; init; }

    /// <summary>Records of the right file that are a Match of more than one person; 0 within one file.</summary>
    public int RecordsOfSeveralPeople { get; init; }

    /// <summary>Summarises a result.</summary>
    public static LinkSummary Of(LinkageResult result)
    {
        var links = result.Links;
        var counts = links.Status.GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        var right = 0.0;
        for (var i = 0; i < links.Count; i++)
            right += links.Status[i] == LinkStatus.Match ? links.Probability[i] : 0;
        var matches = counts.GetValueOrDefault(LinkStatus.Match);
        var relatives = RelativeLikeMatches.Of(links, result.Pairs!);
        return new LinkSummary(
            links.CohortCount, matches, counts.GetValueOrDefault(LinkStatus.Possible), counts.GetValueOrDefault(LinkStatus.Ambiguous),
            result.Model.ExpectedMatches, matches == 0 ? 0 : right / matches, Math.Min(1, right / Math.Max(result.Model.ExpectedMatches, 1e-9)),
            result.Model.HasConverged, result.BlockingCosts.Sum(l => l.DroppedPairs))
        {
            RelativeLike = relatives,
            PrecisionIfRelatives = matches == 0 ? 0 : (right - relatives.ExpectedRight) / matches,
            RecordsOfSeveralPeople = result.MayShareRecords ? SeveralPeople(links) : 0,
        };
    }

    private static int SeveralPeople(LinkTable links)
        => Enumerable.Range(0, links.Count).Where(k => links.Status[k] == LinkStatus.Match).GroupBy(k => links.RecordId[k], StringComparer.Ordinal).Count(g => g.Count() > 1);
}
