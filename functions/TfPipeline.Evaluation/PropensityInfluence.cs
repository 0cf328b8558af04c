namespace TfPipeline.Evaluation;

/// <summary>Each unit's influence on the weighted comparison mean through the propensity coefficients: second term of equation (5).</summary>
internal static class PropensityInfluence
{
    public static void AddTo(WeightedMeans means, LogisticFit fit, bool[] treated, double[] outcome, AttWeights weights)
    {
        // Derivative of the weighted comparison mean by each coefficient: an odds weight grows by itself times the covariate.
        var slope = new double[treated.Length];
        for (var i = 0; i < slope.Length; i++)
        {
            if (!treated[i] && !weights.Capped[i])
                slope[i] = weights.Values[i] * (outcome[i] - means.Comparison) / means.ComparisonWeight;
        }

        var lift = Lift(fit, slope);
        for (var i = 0; i < lift.Length; i++)
            means.ComparisonInfluence[i] += lift[i] * ((treated[i] ? 1 : 0) - fit.Fitted[i]);
    }

    /// <summary>
    /// A figure whose derivative by the coefficients is the sum of covariates times <paramref name="slope"/> moves, for each unit, by this times
    /// the unit's residual in the model.
    /// </summary>
    public static double[] Lift(LogisticFit fit, double[] slope)
    {
        var columns = fit.Centred.Columns;
        var gradient = new double[columns.Length];
        for (var j = 0; j < gradient.Length; j++)
            gradient[j] = columns[j].Dot(0, slope);
        var direction = fit.Information.Solve(gradient);
        var lift = new double[slope.Length];
        for (var j = 0; j < direction.Length; j++)
        {
            if (direction[j] != 0)
                columns[j].AddScaled(0, direction[j], lift);
        }

        return lift;
    }
}
