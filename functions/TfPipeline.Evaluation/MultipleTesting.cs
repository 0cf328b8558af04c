namespace TfPipeline.Evaluation;

/// <summary>Adjustment of p values for many outcomes.</summary>
public static class MultipleTesting
{
    /// <summary>
    /// Step-up adjusted p values of Benjamini and Hochberg (Journal of the Royal Statistical Society B 57, 1995), in the given order.
    /// Calling results with an adjusted value up to q significant keeps the expected share of false ones at or below q.
    /// </summary>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var order = Enumerable.Range(0, pValues.Count).OrderByDescending(i => pValues[i]).ToArray();
        var adjusted = new double[pValues.Count];
        var smallest = 1.0;
        for (var place = 0; place < order.Length; place++)
        {
            var rank = order.Length - place;
            smallest = Math.Min(smallest, pValues[order[place]] * order.Length / rank);
            adjusted[order[place]] = smallest;
        }

        return adjusted;
    }
}
