namespace TfPipeline.Evaluation;

/// <summary>
/// Models that are fitted in the comparison group alone, on the covariates of a propensity model, and predict for everyone. What depends on the
/// covariates only is made once for all of them: the rows of the comparison group and their sums of products.
/// </summary>
internal sealed class ComparisonModels
{
    private readonly DesignMatrix _design;
    private readonly CentredDesign _centred;
    private readonly DesignMatrix _rows;
    private readonly bool[] _treated;
    private readonly int[] _units;
    private readonly double[] _products;

    public ComparisonModels(DesignMatrix design, CentredDesign centred, bool[] treated)
    {
        (_design, _centred, _treated) = (design, centred, treated);
        _units = [.. Enumerable.Range(0, treated.Length).Where(i => !treated[i])];
        _rows = _centred.Matrix.Select(_units);
        _products = CrossProduct.Of(_rows);
    }

    public bool IsOf(bool[] treated) => _treated.AsSpan().SequenceEqual(treated);

    /// <summary>
    /// The probability of an event. A rare one is soon separated by forty covariates; a model pulled towards its mean is still a model, so a ridge
    /// takes over there.
    /// </summary>
    /// <param name="isEvent">Whether it happened to a unit.</param>
    public LogisticFit Event(Func<int, bool> isEvent)
    {
        var happened = Array.ConvertAll(_units, u => isEvent(u));

        // From the intercept that gives everyone the mean, where the information is the sums of products times one number.
        var mean = Math.Clamp((double)happened.Count(h => h) / happened.Length, 1e-6, 1 - 1e-6);
        var start = new double[_rows.Columns.Length];
        start[0] = Math.Log(mean / (1 - mean));
        var point = new StartingPoint(start, Array.ConvertAll(_products, p => mean * (1 - mean) * p));
        return LogisticRegression.FitFrom(point, point, _design, _centred, new LogisticDerivatives(_rows, happened, 1), new LogisticOptions(), withRidge: true)!;
    }

    /// <summary>The mean of an amount, by least squares.</summary>
    public LogisticFit Amount(double[] amounts)
    {
        var point = new StartingPoint(new double[_rows.Columns.Length], _products);
        return LogisticRegression.FitFrom(
            point, point, _design, _centred, new LinearDerivatives(_rows, DesignMatrix.Take(amounts, _units), _products, 1), new LogisticOptions(), withRidge: true)!;
    }
}
