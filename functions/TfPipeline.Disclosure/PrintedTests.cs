namespace TfPipeline.Disclosure;

/// <summary>Benjamini and Hochberg's adjustment made again from p values of printed figures, estimator by estimator.</summary>
internal static class PrintedTests
{
    /// <summary>A withheld estimate still counts as a test that was made; its p value is taken as 1 and so tells nothing.</summary>
    public static List<PrintedEstimate> Adjust(IReadOnlyList<PrintedEstimate> shown)
    {
        var adjusted = shown.ToList();
        foreach (var family in Enumerable.Range(0, shown.Count).Where(i => shown[i].Row.AdjustedPValue is not null).GroupBy(i => shown[i].Row.Estimator, StringComparer.Ordinal))
        {
            int[] fromLargest = [.. family.OrderByDescending(PValue)];
            var least = 1.0;
            for (var k = 0; k < fromLargest.Length; k++)
            {
                least = Math.Min(least, PValue(fromLargest[k]) * fromLargest.Length / (fromLargest.Length - k));
                if (shown[fromLargest[k]].PValue is not null)
                    adjusted[fromLargest[k]] = shown[fromLargest[k]] with { AdjustedPValue = PrintedEstimate.AtLeast(least) };
            }
        }

        return adjusted;

        double PValue(int i) => shown[i].FinePValue ?? 1;
    }
}
