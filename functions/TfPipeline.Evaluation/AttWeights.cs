namespace TfPipeline.Evaluation;

/// <summary>
/// ATT weights (weighting by the odds), equation (3) of docs/methods/evaluation.md: 1 for the programme group, e / (1 − e) for the
/// comparison group, with e the propensity score. They make the comparison group's covariates like the programme group's.
/// </summary>
public sealed class AttWeights
{
    private AttWeights(double[] values, bool[] capped, double shareDropped)
    {
        Values = values;
        Capped = capped;
        ShareOfProgrammeDropped = shareDropped;
    }

    /// <summary>One weight per unit; zero when trimmed.</summary>
    public double[] Values { get; }

    /// <summary>Part of the programme group that trimming left out.</summary>
    public double ShareOfProgrammeDropped { get; }

    /// <summary>Units whose weight was set to the cap and so does not depend on the propensity score.</summary>
    internal bool[] Capped { get; }

    /// <summary>Makes weights from a fitted model. Refuses limits outside (0, 1) or in the wrong order.</summary>
    public static AttWeights Create(LogisticFit fit, bool[] treated, WeightingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(treated);
        options ??= new WeightingOptions();
        Check(options);
        var values = new double[treated.Length];
        var capped = new bool[treated.Length];
        int programme = 0, dropped = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var p = fit.Fitted[i];
            var outside = options.Trim is { } trim && (p < trim.Low || p > trim.High);
            programme += treated[i] ? 1 : 0;
            dropped += treated[i] && outside ? 1 : 0;
            values[i] = outside ? 0 : treated[i] ? 1 : p / (1 - p);
        }

        if (options.CapQuantile is { } quantile)
            Cap(values, treated, capped, quantile);
        if (options.Stabilise)
            Stabilise(values, treated);
        return new AttWeights(values, capped, (double)dropped / programme);
    }

    private static void Check(WeightingOptions options)
    {
        if (options.Trim is { } trim && !(trim.Low >= 0 && trim.High <= 1 && trim.Low < trim.High))
            throw new EvaluationInputException("trimming limits must be two probabilities, the lower one first");
        if (options.CapQuantile is { } quantile && !(quantile > 0 && quantile < 1))
            throw new EvaluationInputException("the cap quantile must be between 0 and 1, both excluded");
    }

    private static void Cap(double[] values, bool[] treated, bool[] capped, double quantile)
    {
        var sorted = Comparison(values, treated).Order().ToArray();
        if (sorted.Length == 0)
            return;
        var limit = sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(quantile * sorted.Length) - 1)];
        for (var i = 0; i < values.Length; i++)
        {
            capped[i] = !treated[i] && values[i] > limit;
            values[i] = capped[i] ? limit : values[i];
        }
    }

    private static void Stabilise(double[] values, bool[] treated)
    {
        double sum = 0, count = 0;
        foreach (var w in Comparison(values, treated))
        {
            sum += w;
            count++;
        }

        for (var i = 0; i < values.Length && sum > 0; i++)
            values[i] = treated[i] ? values[i] : values[i] * count / sum;
    }

    private static IEnumerable<double> Comparison(double[] values, bool[] treated)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!treated[i] && values[i] > 0)
                yield return values[i];
        }
    }
}
