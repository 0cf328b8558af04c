namespace TfPipeline.Linkage;

/// <summary>
/// Drops pairs that no plausible fit could call a match, by the parameters before the first iteration. These rest on counts of all
/// partitions, so every partition applies the same limit.
/// </summary>
internal sealed class PairPrefilter(PairScorer scorer, double threshold)
{
    /// <summary>Also true for a pair that is plausible without its UPN and NINO, because linkage is run without them too.</summary>
    public bool IsPlausible(int left, int pattern)
        => scorer.Score(left, pattern) >= threshold
            || (ComparisonVector.WithoutNumbers(pattern) is var without && without != pattern && scorer.Score(left, without) >= threshold);

    /// <summary>True where the first of two patterns of one pair is the better one; does not depend on their order.</summary>
    public bool IsBetter(int left, int pattern, int than)
    {
        var (a, b) = (scorer.Score(left, pattern), scorer.Score(left, than));
        return a > b || (a.Equals(b) && pattern < than);
    }
}
