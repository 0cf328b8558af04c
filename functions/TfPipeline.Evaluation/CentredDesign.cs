namespace TfPipeline.Evaluation;

/// <summary>
/// A matrix whose columns far from zero, beside their spread, are moved to it. Dates as numbers and amounts on a high level would
/// otherwise lose their spread in sums of squares, and count as combinations of the intercept.
/// </summary>
/// <remarks>Both matrices span the same columns, so fitted values, influence values and estimates are the same for either.</remarks>
internal sealed class CentredDesign
{
    // Squares of eight standard deviations cost less than two of sixteen digits. Columns nearer to zero stay as they are and cost no copy.
    private const double FarFromZero = 8;

    private readonly double[] _shift;

    private CentredDesign(DesignMatrix matrix, double[] shift) => (Matrix, _shift) = (matrix, shift);

    public DesignMatrix Matrix { get; }

    public static CentredDesign Of(DesignMatrix design)
    {
        var shift = new double[design.Columns.Length];
        var columns = (DesignColumn[])design.Columns.Clone();
        for (var j = 1; j < columns.Length; j++)
        {
            if (columns[j].IsBinary || columns[j].Length == 0)
                continue;
            var values = columns[j].ToArray();
            var (mean, spread) = Moments(values);
            if (Math.Abs(mean) <= FarFromZero * spread)
                continue;
            shift[j] = mean;
            columns[j] = DesignColumn.Of(Array.ConvertAll(values, v => v - mean));
        }

        return new CentredDesign(design.With(columns), shift);
    }

    /// <summary>Coefficients for the covariates as given: moving a column moves the intercept only.</summary>
    public double[] OnGivenScale(double[] coefficients) => WithIntercept(coefficients, -1);

    /// <summary>Coefficients for the centred covariates.</summary>
    public double[] OnCentredScale(double[] coefficients) => WithIntercept(coefficients, 1);

    /// <summary>Standard errors for the covariates as given; not a number for aliased columns.</summary>
    public double[] StandardErrors(SymmetricFactor information)
    {
        double[] errors = [.. information.InverseDiagonal().Select(Math.Sqrt)];
        if (Array.TrueForAll(_shift, s => s == 0))
            return errors;

        // The intercept as given is the centred one less the shifts times their coefficients.
        var contrast = Array.ConvertAll(_shift, s => -s);
        contrast[0] = 1;
        var solved = information.Solve(contrast);
        errors[0] = Math.Sqrt(Enumerable.Range(0, contrast.Length).Sum(j => information.Aliased[j] ? 0 : contrast[j] * solved[j]));
        return errors;
    }

    private double[] WithIntercept(double[] coefficients, int sign)
    {
        var moved = (double[])coefficients.Clone();
        for (var j = 1; j < moved.Length; j++)
            moved[0] += sign * _shift[j] * coefficients[j];
        return moved;
    }

    // About the first value, so that the sums themselves lose nothing.
    private static (double Mean, double Spread) Moments(double[] values)
    {
        double sum = 0, squares = 0;
        foreach (var value in values)
            sum += (value - values[0]) / values.Length;
        foreach (var value in values)
            squares += (value - values[0] - sum) * (value - values[0] - sum) / values.Length;
        return (values[0] + sum, Math.Sqrt(squares));
    }
}
