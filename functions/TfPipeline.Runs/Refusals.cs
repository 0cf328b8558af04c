namespace TfPipeline.Runs;

/// <summary>Keeps the reasons for which a run is refused short enough for a message.</summary>
internal static class Refusals
{
    private const int LongestTogether = 1200;

    /// <summary>The same reasons; where they are too long together, each is cut to an equal share and says so.</summary>
    public static List<string> Fit(List<string> refusals)
    {
        if (refusals.Sum(refusal => refusal.Length) <= LongestTogether)
            return refusals;
        var share = LongestTogether / refusals.Count;
        return refusals.ConvertAll(refusal => refusal.Length <= share ? refusal : refusal[..(share - 1)] + "…");
    }
}
