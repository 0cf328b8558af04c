namespace TfPipeline.Linkage.Reporting;

/// <summary>
/// Matches that a relative in the same household would explain as well. No number agrees, surname and postcode are equal, and either the date
/// of birth is equal and the forenames are quite different (a twin), or the forename is equal and the dates are quite different (a parent and
/// child of one name). Two files in which only the relative is recorded look the same as two files with a wrong entry.
/// </summary>
/// <param name="Twins">Matches of the first kind.</param>
/// <param name="Namesakes">Matches of the second kind.</param>
/// <param name="ExpectedRight">Sum of the probabilities of both kinds.</param>
public sealed record RelativeLikeMatches(int Twins, int Namesakes, double ExpectedRight)
{
    /// <summary>Both kinds.</summary>
    public int Count => Twins + Namesakes;

    internal static RelativeLikeMatches Of(LinkTable links, CandidatePairs pairs)
    {
        var (twins, namesakes, right) = (0, 0, 0.0);
        for (var k = 0; k < links.Count; k++)
        {
            // The kind of evidence excludes nearly all links before their pair is looked up.
            if (links.Status[k] != LinkStatus.Match || links.Evidence[k] != LinkEvidence.OneDiffers)
                continue;
            var levels = ComparisonVector.Levels(pairs.Patterns[PairOf(links, k, pairs)]);
            if (levels[1] != NameLevel.Exact || levels[3] != PostcodeLevel.Exact)
                continue;
            var isTwin = levels[0] == NameLevel.Differ && levels[2] == DateLevel.Exact;
            var isNamesake = levels[0] == NameLevel.Exact && levels[2] == DateLevel.Differ;
            twins += isTwin ? 1 : 0;
            namesakes += isNamesake ? 1 : 0;
            right += isTwin || isNamesake ? links.Probability[k] : 0;
        }

        return new RelativeLikeMatches(twins, namesakes, right);
    }

    private static int PairOf(LinkTable links, int k, CandidatePairs pairs)
    {
        var p = FirstPairOf(links.CohortIndex[k], pairs);
        while (pairs.RecordIds[pairs.Right[p]] != links.RecordId[k])
            p++;
        return p;
    }

    private static int FirstPairOf(int person, CandidatePairs pairs)
    {
        var (low, high) = (0, pairs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = pairs.Left[middle] < person ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
