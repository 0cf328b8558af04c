namespace TfPipeline.Evaluation;

/// <summary>
/// Empirical-Bayes estimates of many effects of the same kind, such as councils': each is drawn towards their mean, the more the less it is known by
/// itself (a random-effects model whose spread τ² is estimated by restricted maximum likelihood; Morris, Journal of the American Statistical
/// Association 78, 1983).
/// </summary>
public sealed record EmpiricalBayes
{
    private const int Iterations = 500;
    private const double Tolerance = 1e-12;

    /// <summary>Mean of the effects.</summary>
    public required double Mean { get; init; }

    /// <summary>Its standard error.</summary>
    public required double MeanStandardError { get; init; }

    /// <summary>Variance of the true effects between them; zero where their differences are no more than chance makes.</summary>
    public required double Spread { get; init; }

    /// <summary>The shrunk effects, in the order given.</summary>
    public required IReadOnlyList<ShrunkEffect> Effects { get; init; }

    /// <summary>Shrinks effects by their variances, which must be above zero.</summary>
    /// <exception cref="EvaluationInputException">There are fewer than three, or lengths differ.</exception>
    public static EmpiricalBayes Of(IReadOnlyList<double> effects, IReadOnlyList<double> variances)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(variances);
        Inputs.RefuseUnequal(effects.Count, variances.Count, "variance");
        if (effects.Count < 3)
            throw new EvaluationInputException("shrinkage needs at least three effects");
        var spread = SpreadOf(effects, variances);
        var (mean, total) = MeanOf(effects, variances, spread);
        return new EmpiricalBayes
        {
            Mean = mean,
            MeanStandardError = Math.Sqrt(1 / total),
            Spread = spread,
            Effects =
            [
                .. effects.Select((e, j) =>
                {
                    var kept = spread / (spread + variances[j]);
                    return new ShrunkEffect(mean + (kept * (e - mean)), Math.Sqrt((kept * variances[j]) + ((1 - kept) * (1 - kept) / total)), kept);
                }),
            ],
        };
    }

    /// <summary>Fisher scoring from the moment estimate, kept at or above zero.</summary>
    private static double SpreadOf(IReadOnlyList<double> effects, IReadOnlyList<double> variances)
    {
        var plain = effects.Average();
        var spread = Math.Max(0, (effects.Sum(e => (e - plain) * (e - plain)) / (effects.Count - 1)) - variances.Average());
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var (mean, total) = MeanOf(effects, variances, spread);
            double square = 0, cube = 0, fit = 0;
            for (var j = 0; j < effects.Count; j++)
            {
                var w = 1 / (variances[j] + spread);
                square += w * w;
                cube += w * w * w;
                fit += w * w * (effects[j] - mean) * (effects[j] - mean);
            }

            var score = fit - (total - (square / total));
            var information = square - (2 * cube / total) + (square * square / (total * total));
            var next = Math.Max(0, spread + (score / information));
            if (Math.Abs(next - spread) <= Tolerance * (spread + variances.Average()))
                return next;
            spread = next;
        }

        return spread;
    }

    private static (double Mean, double Total) MeanOf(IReadOnlyList<double> effects, IReadOnlyList<double> variances, double spread)
    {
        double total = 0, sum = 0;
        for (var j = 0; j < effects.Count; j++)
        {
            total += 1 / (variances[j] + spread);
            sum += effects[j] / (variances[j] + spread);
        }

        return (sum / total, total);
    }
}

/// <summary>An effect drawn towards the mean of its kind.</summary>
/// <param name="Effect">The shrunk effect.</param>
/// <param name="StandardError">Its standard error, the mean's own uncertainty included.</param>
/// <param name="Kept">Part of its distance from the mean that is kept, 0 to 1.</param>
public sealed record ShrunkEffect(double Effect, double StandardError, double Kept)
{
    /// <summary>Lower limit of its 95 % interval.</summary>
    public double Low => Effect - (Inference.Normal975 * StandardError);

    /// <summary>Upper limit.</summary>
    public double High => Effect + (Inference.Normal975 * StandardError);
}
