using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Fits the model without labels: expectation and maximisation over the live pairs, every other pair counted as different people.
/// The chance of agreement between strangers comes from outside the candidates (random pairs and exact token counts, net of the
/// expected matches); only the chances for matches, the number of matches and the household terms are iterated.
/// </summary>
internal sealed class ModelFitter
{
    private const int MostIterations = 100;
    private const double Tolerance = 1e-5;
    private const int SweepsPerIteration = 6;
    private const int LastSweeps = 60;

    // Share of each side that is taken to be unmatched at the least, so that the prior odds stay finite at full overlap.
    private const double Smoothing = 0.005;

    private readonly LinkageOptions _options;
    private readonly TokenCounts _counts;
    private readonly StrangerCounts _strangers;
    private readonly TokenTable _left;
    private readonly double _leftCount;
    private readonly double _rightCount;
    private readonly bool _isSelf;
    private readonly double[][] _expected;
    private readonly FieldDependence _dependence;
    private readonly double[] _expectedEqual = new double[4];
    private double _together = 1e-5;

    public ModelFitter(TokenTable left, TokenCounts counts, StrangerCounts strangers, bool isSelf, LinkageOptions options)
    {
        (_options, _counts, _strangers, _isSelf) = (options, counts, strangers, isSelf);
        _left = left;
        (_leftCount, _rightCount) = (left.Count, counts.RightCount);
        _dependence = new FieldDependence(counts, strangers, isSelf);
        _expected = [.. counts.Left.Select(c => new double[c.Length])];
        Scorer = new PairScorer(left, counts, isSelf);
        Model = new LinkageModel { NeutralFields = Neutral(), ExpectedMatches = options.StartingShare * Math.Min(_leftCount, _rightCount) };
        if (isSelf)
            Model.ExpectedMatches = 0.05 * _leftCount;
        UpdateStrangers();
        Scorer.Load(Model, _expected);
    }

    public LinkageModel Model { get; }

    public PairScorer Scorer { get; }

    /// <summary>Log likelihood ratio below which no plausible prior makes a pair count.</summary>
    public double ScreeningThreshold => -10 - PriorLogOdds(0.9 * Math.Min(_leftCount, _rightCount));

    private double Pairs => _isSelf ? _leftCount * (_leftCount - 1) / 2 : _leftCount * _rightCount;

    /// <summary>
    /// Iterates until the expected number of matches settles, then once more with the households that moved together; gives the
    /// probability and the log odds of each pair.
    /// </summary>
    public (double[] Probabilities, double[] LogOdds) Fit(LivePairs pairs)
    {
        var posterior = new MatchingPosterior(pairs, _left.Count, _options.Cardinality);
        var (probabilities, logOdds, odds) = (new double[pairs.Count], new double[pairs.Count], new double[pairs.Count]);
        Iterate(pairs, posterior, probabilities, logOdds, odds);
        if (!_isSelf && HouseholdMoves.Mark(pairs, _left, probabilities, _rightCount) is var together and > 0)
        {
            _together = together;
            Maximise(pairs, probabilities);
            Iterate(pairs, posterior, probabilities, logOdds, odds);
        }

        Score(pairs, logOdds, odds);
        posterior.Compute(odds, LastSweeps, probabilities);
        return (probabilities, logOdds);
    }

    private void Iterate(LivePairs pairs, MatchingPosterior posterior, double[] probabilities, double[] logOdds, double[] odds)
    {
        Model.HasConverged = false;
        for (var k = 0; k < MostIterations && !Model.HasConverged; k++, Model.Iterations++)
        {
            Score(pairs, logOdds, odds);
            posterior.Compute(odds, SweepsPerIteration, probabilities);
            var before = Model.ExpectedMatches;
            Maximise(pairs, probabilities);
            Model.HasConverged = Math.Abs(Model.ExpectedMatches - before) <= Tolerance * Math.Max(1, before);
        }
    }

