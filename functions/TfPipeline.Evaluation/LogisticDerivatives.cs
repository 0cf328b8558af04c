namespace TfPipeline.Evaluation;

/// <summary>Logistic regression of <paramref name="outcome"/> on the covariates, over the units that <paramref name="included"/> has, or over all.</summary>
internal sealed class LogisticDerivatives(DesignMatrix design, bool[] outcome, int threads, bool[]? included = null) : LikelihoodDerivatives(design, threads)
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
            if (included is not null && !included[start + i])
            {
                (weight[i], residual[i]) = (0, 0);
                continue;
            }

            var isOne = outcome[start + i];
            weight[i] = p * q;
            residual[i] = isOne ? q : -p;
            logLikelihood += (isOne == (eta[i] >= 0) ? 0 : -Math.Abs(eta[i])) - Math.Log(1 + e);
        }

        return logLikelihood;
    }
}
