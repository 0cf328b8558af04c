namespace TfPipeline.Evaluation;

/// <summary>
/// Maximum-likelihood logistic regression by Newton's method (iteratively reweighted least squares), for propensity models.
/// </summary>
public static class LogisticRegression
{
    private const int MaximumHalvings = 30;

    // A step of a tenth of a standard deviation changes no probability by more than a few hundredths.
    private const double OldInformationStep = 0.1;

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
    internal static LogisticFit Fit(DesignMatrix design, bool[] treated, LogisticOptions? options, IReadOnlyDictionary<string, double>? warmStart)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(treated);
        options ??= new LogisticOptions();
        Inputs.RefuseUnequal(design.Rows, treated.Length, "treatment");
        Inputs.Groups(treated);
        var centred = CentredDesign.Of(design);
        return FitAny(design, centred, new LogisticDerivatives(centred.Matrix, treated, options.Threads), options, warmStart, withRidge: true)!;
    }

    /// <summary>
    /// Newton's method for any model with one linear predictor; null where it has no finite maximum and <paramref name="withRidge"/> is false.
    /// </summary>
    internal static LogisticFit? FitAny(
        DesignMatrix design, CentredDesign centred, LikelihoodDerivatives derivatives, LogisticOptions options, IReadOnlyDictionary<string, double>? warmStart, bool withRidge)
    {
        var zero = new double[design.Columns.Length];
        var start = warmStart is null ? zero : centred.OnCentredScale(Array.ConvertAll(design.Names, n => warmStart.GetValueOrDefault(n)));
        return FitFrom(StartingPoint.At(start), StartingPoint.At(zero), design, centred, derivatives, options, withRidge);
    }

    /// <summary>The same from known points, of the plain search and of that with a ridge. The model may be of some units of the design.</summary>
    internal static LogisticFit? FitFrom(
        StartingPoint plain, StartingPoint ridge, DesignMatrix design, CentredDesign centred, LikelihoodDerivatives derivatives, LogisticOptions options, bool withRidge)
    {
        derivatives.Run(plain);
        var start = (double[])plain.Coefficients.Clone();
        var spread = Spread(derivatives.Information, start.Length);
        var aliased = SymmetricFactor.TryCreate(derivatives.Information, start.Length, null)?.Aliased
            ?? throw new EvaluationInputException("the covariates' sums of products aren't finite; rescale the covariates");
        for (var j = 0; j < start.Length; j++)
            start[j] = aliased[j] ? 0 : start[j];
        return TryFit(design, centred, derivatives, start, aliased, spread, new double[start.Length], null, options)
            ?? (withRidge ? FitRidge(ridge, design, centred, derivatives, aliased, spread, options) : null);
    }

    private static LogisticFit FitRidge(
        StartingPoint point, DesignMatrix design, CentredDesign centred, LikelihoodDerivatives derivatives, bool[] aliased, double[] spread, LogisticOptions options)
    {
        derivatives.Run(point);
        var start = point.Coefficients;
        var penalty = new double[start.Length];
        for (var j = 1; j < penalty.Length; j++)
            penalty[j] = spread[j] * spread[j] / (options.RidgePriorScale * options.RidgePriorScale);
        return TryFit(design, centred, derivatives, start, aliased, spread, penalty, options.RidgePriorScale, options)
            ?? throw new EvaluationInputException("the propensity model has no fit even with a ridge penalty; rescale or drop covariates");
    }

    private static LogisticFit? TryFit(
        DesignMatrix design, CentredDesign centred, LikelihoodDerivatives derivatives, double[] start, bool[] aliased, double[] spread, double[] penalty, double? ridge,
        LogisticOptions options)
    {
        var coefficients = (double[])start.Clone();
        var limit = ridge is null ? options.MaximumIterations : 4 * options.MaximumIterations;
        for (var iteration = 1; iteration <= limit; iteration++)
        {
            var factor = Factor(derivatives, aliased, penalty);
            if (factor is null)
                return null;
            var step = factor.Solve(Gradient(derivatives, coefficients, penalty));
            var size = Size(step, spread);
            if (!Advance(derivatives, coefficients, step, penalty, withInformation: size is > OldInformationStep or double.NaN))
                return null;
            if (size <= options.Tolerance || (size <= OldInformationStep && StepWithOldInformation(derivatives, coefficients, factor, spread, penalty, size, options.Tolerance)))
                return Finish(design, centred, derivatives, coefficients, aliased, penalty, ridge, iteration);
            if (size <= OldInformationStep)
                derivatives.Run(coefficients);
        }

        return null;
    }

    /// <summary>
    /// Steps on with the information of the last Newton step, which hardly changes so close to the maximum: each costs a sum a column, not
    /// one a pair of columns. False when they stop shrinking fast.
    /// </summary>
    private static bool StepWithOldInformation(
        LikelihoodDerivatives derivatives, double[] coefficients, SymmetricFactor factor, double[] spread, double[] penalty, double before, double tolerance)
    {
        for (var size = before; size > tolerance * LastOfTolerance;)
        {
            var step = factor.Solve(Gradient(derivatives, coefficients, penalty));
            var next = Size(step, spread);
            if (!(next <= size / LeastShrinkage) || !Advance(derivatives, coefficients, step, penalty, withInformation: false))
                return false;
            size = next;
        }

        return true;
    }

    private static LogisticFit? Finish(
        DesignMatrix design, CentredDesign centred, LikelihoodDerivatives derivatives, double[] coefficients, bool[] aliased, double[] penalty, double? ridge, int iteration)
    {
        derivatives.Run(coefficients);
        var factor = Factor(derivatives, aliased, penalty);
        return factor is null
            ? null
            : new LogisticFit(design, centred, coefficients, factor, derivatives.FittedOn(centred.Matrix, coefficients))
            {
                LogLikelihood = derivatives.LogLikelihood,
                Iterations = iteration,
                RidgePriorScale = ridge,
            };
    }

    // Halves the step until the objective doesn't fall by more than rounding; a Newton step may overshoot far from the maximum.
    private static bool Advance(LikelihoodDerivatives derivatives, double[] coefficients, double[] step, double[] penalty, bool withInformation)
    {
        var objective = Objective(derivatives, coefficients, penalty);
        var origin = (double[])coefficients.Clone();
        for (var halving = 0; halving <= MaximumHalvings; halving++)
        {
            for (var j = 0; j < coefficients.Length; j++)
                coefficients[j] = origin[j] + step[j];
            derivatives.Run(coefficients, withInformation);
            var value = Objective(derivatives, coefficients, penalty);
            if (value >= objective - (1e-9 * Math.Max(1, Math.Abs(objective))))
                return true;
            for (var j = 0; j < step.Length; j++)
                step[j] /= 2;
        }

        return false;
    }

    private static SymmetricFactor? Factor(LikelihoodDerivatives derivatives, bool[] aliased, double[] penalty)
    {
        var information = (double[])derivatives.Information.Clone();
        for (var j = 0; j < penalty.Length; j++)
            information[CrossProduct.PackedIndex(j, j)] += penalty[j];
        return SymmetricFactor.TryCreate(information, penalty.Length, aliased);
    }

    private static double Objective(LikelihoodDerivatives derivatives, double[] coefficients, double[] penalty)
    {
        var value = derivatives.LogLikelihood;
        for (var j = 0; j < coefficients.Length; j++)
            value -= 0.5 * penalty[j] * coefficients[j] * coefficients[j];
        return value;
    }

    private static double[] Gradient(LikelihoodDerivatives derivatives, double[] coefficients, double[] penalty)
    {
        var gradient = (double[])derivatives.Score.Clone();
        for (var j = 0; j < gradient.Length; j++)
            gradient[j] -= penalty[j] * coefficients[j];
        return gradient;
    }

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
