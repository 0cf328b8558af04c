using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Fits the model without labels: expectation and maximisation over the live pairs, every other pair counted as different people.
/// The chance of agreement between strangers comes from outside the candidates (random pairs and exact token counts, net of the
/// expected matches); only the chances for matches, the number of matches and the household terms are iterated.
/// </summary>
internal sealed class ModelFitter
{
    /// <summary>Expected matches where there are none, so that odds stay finite.</summary>
    public const double LeastMatches = 1e-3;

    private const int MostIterations = 100;
    private const double Tolerance = 1e-5;
    private const int SweepsPerIteration = 4;
    private const int PiecePairs = 1 << 16;

    // Relative changes of messages: between iterations the parameters move more than that, at the end nothing does.
    private const double Settled = 1e-5;
    private const double LastSettled = 1e-7;
    private const int LastSweeps = 60;

    // Log odds below which a pair is left out even if nine in ten people have a match: among few people, where starting values may be far off, far
    // below any doubt; among many fewer than one in a thousand of such pairs.
    private const double ScreeningOfFew = -14;
    private const double ScreeningOfMany = -7;

    // Share of each side that is taken to be unmatched at the least, so that the prior odds stay finite at full overlap.
    private const double Smoothing = 0.005;

    // From so many pairs on, what the messages between them took is given back at once.
    private const int ManyPairs = 1 << 22;

    private readonly LinkageOptions _options;
    private readonly TokenCounts _counts;
    private readonly StrangerCounts _strangers;
    private readonly LeftNumbers _numbers;
    private readonly TokenTable _left;
    private readonly double _leftCount;
    private readonly double _rightCount;
    private readonly bool _isSelf;
    private readonly double[][] _expected;
    private readonly FieldDependence _dependence;
    private readonly AgeCoverage? _coverage;
    private readonly DistinctPeople? _people;
    private readonly double[] _expectedEqual = new double[4];
    private double[][] _ofPerson = [];
    private double _together = 1e-5;

    public ModelFitter(LinkagePlan plan, LinkageOptions options)
    {
        (_options, _counts, _strangers, _isSelf, _numbers, _left) = (options, plan.Counts, plan.Strangers, plan.IsSelf, plan.Numbers, plan.Left);
        (_leftCount, _rightCount) = (_left.Count, _counts.RightCount);
        _dependence = new FieldDependence(_counts, _strangers, _isSelf);
        _expected = [.. _counts.Left.Select(c => new double[c.Length])];
        _people = _isSelf ? new DistinctPeople(_counts, _left.Count) : null;
        Scorer = new PairScorer(_counts, _people, options.Threads);
        Model = new LinkageModel { NeutralFields = Neutral(), ExpectedMatches = options.StartingShare * Math.Min(_leftCount, _rightCount) };
        if (_isSelf)
            Model.ExpectedMatches = 0.05 * _leftCount;
        if (HasLimit)
            _coverage = new AgeCoverage(plan.Numbers.Rows, options.Cardinality == Cardinality.SeveralRecordsPerPerson, Model.ExpectedMatches / Math.Max(1, _leftCount));
        UpdateStrangers();
        Scorer.Load(Model, _expected);
    }

    public LinkageModel Model { get; }

    public PairScorer Scorer { get; }

    /// <summary>Log likelihood ratio below which no plausible prior makes a pair count.</summary>
    public double ScreeningThreshold => (Pairs <= LinkagePlan.FewPairs ? ScreeningOfFew : ScreeningOfMany) - PriorLogOdds(0.9 * Math.Min(_leftCount, _rightCount));

    private bool HasLimit => !_isSelf && _options.Cardinality != Cardinality.ManyToMany;

    private double Pairs => _isSelf ? _leftCount * (_leftCount - 1) / 2 : _leftCount * _rightCount;

