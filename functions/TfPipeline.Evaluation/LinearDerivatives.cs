namespace TfPipeline.Evaluation;

/// <summary>Least squares of <paramref name="outcome"/> on the covariates, whose sums of products, its information anywhere, are <paramref name="products"/>.</summary>
internal sealed class LinearDerivatives(DesignMatrix design, double[] outcome, double[] products, int threads) : LikelihoodDerivatives(design, threads)
{
    protected override double[]? ConstantInformation => products;

    protected override double Units(int start, int count, ReadOnlySpan<double> eta, Span<double> weight, Span<double> residual)
    {
        var objective = 0.0;
        for (var i = 0; i < count; i++)
        {
            Fitted[start + i] = eta[i];
            weight[i] = 1;
            residual[i] = outcome[start + i] - eta[i];
            objective -= residual[i] * residual[i] / 2;
        }

        return objective;
    }
}