    private double PriorLogOdds(double matches)
    {
        if (_isSelf || _options.Cardinality == Cardinality.ManyToMany)
            return Math.Log(matches / Math.Max(1, Pairs - matches));
        var freeRight = Math.Max(0, _rightCount - matches) + (Smoothing * _rightCount);
        if (_options.Cardinality == Cardinality.SeveralRecordsPerPerson)
            return Math.Log(matches / (_leftCount * freeRight));
        var freeLeft = Math.Max(0, _leftCount - matches) + (Smoothing * _leftCount);
        return Math.Log(matches / (freeLeft * freeRight));
    }

    private void Score(LivePairs pairs, double[] logOdds, double[] odds)
    {
        Model.PriorLogOdds = PriorLogOdds(Model.ExpectedMatches);
        Scorer.Load(Model, _expected);
        Parallel.For(0, (pairs.Count + 65535) / 65536, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads }, c =>
        {
            for (var p = c * 65536; p < Math.Min(pairs.Count, (c + 1) * 65536); p++)
            {
                logOdds[p] = Model.PriorLogOdds + Scorer.Score(pairs.Left[p], pairs.Patterns[p]);
                odds[p] = Math.Exp(Math.Min(logOdds[p], 200));
            }
        });
    }

    private void Maximise(LivePairs pairs, double[] probabilities)
    {
        var sums = new double[Pattern.Fields * Pattern.MaxLevels];
        foreach (var column in _expected)
            Array.Clear(column);
        _dependence.Clear();
        Array.Clear(_expectedEqual);
        var total = 0.0;
        var (ofPerson, ofRecord) = (new double[_left.Count], new double[pairs.Rights]);
        for (var p = 0; p < pairs.Count; p++)
        {
            total += probabilities[p];
            ofPerson[pairs.Left[p]] += probabilities[p];
            ofRecord[pairs.Right[p]] += probabilities[p];
        }

        for (var p = 0; p < pairs.Count; p++)
        {
            var levels = Pattern.Levels(pairs.Patterns[p]);
            var taken = Math.Max(ofPerson[pairs.Left[p]], ofRecord[pairs.Right[p]]) - probabilities[p];
            _dependence.AddApart(levels, Math.Clamp(taken, 0, 1));
            if (probabilities[p] >= 1e-9)
                AddPair(pairs.Left[p], levels, probabilities[p], sums);
        }

        Model.ExpectedMatches = Math.Max(total, 1e-3);
        UpdateMatches(sums);
        UpdateStrangers();
    }

    private void AddPair(int left, ReadOnlySpan<byte> levels, double probability, double[] sums)
    {
        for (var f = 0; f < levels.Length; f++)
            sums[(f * Pattern.MaxLevels) + levels[f]] += probability;
        for (var f = 0; f < 4; f++)
        {
            if (levels[f] != NameLevel.Exact)
                continue;
            _expected[f][Scorer.ValueOf(f, left)] += probability;
            _expectedEqual[f] += probability;
        }

        _dependence.Add(levels, probability);
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
        _dependence.Update(Model, Math.Max(0, equal[1] - _expectedEqual[1]), Math.Max(0, equal[3] - _expectedEqual[3]), Math.Max(1, Pairs));
    }

    private static double Net(double count, double matches) => Math.Max(Math.Max(count - matches, 0.1 * count), 0.5);

    /// <summary>In one file joined with itself every unordered pair was counted twice and everybody met himself.</summary>
    private double Strangers(double pairs, double met) => _isSelf ? (pairs - met) / 2 : pairs;

    private Field[] Neutral()
        => [.. Enum.GetValues<Field>().Where(f => _strangers.Known(f) == 0 || Varies(f) == 0)];

    private int Varies(Field field)
        => Enumerable.Range(2, Pattern.MaxLevels - 2).Count(level => _strangers[field, level] > 0);
}