    /// <summary>
    /// Iterates until the expected number of matches settles, then once more with the households that moved together; gives the
    /// probability and the log odds of each pair.
    /// </summary>
    public (double[] Probabilities, double[] LogOdds) Fit(LivePairs pairs)
    {
        var all = new FitPairs(pairs, _left.Count, _options);
        if (IsLarge(all))
        {
            Step(all);
            Step(all);
        }

        var some = Settle(all, hasMoved: false);
        if (!_isSelf && HouseholdMoves.Mark(pairs, _numbers, all.Probabilities, _rightCount, _options.Threads) is var together and > 0)
        {
            _together = together;
            some = Settle(all, hasMoved: true);
        }

        Score(some);
        some.Posterior.Compute(LastSweeps, LastSettled, some.Probabilities);
        if (some != all)
        {
            // The others stay below what matters; all log odds are those of the model that was found.
            some.Return(all);
            Score(all);
        }

        return (all.Probabilities, all.LogOdds);
    }

    private bool IsLarge(FitPairs pairs) => pairs.Count > _options.MostPairsEveryIteration;

    /// <summary>Iterates, where there are many pairs on those that can still matter. Gives the pairs that took part.</summary>
    private FitPairs Settle(FitPairs all, bool hasMoved)
    {
        var some = all;
        if (IsLarge(all))
        {
            some = all.ThatMatter(_left.Count, _options, _isSelf);
            all.EndMessages();
            if (all.Count > ManyPairs)
                Garbage.Drop((long)(_leftCount + _rightCount));
        }

        if (hasMoved)
            Maximise(some);
        Iterate(some);
        if (some != all)
            some.Return(all);
        return some;
    }

    private void Iterate(FitPairs pairs)
    {
        Model.HasConverged = false;
        // Once could be a turn: chances that still move, while what they add to the matches and what they take away cancel out.
        var still = 0;
        for (var k = 0; k < MostIterations && still < 2; k++)
        {
            Step(pairs);
            still = Model.HasConverged ? still + 1 : 0;
        }

        Model.HasConverged = still == 2;
    }

    private void Step(FitPairs pairs)
    {
        Score(pairs);
        pairs.Posterior.Compute(SweepsPerIteration, Settled, pairs.Probabilities);
        var before = Model.ExpectedMatches;
        Maximise(pairs);
        Model.Iterations++;
        Model.HasConverged = Math.Abs(Model.ExpectedMatches - before) <= Tolerance * Math.Max(1, before);
    }

    private double PriorLogOdds(double matches) => PriorLogOdds(matches, matches / Math.Max(1, _leftCount));

    /// <param name="matches">Expected matches.</param>
    /// <param name="share">Share of the left people in question who have a record.</param>
    private double PriorLogOdds(double matches, double share)
    {
        if (!HasLimit)
            return Math.Log(matches / Math.Max(1, Pairs - matches));
        var freeRight = Math.Max(0, _rightCount - matches) + (Smoothing * _rightCount);
        var freeLeft = _options.Cardinality == Cardinality.SeveralRecordsPerPerson ? 1 : Math.Max(0, 1 - share) + Smoothing;
        return Math.Log(share / (freeLeft * freeRight));
    }

    private void Score(FitPairs fit)
    {
        var pairs = fit.Pairs;
        Model.PriorLogOdds = PriorLogOdds(Model.ExpectedMatches);
        Scorer.Load(Model, _expected);
        var priors = _coverage?.ByYear(share => PriorLogOdds(Model.ExpectedMatches, share));
        Workers.Run(pairs.Count, PiecePairs, _options.Threads, (from, to) =>
        {
            for (var p = from; p < to; p++)
                fit.SetLogOdds(p, (priors is null ? Model.PriorLogOdds : priors[_coverage!.YearOf(pairs.Left[p])]) + Scorer.Score(pairs.Left[p], pairs.Patterns[p]));
        });
    }

