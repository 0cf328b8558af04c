using System.Collections.Concurrent;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>All jobs that share one sample: the matrix is made once, the model fitted once, and both are dropped afterwards.</summary>
internal sealed class SampleEstimation
{
    private readonly PanelData _panel;
    private readonly EvaluationOptions _options;
    private readonly IReadOnlyList<EstimationJob> _jobs;
    private readonly int[] _everyone;
    private readonly bool _hasJoined;
    private int[] _units;
    private bool[] _treated;
    private int[] _families;
    private SupportSummary _support = SupportSummary.Whole;
    private readonly List<OutcomeEffect> _effects = [];
    private readonly List<PropensityReport> _designs = [];
    private readonly List<OutcomeSubgroups> _subgroups = [];

    private SampleEstimation(PanelData panel, IReadOnlyList<int[]> categories, IReadOnlyList<EstimationJob> jobs, EvaluationOptions options)
    {
        _panel = panel;
        _options = options;
        _hasJoined = Array.Exists(panel.People.CrossoverMonth, m => m is not null);
        _jobs = jobs;
        _everyone = _units = jobs[0].Sample.Units;
        _treated = DesignMatrix.Take(panel.People.IsProgramme, _units);
        _families = DesignMatrix.Take(panel.People.Family, _units);
        var families = ClusterVariance.Compact(_families).Codes;
        var inside = CommonSupport.Inside([.. categories.Select(c => DesignMatrix.Take(c, _units))], _treated, families, options.MinimumFamilies);
        Keep([.. Enumerable.Range(0, _units.Length).Where(i => inside[i])]);
    }

