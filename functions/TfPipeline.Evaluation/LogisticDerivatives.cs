namespace TfPipeline.Evaluation;

/// <summary>Logistic regression of <paramref name="outcome"/> on the covariates.</summary>
internal sealed class LogisticDerivatives(DesignMatrix design, bool[] outcome, int threads) : LikelihoodDerivatives(design, threads)
{
    protected override double Units(int start, int count, ReadOnlySpan<double> eta, Span<double> weight, Span<double> residual)
    {
        var logLikelihood = 0.0;
        for (var i = 0; i < count; i++)
        {
            // Only exp of a non-positive number, so that neither tail overflows.
            var e = Math.Exp(-Math.Abs(eta[i]));
            var small = e / (1 + e);
            var p = eta[i] >= 0 ? 1 / (1 + e) : small;
            var q = eta[i] >= 0 ? small : 1 / (1 + e);
            Fitted[start + i] = p;
            var isOne = outcome[start + i];
            weight[i] = p * q;
            residual[i] = isOne ? q : -p;
            logLikelihood += (isOne == (eta[i] >= 0) ? 0 : -Math.Abs(eta[i])) - Math.Log(1 + e);
        }

        return logLikelihood;
    }

    protected override double Mean(double eta)
    {
        var e = Math.Exp(-Math.Abs(eta));
        return eta >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}
