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
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(labels);
        Inputs.RefuseUnequal(treated.Length, labels.Length, "category");
        options ??= new SubgroupOptions();
        var (codes, count) = ClusterVariance.Compact(clusters);
        var made = Enumerable.Range(0, labels.Length).GroupBy(i => labels[i], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Category.Of(g.Key, [.. g], design, treated, outcome, codes, options)).ToArray();
        return Together(made, treated.Length, codes, count);
    }

    private static SubgroupStudy Together(Category[] made, int units, int[] codes, int count)
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

    /// <summary>One category while the others are made.</summary>
    private sealed record Category(SubgroupEffect Effect, int[] Units, double[] Influence)
    {
        public double[] InfluenceOver(int units)
        {
            var all = new double[units];
            for (var i = 0; i < Units.Length; i++)
                all[Units[i]] = Influence[i];
            return all;
        }

        public static Category Of(string name, int[] members, DesignMatrix design, bool[] treated, double[] outcome, int[] clusters, SubgroupOptions options)
        {
            var inside = Supported(members, design, treated, clusters);
            var effect = new SubgroupEffect(name, members.Count(i => treated[i]), members.Count(i => !treated[i]));
            if (Clusters(inside, treated, clusters, isProgramme: true) < options.MinimumClusters || Clusters(inside, treated, clusters, isProgramme: false) < options.MinimumClusters)
                return new Category(effect with { NotEstimated = NotEstimatedReasons.TooFewPeople }, [], []);
            var (group, y, families) = (DesignMatrix.Take(treated, inside), DesignMatrix.Take(outcome, inside), DesignMatrix.Take(clusters, inside));
            if (Array.TrueForAll(y, v => v == y[0]))
                return new Category(effect with { NotEstimated = NotEstimatedReasons.NoVariation }, [], []);
            var within = Varying(design.Select(inside));
            var fit = LogisticRegression.Fit(within, group);
            if (Made(fit, within, group, y, families, options) is not { } made)
                return new Category(effect with { NotEstimated = NotEstimatedReasons.NoWeights }, [], []);
            if (!made.Estimate.HasInterval)
                return new Category(effect with { NotEstimated = made.Estimate.TooFew ?? NotEstimatedReasons.NoVariation }, [], []);
            var balance = Balance.Of(within, group, made.Weights);
            var covered = (double)group.Count(t => t) / members.Count(i => treated[i]);
            return new Category(
                effect with
                {
                    Estimate = made.Estimate,
                    WorstDifference = Balance.Worst(balance) is var worst && double.IsFinite(worst) ? worst : null,
                    ShareCovered = covered,
                    Flags =
                    [
                        .. Balance.IsBalanced(balance) ? [] : new[] { EffectFlags.Imbalance },
                        .. fit.RidgePriorScale is null || options.Method == SubgroupMethod.Entropy ? [] : new[] { EffectFlags.Ridge },
                        .. Overlap.Of(fit.Fitted, group).ShareOfProgrammeBeyondComparison > 0.05 ? new[] { EffectFlags.PoorOverlap } : [],
                        .. covered < CommonSupport.LeastShare ? new[] { EffectFlags.LittleSupport } : [],
                    ],
                },
                inside, made.Influence);
        }

        private static (EffectEstimate Estimate, double[] Influence, double[] Weights)? Made(
            LogisticFit fit, DesignMatrix within, bool[] treated, double[] outcome, int[] clusters, SubgroupOptions options)
        {
            if (options.Method == SubgroupMethod.Entropy)
            {
                if (EntropyBalancing.TryFit(within, treated) is not { } balancing)
                    return null;
                var balanced = balancing.WithInfluence(outcome, clusters);
                return (balanced.Estimate, balanced.Influence, balancing.Weights);
            }

            var weights = AttWeights.Create(fit, treated, options.Weighting).Values;
            var made = options.Method == SubgroupMethod.DoublyRobust
                ? DoublyRobust.WithInfluence(fit, treated, outcome, clusters, options.Weighting)
                : AttWeighting.WithInfluence(fit, treated, outcome, null, clusters, options.Weighting);
            return (made.Estimate, made.Influence, weights);
        }

        /// <summary>Members whose values of zero-and-one covariates both groups have, within the category.</summary>
        private static int[] Supported(int[] members, DesignMatrix design, bool[] treated, int[] clusters)
        {
            var categories = design.Columns.Skip(1).Where(c => c.IsBinary).Select(c => Array.ConvertAll(members, i => (int)c[i])).ToList();
            var inside = CommonSupport.Inside(categories, DesignMatrix.Take(treated, members), ClusterVariance.Compact(DesignMatrix.Take(clusters, members)).Codes, 1);
            return [.. members.Where((_, i) => inside[i])];
        }

        private static DesignMatrix Varying(DesignMatrix design)
        {
            var constant = Enumerable.Range(1, design.Columns.Length - 1).Where(j => design.Columns[j].IsConstant).Select(j => design.Names[j]).ToHashSet(StringComparer.Ordinal);
            return design.Without(constant.Contains);
        }

        private static int Clusters(int[] units, bool[] treated, int[] clusters, bool isProgramme) => units.Where(i => treated[i] == isProgramme).Select(i => clusters[i]).Distinct().Count();
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
