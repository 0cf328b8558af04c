using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// Fits the Fellegi–Sunter model without labels by EM over the candidate pairs; every other pair counts as a non-match. u comes from
/// outside the candidates (random pairs and exact token counts, net of the expected matches). EM iterates m, the number of matches,
/// the prior by birth year and the household terms. Equation numbers are those of docs/methods/linkage.md.
/// </summary>
internal sealed class ModelFitter
{
    /// <summary>Lower limit of the expected matches, so that odds stay finite.</summary>
    public const double MinExpectedMatches = 1e-3;

    private const int MaxIterations = 100;
    private const double EmTolerance = 1e-5;
    private const int SweepsPerIteration = 4;
    private const int PiecePairs = 1 << 16;

    // Relative change below which a message counts as converged. The second value is for the last E-step.
    private const double MessageTolerance = 1e-5;
    private const double FinalMessageTolerance = 1e-7;
    private const int FinalSweeps = 60;

    // Log odds below which a pair is dropped before the fit, under a prior where nine in ten people have a match. Starting values may be far
    // off among few people, so the limit there is lower. Among many people fewer than one in a thousand of the dropped pairs is a match.
    private const double PrefilterLogOddsFewPeople = -14;
    private const double PrefilterLogOddsManyPeople = -7;

    // Lower limit of the unmatched share of each side, so that the prior odds of equation (3) stay finite at full overlap.
    private const double MinUnmatchedShare = 0.005;

    // From this number of pairs on, the memory of the messages is given back at once.
    private const int ManyPairs = 1 << 22;

    private readonly LinkageOptions _options;
    private readonly TermFrequencies _counts;
    private readonly UProbabilityCounts _uCounts;
    private readonly CohortEncoding _encoding;
    private readonly TokenTable _left;
    private readonly double _leftCount;
    private readonly double _rightCount;
    private readonly bool _isSelf;
    private readonly double[][] _expectedByValue;
    private readonly ConditionalDependence _conditionalDependence;
    private readonly MatchPriorByBirthYear? _matchPrior;
    private readonly EntityFrequency? _entities;
    private readonly double[] _expectedOnExactLevel = new double[4];
    private double[][] _expectedByPerson = [];
    private double _householdMovedU = 1e-5;

    public ModelFitter(LinkagePlan plan, LinkageOptions options)
    {
        (_options, _counts, _uCounts, _isSelf, _encoding, _left) = (options, plan.TermFrequencies, plan.UCounts, plan.IsSelf, plan.Encoding, plan.Left);
        (_leftCount, _rightCount) = (_left.Count, _counts.RightCount);
        _conditionalDependence = new ConditionalDependence(_counts, _uCounts, _isSelf);
        _expectedByValue = [.. _counts.Left.Select(c => new double[c.Length])];
        _entities = _isSelf ? new EntityFrequency(_counts, _left.Count) : null;
        Scorer = new PairScorer(_counts, _entities, options.Threads);
        Model = new LinkageModel { NeutralFields = Neutral(), ExpectedMatches = options.StartingShare * Math.Min(_leftCount, _rightCount) };
        if (_isSelf)
            Model.ExpectedMatches = 0.05 * _leftCount;
        if (HasLimit)
            _matchPrior = new MatchPriorByBirthYear(plan.Encoding.Rows, options.Cardinality == Cardinality.SeveralRecordsPerPerson, Model.ExpectedMatches / Math.Max(1, _leftCount));
        EstimateU();
        Scorer.Load(Model, _expectedByValue);
    }

    public LinkageModel Model { get; }

    public PairScorer Scorer { get; }

    /// <summary>Log likelihood ratio below which no plausible prior makes a pair count.</summary>
    public double PrefilterThreshold => (Pairs <= LinkagePlan.FewPairs ? PrefilterLogOddsFewPeople : PrefilterLogOddsManyPeople) - PriorLogOdds(0.9 * Math.Min(_leftCount, _rightCount));

    private bool HasLimit => !_isSelf && _options.Cardinality != Cardinality.ManyToMany;

    private double Pairs => _isSelf ? _leftCount * (_leftCount - 1) / 2 : _leftCount * _rightCount;

    /// <summary>
    /// Iterates until the expected number of matches converges, then again after households that moved together are marked. Gives the
    /// probability and the log odds of each pair.
    /// </summary>
    public (double[] Probabilities, double[] LogOdds) Fit(CandidatePairs pairs)
    {
        var all = new FitPairs(pairs, _left.Count, _options);
        if (IsLarge(all))
        {
            EmIteration(all);
            EmIteration(all);
        }

        var some = IterateOnInfluentialPairs(all, hasMoved: false);
        if (!_isSelf && HouseholdMoveEvidence.MarkMoves(pairs, _encoding, all.Probabilities, _rightCount, _options.Threads) is var u and > 0)
        {
            _householdMovedU = u;
            some = IterateOnInfluentialPairs(all, hasMoved: true);
        }

        EStep(some, FinalSweeps, FinalMessageTolerance);
        if (some != all)
        {
            // The other pairs keep their negligible probability. The log odds of all pairs are those of the fitted model.
            some.Return(all);
            ScorePairs(all);
        }

        return (all.Probabilities, all.LogOdds);
    }

