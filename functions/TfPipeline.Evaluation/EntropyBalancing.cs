namespace TfPipeline.Evaluation;

/// <summary>
/// Entropy balancing (Hainmueller, Political Analysis 20, 2012): comparison weights that make every covariate's mean equal the programme
/// group's and otherwise differ as little as they can from each other. There is no propensity model that could be wrong; the estimate is
/// right when either the log odds of the programme or the outcome without it is linear in the covariates (Zhao and Percival, Journal of
/// Causal Inference 5, 2017).
/// </summary>
public sealed class EntropyBalancing
{
    // Means that Newton's method left apart by more than this part of a standard deviation were not balanced.
    private const double Balanced = 1e-6;

    private readonly LogisticFit _fit;
    private readonly bool[] _treated;

    private EntropyBalancing(LogisticFit fit, bool[] treated)
    {
        (_fit, _treated) = (fit, treated);
        Weights = [.. fit.Fitted.Select((w, i) => treated[i] ? 1 : w)];
    }

    /// <summary>One weight per unit: 1 for the programme group; those of comparison add up to its size.</summary>
    public double[] Weights { get; }

    /// <summary>Finds the weights; null where none balance, because the programme group's means lie outside what comparison units can be mixed to.</summary>
    public static EntropyBalancing? TryFit(DesignMatrix design, bool[] treated, LogisticOptions? options = null) => TryFit(design, treated, options, null);

    /// <summary>The same from the coefficients of a propensity model of the same covariates, whose odds are nearly these weights.</summary>
    internal static EntropyBalancing? TryFit(DesignMatrix design, bool[] treated, LogisticOptions? options, IReadOnlyDictionary<string, double>? warmStart)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(treated);
        Inputs.RefuseUnequal(design.Rows, treated.Length, "treatment");
        Inputs.Groups(treated);
        options ??= new LogisticOptions();
        var centred = CentredDesign.Of(design);
        var fit = LogisticRegression.FitAny(design, centred, new TiltingDerivatives(centred.Matrix, treated, options.Threads), options, warmStart, withRidge: false);
        return fit is not null && IsBalanced(fit, treated) ? new EntropyBalancing(fit, treated) : null;
    }

    /// <summary>
    /// Programme mean less the weighted comparison mean, equations (4) and (17) of docs/methods/evaluation.md, with influence values that
    /// include the estimation of the weights.
    /// </summary>
    public EffectEstimate Estimate(double[] outcome, int[] clusters) => WithInfluence(outcome, clusters).Estimate;

    internal (EffectEstimate Estimate, double[] Influence) WithInfluence(double[] outcome, int[] clusters)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(clusters);
        Inputs.RefuseUnfit(_treated.Length, outcome, clusters);
        var means = WeightedMeans.Of(_treated, outcome, Weights);
        var slope = new double[outcome.Length];
        for (var i = 0; i < slope.Length; i++)
            slope[i] = _treated[i] ? 0 : Weights[i] * (outcome[i] - means.Comparison) / means.ComparisonWeight;
        var lift = PropensityInfluence.Lift(_fit, slope);
        for (var i = 0; i < lift.Length; i++)
            means.ComparisonInfluence[i] += lift[i] * (_treated[i] ? 1 : -Weights[i]);
        var (codes, count) = ClusterVariance.Compact(clusters);
        return (Inference.Build(
            (means.Programme, means.Comparison),
            Inference.FromInfluence(means.ProgrammeInfluence, means.ComparisonInfluence, codes, count),
            means.Sizes(codes, count, count, 0)), Inference.Combine(means.ProgrammeInfluence, means.ComparisonInfluence, 1, 1));
    }

    private static bool IsBalanced(LogisticFit fit, bool[] treated)
    {
        var residual = new double[treated.Length];
        var programme = 0;
        for (var i = 0; i < residual.Length; i++)
        {
            residual[i] = treated[i] ? 1 : -fit.Fitted[i];
            programme += treated[i] ? 1 : 0;
        }

        return Array.TrueForAll(fit.Centred.Columns, c => Math.Abs(c.Dot(0, residual)) / programme <= Balanced * Spread(c));
    }

    private static double Spread(DesignColumn column)
    {
        var ones = new double[column.Length];
        Array.Fill(ones, 1.0 / Math.Max(1, column.Length));
        var mean = column.Dot(0, ones);
        return Math.Max(column.IsConstant ? 1 : 0, Math.Sqrt(column.Spread(mean, ones)));
    }
}
