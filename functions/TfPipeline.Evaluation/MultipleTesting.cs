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

    /// <summary>
    /// Step-down adjusted p values of Holm (Scandinavian Journal of Statistics 6, 1979), in the given order: the chance that any result with an
    /// adjusted value up to q is false stays at or below q.
    /// </summary>
    public static double[] Holm(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var order = Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).ToArray();
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        for (var place = 0; place < order.Length; place++)
        {
            largest = Math.Max(largest, Math.Min(1, pValues[order[place]] * (order.Length - place)));
            adjusted[order[place]] = largest;
        }

        return adjusted;
    }
}