    /// <summary>Runs all jobs on one panel, those of one sample together; the order of the results doesn't depend on the threads.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="jobs">What to estimate from it.</param>
    /// <param name="options">Choices.</param>
    /// <param name="warmStart">Results of nearly the same jobs, whose coefficients are the starting values; null to start from zero.</param>
    public static EstimationResults RunAll(PanelData panel, IEnumerable<EstimationJob> jobs, EvaluationOptions options, EstimationResults? warmStart = null)
    {
        var starts = warmStart?.MainModels();
        var covariates = PanelCovariates.Of(panel, options);
        var categories = PanelCovariates.Categories(panel, options);
        var earlier = covariates.Where(c => !string.Equals(c.Window, PanelWindow.Baseline.Name, StringComparison.Ordinal)).ToArray();
        var samples = jobs.GroupBy(j => (IsPlacebo: j.Kind == JobKind.Placebo, j.Sample.Key)).Select(g => g.ToArray()).ToArray();
        var made = new EstimationResults[samples.Length];

        // The longest first, one at a time, so that no thread starts a long one at the end.
        var longestFirst = Enumerable.Range(0, samples.Length).OrderByDescending(s => (long)samples[s][0].Sample.Units.Length * samples[s].Length);
        var queue = Partitioner.Create(longestFirst, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(queue, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) }, s =>
            made[s] = Run(panel, categories, samples[s][0].Kind == JobKind.Placebo ? earlier : covariates, samples[s], options, starts?.GetValueOrDefault(samples[s][0].Place)));
        return new EstimationResults([.. made.SelectMany(m => m.Effects)], [.. made.SelectMany(m => m.Designs)]) { Subgroups = [.. made.SelectMany(m => m.Subgroups)] };
    }

    /// <summary>Keeps the results only: a sample's people and columns are dropped before the next one is made.</summary>
    private static EstimationResults Run(
        PanelData panel, IReadOnlyList<int[]> categories, IReadOnlyList<PanelCovariate> covariates, EstimationJob[] jobs, EvaluationOptions options, IReadOnlyDictionary<string, double>? warmStart)
    {
        var estimation = new SampleEstimation(panel, categories, jobs, options);
        while (estimation.IsLargeEnough())
        {
            var sample = PropensitySpecification.Create(covariates, estimation._units, estimation._treated);
            if (sample.Inside.Length == estimation._units.Length)
            {
                estimation.Estimate(sample, warmStart);
                return new EstimationResults(estimation._effects, estimation._designs) { Subgroups = estimation._subgroups };
            }

            estimation.Keep(sample.Inside);
        }

        estimation.Refuse();
        return new EstimationResults(estimation._effects, estimation._designs) { Subgroups = estimation._subgroups };
    }

    private bool IsLargeEnough()
    {
        var programme = _treated.Count(t => t);
        return Math.Min(programme, _treated.Length - programme) >= _options.MinimumGroup;
    }

    /// <summary>Goes on with some of the units; the others are outside of support.</summary>
    private void Keep(int[] places)
    {
        if (places.Length < _units.Length)
        {
            _units = DesignMatrix.Take(_units, places);
            _treated = DesignMatrix.Take(_treated, places);
            _families = DesignMatrix.Take(_families, places);
        }

        _support = SupportSummary.Of(DesignMatrix.Take(_panel.People.IsProgramme, _everyone), _treated);
    }

    private void Refuse()
    {
        foreach (var job in _jobs)
        {
            foreach (var estimator in EstimatorsOf(job))
                _effects.AddRange(job.Places.Select(j => j.Effect(estimator, null, null, NotEstimatedReasons.TooFewPeople, [])));
        }
    }

    private IEnumerable<string> EstimatorsOf(EstimationJob job) => job.Kind switch
    {
        JobKind.Main =>
        [
            Estimators.Naive, Estimators.AttWeights, .. _hasJoined ? new[] { Estimators.UntilJoined } : [], Estimators.EntropyBalancing, Estimators.DoublyRobust, Estimators.Nearest,
            .. _options.MatchingWithReplacement ? new[] { Estimators.NearestReplace } : [],
            .. _options.LinkSensitivity ? new[] { Estimators.LinkCorrected } : [],
        ],
        JobKind.Change => [Estimators.DifferenceInDifferences],
        JobKind.EventStudy => [Estimators.EventStudy],
        JobKind.Placebo => [Estimators.Placebo],
        _ => [job.Estimator!],
    };

    private void Estimate(PropensitySpecification sample, IReadOnlyDictionary<string, double>? warmStart)
    {
        var shared = _jobs.Where(j => j.Kind is not (JobKind.Change or JobKind.EventStudy)).ToList();
        if (shared.Count > 0)
        {
            var design = Design(shared[0].Id, shared[0].KindName, sample, sample.Matrix, warmStart);
            warmStart = design.Report.AsStart();
            var matched = shared.Exists(j => j.Kind == JobKind.Main) ? Match(design) : [];
            foreach (var job in shared)
                EstimateShared(job, design, matched);
            _designs.Add(design.Report);
        }

        foreach (var job in _jobs.Where(j => j.Kind == JobKind.Change))
        {
            var design = Design(job.Id, job.KindName, sample, sample.Without(job.Outcome.Outcome, job.Baseline!.Window), warmStart);
            var baseline = DesignMatrix.Take(job.Baseline.Value, _units);
            Add(job, Estimators.DifferenceInDifferences, design.Report.Id, design.WeightedFlags, y => design.WeightedChange(y, baseline));
            _designs.Add(design.Report);
        }

        foreach (var job in _jobs.Where(j => j.Kind == JobKind.EventStudy))
            EstimateEventStudy(job, sample, warmStart);
        EstimateSubgroups(sample);
    }

    /// <summary>Primary events over the whole time. The models within categories do not know the outcome, so that outcomes share them.</summary>
    private void EstimateSubgroups(PropensitySpecification sample)
    {
        var jobs = _jobs.Where(j => j.Kind == JobKind.Main && j.Column.Window == PanelWindow.Cumulative && j.Outcome.Definition.Scale == OutcomeScale.Event
            && _options.PrimaryOutcomes.Contains(j.Outcome.Outcome, StringComparer.Ordinal)).ToList();
        if (jobs.Count == 0)
            return;
        var options = new SubgroupOptions { MinimumClusters = _options.MinimumFamilies, Weighting = _options.Weighting };
        foreach (var (dimension, category) in PanelSubgroups.Of(_panel.People))
        {
            var design = SubgroupDesign.Of(sample.Matrix, _treated, _families, Array.ConvertAll(_units, u => category(u)), options);
            foreach (var job in jobs)
            {
                _subgroups.Add(new OutcomeSubgroups(
                    job.Outcome.Outcome, job.Column.Window.Name, Estimators.AttWeights, dimension, sample.Matrix.Columns.Length,
                    design.Estimate(DesignMatrix.Take(job.Column.Value, _units))));
            }
        }
    }

    private void EstimateEventStudy(EstimationJob job, PropensitySpecification sample, IReadOnlyDictionary<string, double>? warmStart)
    {
        // The model leaves out the outcome's whole past, which the study itself compares.
        var design = Design(job.Id, job.KindName, sample, sample.Without(job.Outcome.Outcome, PanelWindow.Cumulative.Before), warmStart);
        var study = design.EventStudy([.. job.Periods.Select(p => DesignMatrix.Take(p.Value, _units))], job.Periods.Count(p => p.Window.IsBefore));
        var places = job.Places.ToArray();
        for (var k = 0; k < places.Length; k++)
        {
            var (period, at) = (study.Periods[k], _effects.Count);
            Add(places[k], Estimators.EventStudy, design.Report.Id, design.WeightedFlags, _ => period.Estimate);
            _effects[at] = _effects[at] with { EventStudy = new EventStudySummary(study.PreTest?.PValue, study.EquivalenceBound, period.Breakdown) };
        }

        _designs.Add(design.Report);
    }

    private PropensityEstimation Design(string id, string kind, PropensitySpecification sample, DesignMatrix matrix, IReadOnlyDictionary<string, double>? warmStart) =>
        new(id, kind, sample, matrix, _treated, _families, _options, warmStart, _jobs[0].Kind != JobKind.FurtherDraw);

    private List<(string Estimator, PropensityMatchSet Matches, string[] Flags)> Match(PropensityEstimation design)
    {
        var made = new List<(string, PropensityMatchSet, string[])>();
        foreach (var replace in _options.MatchingWithReplacement ? new[] { false, true } : [false])
        {
            var matches = design.Match(_options.Matching with { Replace = replace });
            if (matches.Programme.Length == 0)
                continue;
            var balance = design.BalanceOf(matches);
            if (!replace)
                design.Keep(matches, balance);
            made.Add((replace ? Estimators.NearestReplace : Estimators.Nearest, matches, [.. design.Flags(balance, matches.ShareOfProgrammeDropped)]));
        }

        return made;
    }

    private void EstimateShared(EstimationJob job, PropensityEstimation design, List<(string Estimator, PropensityMatchSet Matches, string[] Flags)> matched)
    {
        var id = design.Report.Id;
        foreach (var estimator in EstimatorsOf(job))
        {
            switch (estimator)
            {
                case Estimators.Naive:
                    AddNaive(job);
                    break;
                case Estimators.Nearest or Estimators.NearestReplace:
                    AddMatched(job, estimator, id, matched);
                    break;
                case Estimators.UntilJoined:
                    AddUntilJoined(job, design);
                    break;
                case Estimators.EntropyBalancing:
                    Add(job, estimator, id, design.EntropyFlags, design.EntropyBalanced);
                    break;
                case Estimators.DoublyRobust:
                    Add(job, estimator, id, design.WeightedFlags, design.DoublyRobust);
                    break;
                case Estimators.LinkCorrected:
                    var corrected = LinkCorrection.Correct(_panel, job.Outcome, job.Column, _units);
                    Add(job, estimator, id, design.WeightedFlags, _ => design.Weighted(corrected));
                    break;
                default:
                    Add(job, estimator, id, design.WeightedFlags, design.Weighted);
                    break;
            }
        }
    }

    /// <summary>The estimate while the comparison has not joined; the main one learns how much of its comparison's time was on the programme.</summary>
    private void AddUntilJoined(EstimationJob job, PropensityEstimation design)
    {
        var joinedIn = DesignMatrix.Take(_panel.People.CrossoverMonth, _units);
        var window = job.Column.Window;
        var main = _effects.FindLastIndex(e => string.Equals(e.Estimator, Estimators.AttWeights, StringComparison.Ordinal));
        _effects[main] = _effects[main] with { ExposedComparison = design.ExposedShare(joinedIn, window) };
        Add(job, Estimators.UntilJoined, design.Report.Id, design.WeightedFlags, y => design.UntilJoined(y, joinedIn, window.LastMonth));
    }

    private void AddMatched(EstimationJob job, string estimator, string id, List<(string Estimator, PropensityMatchSet Matches, string[] Flags)> matched)
    {
        foreach (var made in matched.Where(m => string.Equals(m.Estimator, estimator, StringComparison.Ordinal)))
        {
            Add(job, estimator, id, made.Flags, y => PropensityMatchedEffect.Estimate(made.Matches, _treated, y, _families));
            return;
        }

        _effects.Add(job.Effect(estimator, id, null, NotEstimatedReasons.NoPartners, []));
    }

    /// <summary>Of everyone with a value, so that it is the difference of the counts that stand beside it.</summary>
    private void AddNaive(EstimationJob job)
    {
        var outcome = DesignMatrix.Take(job.Column.Value, _everyone);
        Add(job, Estimators.Naive, null, [], outcome, y => NaiveDifference.Estimate(
            DesignMatrix.Take(_panel.People.IsProgramme, _everyone), y, DesignMatrix.Take(_panel.People.Family, _everyone)), null);
    }

    private void Add(EstimationJob job, string estimator, string? design, IEnumerable<string> flags, Func<double[], EffectEstimate?> estimate) =>
        Add(job, estimator, design, flags, DesignMatrix.Take(job.Column.Value, _units), estimate, _support);

    private void Add(
        EstimationJob job, string estimator, string? design, IEnumerable<string> flags, double[] outcome, Func<double[], EffectEstimate?> estimate, SupportSummary? support)
    {
        var isConstant = Array.TrueForAll(outcome, y => y == outcome[0]);
        var made = isConstant ? null : estimate(outcome);
        var reason = isConstant || made is { StandardError: not > 0, TooFew: null } ? NotEstimatedReasons.NoVariation : made is null ? NotEstimatedReasons.NoWeights : made.TooFew;
        var covered = (support?.ShareCovered ?? 1) * (1 - (made?.ShareOfProgrammeDropped ?? 0));
        var little = support is not null && covered < CommonSupport.LeastShare ? new[] { EffectFlags.LittleSupport } : [];
        _effects.Add(job.Effect(estimator, design, reason is null ? made : null, reason, [.. flags, .. little]) with { Support = support });
    }
}
