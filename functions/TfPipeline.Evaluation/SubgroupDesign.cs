namespace TfPipeline.Evaluation;

/// <summary>The categories of one variable with the models within them, for any outcome of the same units. A model is fitted when an outcome first needs it.</summary>
internal sealed class SubgroupDesign
{
    private readonly Category[] _categories;
    private readonly int[] _codes;
    private readonly int _clusters;

    private SubgroupDesign(Category[] categories, int[] codes, int clusters) => (_categories, _codes, _clusters) = (categories, codes, clusters);

    /// <summary>Sorts the units into categories, see <see cref="SubgroupStudy.Estimate"/>.</summary>
    public static SubgroupDesign Of(DesignMatrix design, bool[] treated, int[] clusters, string[] labels, SubgroupOptions? options)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(labels);
        Inputs.RefuseUnequal(treated.Length, labels.Length, "category");
        var (codes, count) = ClusterVariance.Compact(clusters);
        var categories = Enumerable.Range(0, labels.Length).GroupBy(i => labels[i], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Category(g.Key, [.. g], design, treated, codes, options ?? new SubgroupOptions())).ToArray();
        return new SubgroupDesign(categories, codes, count);
    }

    /// <summary>The effects on one outcome.</summary>
    public SubgroupStudy Estimate(double[] outcome) =>
        SubgroupStudy.Together(Array.ConvertAll(_categories, c => c.Estimate(outcome)), _codes.Length, _codes, _clusters);

    /// <summary>One category: its units inside of support, and what is fitted on them.</summary>
    private sealed class Category
    {
        private readonly SubgroupEffect _nothing;
        private readonly SubgroupOptions _options;
        private readonly int[] _inside;
        private readonly bool[] _group;
        private readonly int[] _families;
        private readonly bool _isLargeEnough;
        private readonly Lazy<Model> _model;

        public Category(string name, int[] members, DesignMatrix design, bool[] treated, int[] clusters, SubgroupOptions options)
        {
            _options = options;
            _nothing = new SubgroupEffect(name, members.Count(i => treated[i]), members.Count(i => !treated[i]));
            _inside = Supported(members, design, treated, clusters);
            _isLargeEnough = Clusters(_inside, treated, clusters, isProgramme: true) >= options.MinimumClusters
                && Clusters(_inside, treated, clusters, isProgramme: false) >= options.MinimumClusters;
            (_group, _families) = (DesignMatrix.Take(treated, _inside), DesignMatrix.Take(clusters, _inside));
            _model = new Lazy<Model>(() => Model.Of(Varying(design.Select(_inside)), _group, (double)_group.Count(t => t) / _nothing.Programme, options));
        }

        public CategoryEffect Estimate(double[] outcome)
        {
            if (!_isLargeEnough)
                return None(NotEstimatedReasons.TooFewPeople);
            var y = DesignMatrix.Take(outcome, _inside);
            if (Array.TrueForAll(y, v => v == y[0]))
                return None(NotEstimatedReasons.NoVariation);
            var model = _model.Value;
            if (model.Weights is null)
                return None(NotEstimatedReasons.NoWeights);
            var (estimate, influence) = model.Balancing is { } balancing
                ? balancing.WithInfluence(y, _families)
                : _options.Method == SubgroupMethod.DoublyRobust
                    ? DoublyRobust.WithInfluence(model.Fit, _group, y, _families, _options.Weighting)
                    : AttWeighting.WithInfluence(model.Fit, _group, y, null, _families, _options.Weighting);
            return !estimate.HasInterval
                ? None(estimate.TooFew ?? NotEstimatedReasons.NoVariation)
                : new CategoryEffect(
                    _nothing with { Estimate = estimate, WorstDifference = model.WorstDifference, ShareCovered = model.ShareCovered, Flags = model.Flags }, _inside, influence);
        }

        private CategoryEffect None(string reason) => new(_nothing with { NotEstimated = reason }, [], []);

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

    /// <summary>What is fitted within a category, with its diagnostics.</summary>
    /// <param name="Fit">The propensity model.</param>
    /// <param name="Balancing">Entropy balancing, where that is the method and weights balance.</param>
    /// <param name="Weights">Weights of the method; null where none balance.</param>
    /// <param name="WorstDifference">Largest standardised difference after weighting; null where it is undefined.</param>
    /// <param name="ShareCovered">Part of the category's programme group inside of support.</param>
    /// <param name="Flags">Diagnostics that failed.</param>
    private sealed record Model(LogisticFit Fit, EntropyBalancing? Balancing, double[]? Weights, double? WorstDifference, double ShareCovered, IReadOnlyList<string> Flags)
    {
        public static Model Of(DesignMatrix within, bool[] group, double covered, SubgroupOptions options)
        {
            var isEntropy = options.Method == SubgroupMethod.Entropy;
            var fit = LogisticRegression.Fit(within, group);
            var balancing = isEntropy ? EntropyBalancing.TryFit(within, group) : null;
            if ((isEntropy ? balancing?.Weights : AttWeights.Create(fit, group, options.Weighting).Values) is not { } weights)
                return new Model(fit, null, null, null, covered, []);
            var balance = Balance.Of(within, group, weights);
            return new Model(fit, balancing, weights, Balance.Worst(balance) is var worst && double.IsFinite(worst) ? worst : null, covered,
            [
                .. Balance.IsBalanced(balance) ? [] : new[] { EffectFlags.Imbalance },
                .. fit.RidgePriorScale is null || isEntropy ? [] : new[] { EffectFlags.Ridge },
                .. Overlap.Of(fit.Fitted, group).ShareOfProgrammeBeyondComparison > 0.05 ? new[] { EffectFlags.PoorOverlap } : [],
                .. covered < CommonSupport.LeastShare ? new[] { EffectFlags.LittleSupport } : [],
            ]);
        }
    }
}

/// <summary>The effect within a category, and each of its units' influence on it.</summary>
/// <param name="Effect">The effect, or why there is none.</param>
/// <param name="Units">The units that it is made from; empty where there is none.</param>
/// <param name="Influence">Their influence values.</param>
internal sealed record CategoryEffect(SubgroupEffect Effect, int[] Units, double[] Influence)
{
    /// <summary>Influence values over all units, zero outside of the category.</summary>
    public double[] InfluenceOver(int units)
    {
        var all = new double[units];
        for (var i = 0; i < Units.Length; i++)
            all[Units[i]] = Influence[i];
        return all;
    }
}