    private void Maximise(FitPairs fit)
    {
        var (pairs, probabilities) = (fit.Pairs, fit.Probabilities);
        var ofRecord = fit.OfRecord;
        Array.Clear(ofRecord);
        for (var p = 0; p < pairs.Count; p++)
        {
            if (probabilities[p] >= ExpectedCounts.Negligible)
                ofRecord[pairs.Right[p]] += probabilities[p];
        }

        var starts = Pieces(fit.Posterior.LeftStarts);
        var pieces = new ExpectedCounts[starts.Length - 1];
        if (_ofPerson.Length == 0)
            _ofPerson = [.. Enumerable.Range(0, ExpectedCounts.PerPerson).Select(_ => new double[_left.Count])];
        foreach (var column in _ofPerson)
            Array.Clear(column);
        Workers.Run(pieces.Length, _options.Threads, k => pieces[k] = ExpectedCounts.Of(pairs, starts[k], starts[k + 1], probabilities, ofRecord, _ofPerson));
        // Sums of fractions depend on their order, so the pieces have a fixed size and are added in theirs.
        var total = new ExpectedCounts();
        foreach (var piece in pieces)
            total.Add(piece);
        total.Equal.CopyTo(_expectedEqual, 0);
        Workers.Run(_expected.Length, _options.Threads, SpreadExpected);
        _dependence.Take(total);
        _people?.Update(pairs, probabilities);
        _coverage?.Update(i => _ofPerson[ExpectedCounts.All][i]);
        Model.ExpectedMatches = Math.Max(total.Matches, LeastMatches);
        UpdateMatches(total.Levels);
        UpdateStrangers();
    }

    /// <summary>Cuts the pairs between people.</summary>
    private static int[] Pieces(ReadOnlySpan<int> leftStarts)
    {
        var starts = new List<int> { 0 };
        foreach (var start in leftStarts)
        {
            if (start - starts[^1] >= PiecePairs)
                starts.Add(start);
        }

        if (leftStarts[^1] > starts[^1])
            starts.Add(leftStarts[^1]);
        return [.. starts];
    }

    /// <summary>Expected matches by value of a field, from those by person.</summary>
    private void SpreadExpected(int field)
    {
        var expected = _expected[field];
        Array.Clear(expected);
        var ofPerson = _ofPerson[field];
        for (var i = 0; i < ofPerson.Length; i++)
        {
            if (ofPerson[i] > 0)
                expected[_counts.ValueOf(field, i)] += ofPerson[i];
        }
    }

    private void UpdateMatches(double[] sums)
    {
        for (var f = 0; f < Pattern.Fields; f++)
        {
            var known = 0.0;
            for (var level = 1; level < Model.M[f].Length; level++)
                known += sums[(f * Pattern.MaxLevels) + level];
            for (var level = 1; level < Model.M[f].Length; level++)
                Model.M[f][level] = (sums[(f * Pattern.MaxLevels) + level] + (LinkageModel.Pseudo * LinkageModel.Prior(f, level))) / (known + LinkageModel.Pseudo);
        }
    }

    private void UpdateStrangers()
    {
        for (var f = 0; f < Pattern.Fields; f++)
        {
            var known = Math.Max(1.0, _strangers.Known((Field)f));
            var matches = Model.ExpectedMatches / Pairs * known;
            for (var level = 1; level < Model.U[f].Length; level++)
                Model.U[f][level] = Net(_strangers[(Field)f, level], matches * Model.M[f][level]) / known;
        }

        var equal = new double[4];
        for (var f = 0; f < 4; f++)
        {
            var known = Math.Max(1, Pairs * _strangers.Known((Field)f) / Math.Max(1, _strangers.Pairs));
            equal[f] = Strangers(_counts.EqualPairs(f), _counts.RightKnown[f]);
            Model.U[f][1] = Math.Max(1, Net(equal[f], _expectedEqual[f])) / known;
        }

        Model.U[3][PostcodeLevel.Together] = _together;

        // A swap is scored with the frequencies of the two names themselves.
        Model.U[1][NameLevel.Swapped] = Model.U[1][NameLevel.HalfSwapped] = 1;
        _dependence.Update(Model, Math.Max(0, equal[1] - _expectedEqual[1]), Math.Max(0, equal[3] - _expectedEqual[3]), Math.Max(1, Pairs), _isSelf ? _leftCount / 2 : Math.Min(_leftCount, _rightCount));
    }

    private static double Net(double count, double matches) => Math.Max(Math.Max(count - matches, 0.1 * count), 0.5);

    /// <summary>In one file joined with itself every unordered pair was counted twice and everybody met himself.</summary>
    private double Strangers(double pairs, double met) => _isSelf ? (pairs - met) / 2 : pairs;

    private Field[] Neutral()
        => [.. Enum.GetValues<Field>().Where(f => _strangers.Known(f) == 0 || Varies(f) == 0)];

    private int Varies(Field field)
        => Enumerable.Range(2, Pattern.MaxLevels - 2).Count(level => _strangers[field, level] > 0);
}
