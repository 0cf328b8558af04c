using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>One fitted propensity model with its weights and diagnostics, for any outcome of the sample.</summary>
internal sealed class PropensityEstimation
{
    private readonly bool[] _treated;
    private readonly int[] _families;
    private readonly WeightingOptions _weighting;
    private readonly LogisticFit _fit;
    private readonly Lazy<EntropyBalancing?> _entropy;
    private readonly Dictionary<int, Lazy<LogisticFit>> _notJoining = [];
    private readonly List<string> _flags = [];

    public PropensityEstimation(string id, string kind, PropensitySpecification sample, DesignMatrix matrix, bool[] treated, int[] families, EvaluationOptions options,
        IReadOnlyDictionary<string, double>? warmStart, bool withBalance)
    {
        _treated = treated;
        _families = families;
        _weighting = options.Weighting;
        _fit = LogisticRegression.Fit(matrix, treated, options.Propensity with { Threads = 1 }, warmStart);
        _entropy = new Lazy<EntropyBalancing?>(() => Evaluation.EntropyBalancing.TryFit(matrix, treated, options.Propensity with { Threads = 1 }, Report!.AsStart()));
        var weights = AttWeights.Create(_fit, treated, options.Weighting);
        Report = MakeReport(id, kind, sample, matrix, weights, withBalance);
        if (_fit.RidgePriorScale is not null)
            _flags.Add(EffectFlags.Ridge);
        if (Report.Overlap.ShareOfProgrammeBeyondComparison > 0.05)
            _flags.Add(EffectFlags.PoorOverlap);
    }

    public PropensityReport Report { get; private set; }

    public EffectEstimate Weighted(double[] outcome) => AttWeighting.Estimate(_fit, _treated, outcome, _families, _weighting);

    public EffectEstimate WeightedChange(double[] outcome, double[] baseline) =>
        AttWeighting.EstimateChange(_fit, _treated, outcome, baseline, _families, _weighting);

    /// <summary>Null where no weights balance the groups.</summary>
    public EffectEstimate? EntropyBalanced(double[] outcome) => _entropy.Value?.Estimate(outcome, _families);

    /// <summary>Null where everyone in comparison joined by the last month.</summary>
    public EffectEstimate? UntilJoined(double[] outcome, int?[] joinedIn, int lastMonth)
    {
        var joined = Array.ConvertAll(joinedIn, m => m <= lastMonth);
        if (!_notJoining.TryGetValue(lastMonth, out var model))
            _notJoining.Add(lastMonth, model = new Lazy<LogisticFit>(() => Evaluation.UntilJoined.Staying(_fit, _treated, joined)));
        return Evaluation.UntilJoined.Estimate(_fit, _treated, outcome, joined, _families, _weighting, model);
    }

    public double ExposedShare(int?[] joinedIn, PanelWindow window) =>
        Evaluation.UntilJoined.ExposedShare(_treated, AttWeights.Create(_fit, _treated, _weighting).Values, joinedIn, window.FirstMonth, window.LastMonth);

    public EffectEstimate DoublyRobust(double[] outcome) => Evaluation.DoublyRobust.Estimate(_fit, _treated, outcome, _families, _weighting);

    public EventStudy EventStudy(IReadOnlyList<double[]> periods, int before) => Evaluation.EventStudy.Estimate(_fit, _treated, periods, before, _families, _weighting);

    /// <summary>Means are equal and no propensity model is behind them, so neither imbalance nor a ridge concerns them.</summary>
    public IEnumerable<string> EntropyFlags => _flags.Where(f => !string.Equals(f, EffectFlags.Ridge, StringComparison.Ordinal));

    public IEnumerable<string> WeightedFlags => Flags(Report.WeightedBalance, Report.TrimmedShare);

    public PropensityMatchSet Match(PropensityMatchingOptions options) => NearestNeighbourMatching.Match(_fit, _treated, null, options);

    public IReadOnlyList<CovariateBalance> BalanceOf(PropensityMatchSet matches) => Balance.Of(_fit.Design, _treated, matches.Weights);

    public void Keep(PropensityMatchSet matches, IReadOnlyList<CovariateBalance> balance) =>
        Report = Report with { UnmatchedShare = matches.ShareOfProgrammeDropped, MatchedBalance = balance };

    public IEnumerable<string> Flags(IReadOnlyList<CovariateBalance> balance, double dropped)
    {
        foreach (var flag in _flags)
            yield return flag;
        if (!Balance.IsBalanced(balance))
            yield return EffectFlags.Imbalance;
        if (dropped > 0)
            yield return EffectFlags.ProgrammeDropped;
    }

    private PropensityReport MakeReport(string id, string kind, PropensitySpecification sample, DesignMatrix matrix, AttWeights weights, bool withBalance)
    {
        var effective = WeightedMeans.Of(_treated, new double[_treated.Length], weights.Values).EffectiveComparison;
        var treated = _treated.Count(t => t);
        return new PropensityReport
        {
            Id = id,
            Kind = kind,
            Programme = treated,
            Comparison = _treated.Length - treated,
            Families = ClusterVariance.Compact(_families).Count,
            Terms =
            [
                .. Enumerable.Range(0, matrix.Names.Length).Where(j => !double.IsNaN(_fit.StandardErrors[j]))
                    .Select(j => new ModelTerm(matrix.Names[j], _fit.Coefficients[j], _fit.StandardErrors[j])),
            ],
            LeftOut = [.. sample.LeftOut, .. _fit.Aliased],
            RidgePriorScale = _fit.RidgePriorScale,
            LogLikelihood = _fit.LogLikelihood,
            Overlap = Overlap.Of(_fit.Fitted, _treated),
            EffectiveComparison = effective,
            TrimmedShare = weights.ShareOfProgrammeDropped,
            WeightedBalance = withBalance ? Balance.Of(matrix, _treated, weights.Values) : [],
            MatchedBalance = [],
        };
    }
}
