namespace TfPipeline.Evaluation;

/// <summary>Least squares of <paramref name="outcome"/> on the covariates, over the units that <paramref name="included"/> has.</summary>
internal sealed class LinearDerivatives(DesignMatrix design, double[] outcome, int threads, bool[] included) : LikelihoodDerivatives(design, threads)
{
    protected override double Units(int start, int count, ReadOnlySpan<double> eta, Span<double> weight, Span<double> residual)
    {
        var objective = 0.0;
        for (var i = 0; i < count; i++)
        {
            Fitted[start + i] = eta[i];
            var isIn = included[start + i];
            weight[i] = isIn ? 1 : 0;
            residual[i] = isIn ? outcome[start + i] - eta[i] : 0;
            objective -= residual[i] * residual[i] / 2;
        }

        return objective;
    }
}