    private bool IsLarge(FitPairs pairs) => pairs.Count > _options.MostPairsEveryIteration;

    /// <summary>Runs EM to convergence; where there are many pairs, on the influential ones only. Gives the pairs that took part.</summary>
    private FitPairs IterateOnInfluentialPairs(FitPairs all, bool hasMoved)
    {
        var some = all;
        if (IsLarge(all))
        {
            some = all.InfluentialSubset(_left.Count, _options, _isSelf);
            all.ReleaseMessages();
            if (all.Count > ManyPairs)
                MemoryPressure.CollectAfterPhase((long)(_leftCount + _rightCount));
        }

        if (hasMoved)
            MStep(some);
        IterateToConvergence(some);
        if (some != all)
            some.Return(all);
        return some;
    }

    private void IterateToConvergence(FitPairs pairs)
    {
        Model.HasConverged = false;
        // One small change is not enough: the parameters may still move while their effects on the expected matches cancel out.
        var stable = 0;
        for (var k = 0; k < MaxIterations && stable < 2; k++)
        {
            EmIteration(pairs);
            stable = Model.HasConverged ? stable + 1 : 0;
        }

        Model.HasConverged = stable == 2;
    }

    private void EmIteration(FitPairs pairs)
    {
        EStep(pairs, SweepsPerIteration, MessageTolerance);
        var before = Model.ExpectedMatches;
        MStep(pairs);
        Model.Iterations++;
        Model.HasConverged = Math.Abs(Model.ExpectedMatches - before) <= EmTolerance * Math.Max(1, before);
    }

    /// <summary>E-step: the odds of each pair by equation (4), then the one-to-one posterior by equations (6) and (7).</summary>
    private void EStep(FitPairs pairs, int sweeps, double tolerance)
    {
        ScorePairs(pairs);
        pairs.BeliefPropagation.ComputeMarginals(sweeps, tolerance, pairs.Probabilities);
    }

    /// <summary>Prior log odds of a pair, equation (3), for the left people as a whole.</summary>
    private double PriorLogOdds(double matches) => PriorLogOdds(matches, matches / Math.Max(1, _leftCount));

    /// <summary>Prior log odds of a pair, equation (3), for left people of whom a given share have a record.</summary>
    /// <param name="matches">Expected matches.</param>
    /// <param name="share">λ: share of these left people who have a record.</param>
    private double PriorLogOdds(double matches, double share)
    {
        if (!HasLimit)
            return Math.Log(matches / Math.Max(1, Pairs - matches));
        var freeRight = Math.Max(0, _rightCount - matches) + (MinUnmatchedShare * _rightCount);
        var freeLeft = _options.Cardinality == Cardinality.SeveralRecordsPerPerson ? 1 : Math.Max(0, 1 - share) + MinUnmatchedShare;
        return Math.Log(share / (freeLeft * freeRight));
    }

    /// <summary>Log odds of each pair on its own, equation (4).</summary>
    private void ScorePairs(FitPairs fit)
    {
        var pairs = fit.Pairs;
        Model.PriorLogOdds = PriorLogOdds(Model.ExpectedMatches);
        Scorer.Load(Model, _expectedByValue);
        var priors = _matchPrior?.ByYear(share => PriorLogOdds(Model.ExpectedMatches, share));
        Workers.Run(pairs.Count, PiecePairs, _options.Threads, (from, to) =>
        {
            for (var p = from; p < to; p++)
                fit.SetLogOdds(p, (priors is null ? Model.PriorLogOdds : priors[_matchPrior!.YearOf(pairs.Left[p])]) + Scorer.Score(pairs.Left[p], pairs.Patterns[p]));
        });
    }

