namespace TfPipeline.Core.Evaluation;

/// <summary>
/// Maximum-likelihood logistic regression by Newton's method (iteratively reweighted least squares), for propensity models.
/// </summary>
public static class LogisticRegression
{
    private const int MaximumHalvings = 30;

    // A step of a tenth of a standard deviation changes no probability by more than a few hundredths.
    private const double Near = 0.1;

    // Steps with old information shrink by a factor, not quadratically: they go on to this part of the tolerance.
    private const double LastOfTolerance = 1e-3;
    private const double LeastShrinkage = 4;

    /// <summary>
    /// Fits the probability of being treated. When the groups are separated by the covariates, so that no finite maximum exists, a
    /// ridge fit takes over and says so in <see cref="LogisticFit.RidgePriorScale"/>.
    /// </summary>
    /// <remarks>Refuses an empty group. Time grows with units × columns²; 1 M × 40 takes seconds.</remarks>
    public static LogisticFit Fit(DesignMatrix design, bool[] treated, LogisticOptions? options = null) => Fit(design, treated, options, null);

    /// <summary>The same from the coefficients, by name, of a fit on nearly the same covariates, which saves steps.</summary>
    internal static LogisticFit Fit(DesignMatrix design, bool[] treated, LogisticOptions? options, IReadOnlyDictionary<string, double>? near)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(treated);
        options ??= new LogisticOptions();
        Inputs.RefuseUnequal(design.Rows, treated.Length, "treatment");
        Inputs.Groups(treated);
        var pass = new LogisticPass(design, treated, options.Threads);
        var start = Start(design, near);
        pass.Run(start);
        var spread = Spread(pass.Information, start.Length);
        var aliased = SymmetricFactor.TryCreate(pass.Information, start.Length, null)?.Aliased
            ?? throw new EvaluationInputException("the covariates' sums of products aren't finite; rescale the covariates");
        for (var j = 0; j < start.Length; j++)
            start[j] = aliased[j] ? 0 : start[j];
        return TryFit(design, pass, start, aliased, spread, new double[start.Length], null, options)
            ?? FitRidge(design, pass, aliased, spread, options);
    }

    private static LogisticFit FitRidge(
        DesignMatrix design, LogisticPass pass, bool[] aliased, double[] spread, LogisticOptions options)
    {
        var start = new double[spread.Length];
        pass.Run(start);
        var penalty = new double[start.Length];
        for (var j = 1; j < penalty.Length; j++)
            penalty[j] = spread[j] * spread[j] / (options.RidgePriorScale * options.RidgePriorScale);
        return TryFit(design, pass, start, aliased, spread, penalty, options.RidgePriorScale, options)
            ?? throw new EvaluationInputException("the propensity model has no fit even with a ridge penalty; rescale or drop covariates");
    }

    private static LogisticFit? TryFit(
        DesignMatrix design, LogisticPass pass, double[] start, bool[] aliased, double[] spread, double[] penalty, double? ridge,
        LogisticOptions options)
    {
        var coefficients = (double[])start.Clone();
        var limit = ridge is null ? options.MaximumIterations : 4 * options.MaximumIterations;
        for (var iteration = 1; iteration <= limit; iteration++)
        {
            var factor = Factor(pass, aliased, penalty);
            if (factor is null)
                return null;
            var step = factor.Solve(Gradient(pass, coefficients, penalty));
            var size = Size(step, spread);
            if (!Advance(pass, coefficients, step, penalty, withInformation: size is > Near or double.NaN))
                return null;
            if (size <= options.Tolerance || (size <= Near && Approach(pass, coefficients, factor, spread, penalty, size, options.Tolerance)))
                return Finish(design, pass, coefficients, aliased, penalty, ridge, iteration);
            if (size <= Near)
                pass.Run(coefficients);
        }

        return null;
    }

    /// <summary>
    /// Steps on with the information of the last Newton step, which hardly changes so near to the maximum: each costs a sum a column, not
    /// one a pair of columns. False when they stop shrinking fast.
    /// </summary>
    private static bool Approach(
        LogisticPass pass, double[] coefficients, SymmetricFactor factor, double[] spread, double[] penalty, double before, double tolerance)
    {
        for (var size = before; size > tolerance * LastOfTolerance;)
        {
            var step = factor.Solve(Gradient(pass, coefficients, penalty));
            var next = Size(step, spread);
            if (!(next <= size / LeastShrinkage) || !Advance(pass, coefficients, step, penalty, withInformation: false))
                return false;
            size = next;
        }

        return true;
    }

    private static LogisticFit? Finish(
        DesignMatrix design, LogisticPass pass, double[] coefficients, bool[] aliased, double[] penalty, double? ridge, int iteration)
    {
        pass.Run(coefficients);
        var factor = Factor(pass, aliased, penalty);
        return factor is null
            ? null
            : new LogisticFit(design, coefficients, factor, (double[])pass.Fitted.Clone())
            {
                LogLikelihood = pass.LogLikelihood,
                Iterations = iteration,
                RidgePriorScale = ridge,
            };
    }

    // Halves the step until the objective doesn't fall by more than rounding; a Newton step may overshoot far from the maximum.
    private static bool Advance(LogisticPass pass, double[] coefficients, double[] step, double[] penalty, bool withInformation)
    {
        var objective = Objective(pass, coefficients, penalty);
        var origin = (double[])coefficients.Clone();
        for (var halving = 0; halving <= MaximumHalvings; halving++)
        {
            for (var j = 0; j < coefficients.Length; j++)
                coefficients[j] = origin[j] + step[j];
            pass.Run(coefficients, withInformation);
            var value = Objective(pass, coefficients, penalty);
            if (value >= objective - (1e-9 * Math.Max(1, Math.Abs(objective))))
                return true;
            for (var j = 0; j < step.Length; j++)
                step[j] /= 2;
        }

        return false;
    }

    private static SymmetricFactor? Factor(LogisticPass pass, bool[] aliased, double[] penalty)
    {
        var information = (double[])pass.Information.Clone();
        for (var j = 0; j < penalty.Length; j++)
            information[CrossProduct.PackedIndex(j, j)] += penalty[j];
        return SymmetricFactor.TryCreate(information, penalty.Length, aliased);
    }

    private static double Objective(LogisticPass pass, double[] coefficients, double[] penalty)
    {
        var value = pass.LogLikelihood;
        for (var j = 0; j < coefficients.Length; j++)
            value -= 0.5 * penalty[j] * coefficients[j] * coefficients[j];
        return value;
    }

    private static double[] Gradient(LogisticPass pass, double[] coefficients, double[] penalty)
    {
        var gradient = (double[])pass.Score.Clone();
        for (var j = 0; j < gradient.Length; j++)
            gradient[j] -= penalty[j] * coefficients[j];
        return gradient;
    }

    private static double[] Start(DesignMatrix design, IReadOnlyDictionary<string, double>? near) =>
        near is null ? new double[design.Columns.Length] : Array.ConvertAll(design.Names, n => near.GetValueOrDefault(n));

    // Standard deviation of each covariate, units weighted as in the information.
    private static double[] Spread(double[] information, int columns)
    {
        var spread = new double[columns];
        spread[0] = 1;
        for (var j = 1; j < spread.Length; j++)
        {
            var mean = information[CrossProduct.PackedIndex(j, 0)] / information[0];
            var square = information[CrossProduct.PackedIndex(j, j)] / information[0];
            spread[j] = Math.Sqrt(Math.Max(0, square - (mean * mean)));
        }

        return spread;
    }

    private static double Size(double[] step, double[] spread)
    {
        var size = 0.0;
        for (var j = 0; j < step.Length; j++)
            size = Math.Max(size, Math.Abs(step[j]) * spread[j]);
        return size;
    }
}
