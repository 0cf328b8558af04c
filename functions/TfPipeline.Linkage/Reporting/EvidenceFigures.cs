namespace TfPipeline.Linkage.Reporting;

/// <summary>Links that rest on the same kind of agreement.</summary>
/// <param name="Evidence">The kind.</param>
/// <param name="Matches">Matches.</param>
/// <param name="Possible">Links that are possible.</param>
/// <param name="Ambiguous">Links that are ambiguous.</param>
/// <param name="ExpectedRight">Matches that the model expects to be right.</param>
/// <param name="Right">Matches that are right; null where no truth was given.</param>
public sealed record EvidenceFigures(LinkEvidence Evidence, int Matches, int Possible, int Ambiguous, double ExpectedRight, int? Right)
{
    internal static IReadOnlyList<EvidenceFigures> Of(LinkTable links, LinkageTruth? truth)
    {
        var counts = new int[Enum.GetValues<LinkEvidence>().Length, Enum.GetValues<LinkStatus>().Length];
        var expected = new double[counts.GetLength(0)];
        var right = new int[expected.Length];
        for (var k = 0; k < links.Count; k++)
        {
            var evidence = (int)links.Evidence[k];
            counts[evidence, (int)links.Status[k]]++;
            if (links.Status[k] != LinkStatus.Match)
                continue;
            expected[evidence] += links.Probability[k];
            right[evidence] += truth?.IsSame(links.CohortIndex[k], links.RecordId[k]) == true ? 1 : 0;
        }

        return [.. Enum.GetValues<LinkEvidence>().Select(p => new EvidenceFigures(
            p, counts[(int)p, (int)LinkStatus.Match], counts[(int)p, (int)LinkStatus.Possible], counts[(int)p, (int)LinkStatus.Ambiguous],
            expected[(int)p], truth is null ? null : right[(int)p]))];
    }
}
