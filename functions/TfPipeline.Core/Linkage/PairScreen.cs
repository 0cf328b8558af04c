namespace TfPipeline.Core.Linkage;

/// <summary>
/// Tells pairs that could be matches under any plausible fit from the many that could not, by the parameters before the first iteration.
/// They rest on counts of all partitions, so every partition draws the same line.
/// </summary>
internal sealed class PairScreen(PairScorer scorer, double threshold)
{
    /// <summary>Also true for a pair that only its numbers speak against: linkage is tried without them too.</summary>
    public bool IsPlausible(int left, int pattern)
        => scorer.Score(left, pattern) >= threshold
            || (Pattern.WithoutNumbers(pattern) is var without && without != pattern && scorer.Score(left, without) >= threshold);

    /// <summary>Of two patterns of one pair the better, whatever their order.</summary>
    public bool IsBetter(int left, int pattern, int than)
    {
        var (a, b) = (scorer.Score(left, pattern), scorer.Score(left, than));
        return a > b || (a.Equals(b) && pattern < than);
    }
}
