namespace TfPipeline.Evaluation;

/// <summary>
/// Effects within the categories of one variable: the groups are balanced anew within each, so that an imbalance between categories cannot pass for
/// a difference of effects. A test says whether effects differ at all; categories are adjusted together by Holm, and shrunk towards their mean.
/// </summary>
public sealed record SubgroupStudy
{
    /// <summary>Every category in ordinal order, those without an estimate too.</summary>
    public required IReadOnlyList<SubgroupEffect> Categories { get; init; }

    /// <summary>Test that the effect is the same in every category; null with fewer than two estimates.</summary>
    public required JointTest? Interaction { get; init; }

    /// <summary>Mean and spread of the categories' effects; null with fewer than three estimates.</summary>
    public required EmpiricalBayes? Shrinkage { get; init; }

    /// <summary>Estimates the effect within each category of <paramref name="labels"/>.</summary>
    /// <param name="design">Covariates of all units; what is constant within a category drops out there.</param>
    /// <param name="treated">The group of each unit.</param>
    /// <param name="outcome">The outcome of each unit.</param>
    /// <param name="clusters">The cluster of each unit; members of one may be in several categories.</param>
    /// <param name="labels">The category of each unit.</param>
    /// <param name="options">How.</param>
    public static SubgroupStudy Estimate(DesignMatrix design, bool[] treated, double[] outcome, int[] clusters, string[] labels, SubgroupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return SubgroupDesign.Of(design, treated, clusters, labels, options).Estimate(outcome);
    }

    internal static SubgroupStudy Together(CategoryEffect[] made, int units, int[] codes, int count)
    {
        var estimated = made.Where(m => m.Effect.Estimate is not null).ToArray();
        var estimates = Array.ConvertAll(estimated, m => m.Effect.Estimate!);
        var holm = MultipleTesting.Holm([.. estimates.Select(e => e.PValue!.Value)]);
        var shrinkage = estimated.Length < 3 ? null : EmpiricalBayes.Of([.. estimates.Select(e => e.Effect)], [.. estimates.Select(e => e.StandardError * e.StandardError)]);
        var place = estimated.Select((m, k) => (m.Effect.Category, k)).ToDictionary(p => p.Category, p => p.k, StringComparer.Ordinal);
        return new SubgroupStudy
        {
            Categories =
            [
                .. made.Select(m => place.TryGetValue(m.Effect.Category, out var k) ? m.Effect with { HolmPValue = holm[k], Shrunk = shrinkage?.Effects[k] } : m.Effect),
            ],
            Interaction = Differ(estimates, JointCovariance.Of([.. estimated.Select(m => m.InfluenceOver(units))], estimates, codes, count)),
            Shrinkage = shrinkage,
        };
    }

    /// <summary>Wald test of every other effect's difference from the first.</summary>
    private static JointTest? Differ(EffectEstimate[] estimates, double[][] covariance)
    {
        if (estimates.Length < 2)
            return null;
        var differences = estimates.Skip(1).Select(e => e.Effect - estimates[0].Effect).ToArray();
        var variances = Enumerable.Range(1, differences.Length)
            .Select(j => Enumerable.Range(1, differences.Length).Select(k => covariance[j][k] - covariance[j][0] - covariance[0][k] + covariance[0][0]).ToArray()).ToArray();
        var few = estimates.Where(e => e.DegreesOfFreedom is not null).Select(e => e.DegreesOfFreedom).Min();
        return WaldTest.Of(variances, differences, few);
    }
}

/// <summary>The effect within one category.</summary>
/// <param name="Category">Its name.</param>
/// <param name="Programme">People of the programme group in it.</param>
/// <param name="Comparison">People in comparison in it.</param>
public sealed record SubgroupEffect(string Category, int Programme, int Comparison)
{
    /// <summary>The estimate, or <c>null</c>.</summary>
    public EffectEstimate? Estimate { get; init; }

    /// <summary>Why there is none, of <see cref="NotEstimatedReasons"/> or <see cref="TooFewReasons"/>.</summary>
    public string? NotEstimated { get; init; }

    /// <summary>p value after Holm over the categories.</summary>
    public double? HolmPValue { get; init; }

    /// <summary>The effect drawn towards the mean of the categories; <c>null</c> with fewer than three estimates.</summary>
    public ShrunkEffect? Shrunk { get; init; }

    /// <summary>Largest standardised difference within the category after adjustment; <c>null</c> where there is no estimate or it is undefined.</summary>
    public double? WorstDifference { get; init; }

    /// <summary>Part of the category's programme group that the estimate is about.</summary>
    public double ShareCovered { get; init; } = 1;

    /// <summary>Diagnostics that failed within the category, of <see cref="EffectFlags"/>.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}

/// <summary>How subgroups are estimated.</summary>
public sealed record SubgroupOptions
{
    /// <summary>Clusters of each group that a category needs.</summary>
    public int MinimumClusters { get; init; } = CommonSupport.Families;

    /// <summary>The estimator within each category.</summary>
    public SubgroupMethod Method { get; init; } = SubgroupMethod.Weights;

    /// <summary>How odds weights are made.</summary>
    public WeightingOptions? Weighting { get; init; }
}

/// <summary>Estimators within a category.</summary>
public enum SubgroupMethod
{
    /// <summary>Odds weights.</summary>
    Weights,

    /// <summary>Entropy balancing.</summary>
    Entropy,

    /// <summary>Odds weights with an outcome model.</summary>
    DoublyRobust,
}