    /// <summary>M-step: expected counts, then m, u, the number of matches and the prior by birth year, equations (8) to (17).</summary>
    private void MStep(FitPairs fit)
    {
        var (pairs, probabilities) = (fit.Pairs, fit.Probabilities);
        var ofRecord = fit.OfRecord;
        Array.Clear(ofRecord);
        for (var p = 0; p < pairs.Count; p++)
        {
            if (probabilities[p] >= ExpectedCounts.Negligible)
                ofRecord[pairs.Right[p]] += probabilities[p];
        }

        var starts = ExpectedCounts.Runs(fit.BeliefPropagation.LeftStarts, PiecePairs);
        var pieces = new ExpectedCounts[starts.Length - 1];
        if (_expectedByPerson.Length == 0)
            _expectedByPerson = [.. Enumerable.Range(0, ExpectedCounts.PerPerson).Select(_ => new double[_left.Count])];
        foreach (var column in _expectedByPerson)
            Array.Clear(column);
        Workers.Run(pieces.Length, _options.Threads, k => pieces[k] = ExpectedCounts.Of(pairs, starts[k], starts[k + 1], probabilities, ofRecord, _expectedByPerson));
        // Sums of fractions depend on their order, so the pieces have a fixed size and are added in a fixed order.
        var total = new ExpectedCounts();
        foreach (var piece in pieces)
            total.Add(piece);
        total.Equal.CopyTo(_expectedOnExactLevel, 0);
        Workers.Run(_expectedByValue.Length, _options.Threads, ExpectedMatchesByValue);
        _conditionalDependence.Take(total);
        _entities?.Update(pairs, probabilities);
        _matchPrior?.Update(i => _expectedByPerson[ExpectedCounts.All][i]);
        Model.ExpectedMatches = Math.Max(total.Matches, MinExpectedMatches);
        EstimateM(total.Levels);
        EstimateU();
    }

    /// <summary>Sums expected matches by person to expected matches by value of a field.</summary>
    private void ExpectedMatchesByValue(int field)
    {
        var expected = _expectedByValue[field];
        Array.Clear(expected);
        var ofPerson = _expectedByPerson[field];
        for (var i = 0; i < ofPerson.Length; i++)
        {
            if (ofPerson[i] > 0)
                expected[_counts.ValueOf(field, i)] += ofPerson[i];
        }
    }

    /// <summary>m, equation (8): expected share of each level among matches that know the field, with a prior worth 20 matches.</summary>
    private void EstimateM(double[] sums)
    {
        for (var f = 0; f < ComparisonVector.Fields; f++)
        {
            var known = 0.0;
            for (var level = 1; level < Model.M[f].Length; level++)
                known += sums[(f * ComparisonVector.MaxLevels) + level];
            for (var level = 1; level < Model.M[f].Length; level++)
                Model.M[f][level] = (sums[(f * ComparisonVector.MaxLevels) + level] + (LinkageModel.PseudoMatches * LinkageModel.Prior(f, level))) / (known + LinkageModel.PseudoMatches);
        }
    }

    /// <summary>u, equations (9) and (10): from random pairs for every level, from exact token counts for the exact level.</summary>
    private void EstimateU()
    {
        for (var f = 0; f < ComparisonVector.Fields; f++)
        {
            var known = Math.Max(1.0, _uCounts.Known((Field)f));
            var matches = Model.ExpectedMatches / Pairs * known;
            for (var level = 1; level < Model.U[f].Length; level++)
                Model.U[f][level] = Net(_uCounts[(Field)f, level], matches * Model.M[f][level]) / known;
        }

        var equal = new double[4];
        for (var f = 0; f < 4; f++)
        {
            var known = Math.Max(1, Pairs * _uCounts.Known((Field)f) / Math.Max(1, _uCounts.Pairs));
            equal[f] = CountOnce(_counts.EqualPairs(f), _counts.RightKnown[f]);
            Model.U[f][1] = Math.Max(1, Net(equal[f], _expectedOnExactLevel[f])) / known;
        }

        Model.U[3][PostcodeLevel.HouseholdMoved] = _householdMovedU;

        // The u of a swap depends on the two names, so PairScorer computes it: equation (12).
        Model.U[1][NameLevel.Swapped] = Model.U[1][NameLevel.HalfSwapped] = 1;
        _conditionalDependence.Update(Model, Math.Max(0, equal[1] - _expectedOnExactLevel[1]), Math.Max(0, equal[3] - _expectedOnExactLevel[3]), Math.Max(1, Pairs), _isSelf ? _leftCount / 2 : Math.Min(_leftCount, _rightCount));
    }

    /// <summary>A count without its expected matches, but never less than a tenth of it or half a pair.</summary>
    private static double Net(double count, double matches) => Math.Max(Math.Max(count - matches, 0.1 * count), 0.5);

    /// <summary>Counts each unordered pair once. In one file joined with itself each pair was counted twice, and each row with itself.</summary>
    private double CountOnce(double pairs, double withThemselves) => _isSelf ? (pairs - withThemselves) / 2 : pairs;

    private Field[] Neutral()
        => [.. Enum.GetValues<Field>().Where(f => _uCounts.Known(f) == 0 || Varies(f) == 0)];

    private int Varies(Field field)
        => Enumerable.Range(2, ComparisonVector.MaxLevels - 2).Count(level => _uCounts[field, level] > 0);
}
