namespace TfPipeline.Evaluation;

/// <summary>
/// Entropy balancing as a model of one linear predictor: the weight of a comparison unit is the exponential of it, and the score is each
/// covariate's programme total less its weighted comparison total, so that the maximum balances every mean.
/// </summary>
/// <remarks>The fitted value of a comparison unit is its weight; that of a programme unit is zero.</remarks>
internal sealed class TiltingDerivatives(DesignMatrix design, bool[] treated, int threads) : LikelihoodDerivatives(design, threads)
{
    protected override double Units(int start, int count, ReadOnlySpan<double> eta, Span<double> weight, Span<double> residual)
    {
        var objective = 0.0;
        for (var i = 0; i < count; i++)
        {
            if (treated[start + i])
            {
                (Fitted[start + i], weight[i], residual[i]) = (0, 0, 1);
                objective += eta[i];
                continue;
            }

            var tilt = Math.Exp(eta[i]);
            (Fitted[start + i], weight[i], residual[i]) = (tilt, tilt, -tilt);
            objective -= tilt;
        }

        return objective;
    }
}
