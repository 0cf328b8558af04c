namespace TfPipeline.Linkage;

/// <summary>Turns comparison vectors into log likelihood ratios under the current parameters: equation (2) of docs/methods/linkage.md.</summary>
internal sealed class PairScorer
{
    private const int MaxLevels = ComparisonVector.MaxLevels;

    // Patterns with a main field on its exact level or with swapped names: their weight depends on the values.
    private static readonly bool[] NeedsTermFrequency = [.. Enumerable.Range(0, ComparisonVector.Count).Select(p =>
        ComparisonVector.Levels(p)[..4].Contains((byte)NameLevel.Exact) || ComparisonVector.Level(p, Field.Surname) >= NameLevel.Swapped)];

    private readonly TermFrequencies _counts;
    private readonly EntityFrequency? _entities;
    private readonly int _threads;
    private readonly double[][] _u;
    private readonly double[][] _logU;
    private readonly double[] _weights = new double[ComparisonVector.Fields * MaxLevels];
    private readonly double[] _logM = new double[4];
    private readonly double[] _scoreWithoutTermFrequency = new double[ComparisonVector.Count];
    private readonly double[] _weightsGivenForename = new double[MaxLevels * ComparisonVector.Fields * MaxLevels];
    private double _logBirthDateGivenHousehold, _logForenameGivenHousehold, _logBirthDateGivenSurname, _logForenameDateDependence;
    private double _surnameGivenPostcode, _logSurnameGivenPostcode, _excessNameAgreement;

    /// <param name="counts">Term frequencies.</param>
    /// <param name="entities">In one file joined with itself, how many people have each value; null for two files.</param>
    /// <param name="threads">Workers.</param>
    public PairScorer(TermFrequencies counts, EntityFrequency? entities, int threads)
    {
        (_counts, _entities, _threads) = (counts, entities, threads);
        _u = [.. counts.Left.Select(c => new double[c.Length])];
        _logU = [.. counts.Left.Select(c => new double[c.Length])];
    }

    /// <summary>Takes over new parameters.</summary>
    /// <param name="model">The parameters.</param>
    /// <param name="expected">Expected matches on each value of the main fields; they do not count as non-matches.</param>
    public void Load(LinkageModel model, double[][] expected)
    {
        for (var f = 0; f < ComparisonVector.Fields; f++)
        {
            for (var level = 1; level < model.M[f].Length; level++)
                _weights[(f * MaxLevels) + level] = model.NeutralFields.Contains((Field)f) ? 0 : Math.Log(model.M[f][level]) - Math.Log(model.U[f][level]);
        }

        Array.Fill(_scoreWithoutTermFrequency, double.NaN);
        for (var f = 0; f < 4; f++)
            _logM[f] = model.NeutralFields.Contains((Field)f) ? double.NaN : Math.Log(model.M[f][1]);
        Workers.Run(4, _threads, f => LoadTermFrequencies(f, expected[f], model.U[f][1]));

        (_surnameGivenPostcode, _logSurnameGivenPostcode) = (model.SurnameGivenPostcode, Math.Log(model.SurnameGivenPostcode));
        _logBirthDateGivenHousehold = Math.Log(model.BirthDateGivenHousehold);
        _logForenameGivenHousehold = Math.Log(model.ForenameGivenHousehold);
        _logBirthDateGivenSurname = Math.Log(model.BirthDateGivenSurname);
        _excessNameAgreement = model.Namesakes;
        _logForenameDateDependence = Math.Log(model.ForenameAndDateTogether);
        LoadGivenForename(model, Field.BirthDate, model.BirthDateGivenForename);
        LoadGivenForename(model, Field.Sex, model.SexGivenForename);
    }

    /// <summary>Log likelihood ratio of a pair, equation (2): how much more likely its comparison vector is for a match than for a non-match.</summary>
    public double Score(int leftPerson, int pattern)
    {
        var sum = _scoreWithoutTermFrequency[pattern];
        if (double.IsNaN(sum))
            _scoreWithoutTermFrequency[pattern] = sum = ScoreWithoutTermFrequency(pattern);
        if (!NeedsTermFrequency[pattern])
            return sum;
        var levels = ComparisonVector.Levels(pattern);
        for (var f = 0; f < 4; f++)
        {
            if (levels[f] == NameLevel.Exact)
                sum += TermFrequencyWeight(f, leftPerson, levels);
        }

        return levels[1] >= NameLevel.Swapped ? sum + SwappedWeight(leftPerson, levels[1]) : sum;
    }

    /// <summary>The terms of <see cref="Score"/> by field.</summary>
    public void Weigh(int leftPerson, int pattern, Span<double> weights)
    {
        var levels = ComparisonVector.Levels(pattern);
        for (var f = 0; f < ComparisonVector.Fields; f++)
        {
            weights[f] = f < 4 && levels[f] == NameLevel.Exact ? TermFrequencyWeight(f, leftPerson, levels)
                : f == 1 && levels[1] >= NameLevel.Swapped ? SwappedWeight(leftPerson, levels[1])
                : LevelWeight(f, levels);
        }
    }

    /// <summary>The weight of a level for a value of average frequency.</summary>
    public double AverageWeight(int field, int level) => _weights[(field * MaxLevels) + level];

    private double LevelWeight(int field, ReadOnlySpan<byte> levels)
        => field is 2 or 4 ? _weightsGivenForename[(((levels[0] * ComparisonVector.Fields) + field) * MaxLevels) + levels[field]] : _weights[(field * MaxLevels) + levels[field]];

    /// <summary>The sum of the terms that depend on the levels alone.</summary>
    private double ScoreWithoutTermFrequency(int pattern)
    {
        var levels = ComparisonVector.Levels(pattern);
        var sum = 0.0;
        for (var f = 0; f < ComparisonVector.Fields; f++)
        {
            if ((f >= 4 || levels[f] != NameLevel.Exact) && (f != 1 || levels[1] < NameLevel.Swapped))
                sum += LevelWeight(f, levels);
        }

        return sum;
    }

    /// <summary>
    /// Weight of the exact level with the frequency of the value, equation (11), and the corrections for fields that depend on each other
    /// among non-matches, equation (13).
    /// </summary>
    private double TermFrequencyWeight(int field, int leftPerson, ReadOnlySpan<byte> levels)
    {
        if (double.IsNaN(_logM[field]))
            return 0;
        var value = _counts.ValueOf(field, leftPerson);
        // Members of a family share surname and postcode, so agreement on one makes agreement on the other likely without a match.
        var isHousehold = levels[3] is PostcodeLevel.Exact or PostcodeLevel.HouseholdMoved;
        // A dependence between two fields is applied once, to the later of the two.
        if (field == 1 && levels[0] == NameLevel.Exact)
        {
            var chance = isHousehold ? Math.Max(_u[1][value], _surnameGivenPostcode) : _u[1][value];
            return _logM[1] - Math.Log(chance + (_excessNameAgreement / _u[0][_counts.ValueOf(0, leftPerson)]));
        }

        var u = _logU[field][value];
        if (field != 3 && levels[1] == NameLevel.Exact)
        {
            u = Math.Max(u, field switch
            {
                0 => isHousehold ? _logForenameGivenHousehold : double.NegativeInfinity,
                1 => isHousehold ? _logSurnameGivenPostcode : double.NegativeInfinity,
                _ => isHousehold ? Math.Max(_logBirthDateGivenHousehold, _logBirthDateGivenSurname) : _logBirthDateGivenSurname,
            });
        }

        return _logM[field] - (field == 2 && levels[0] == NameLevel.Exact ? u + _logForenameDateDependence : u);
    }

    /// <summary>Weight of swapped names, equation (12): u is the chance that another person has these names in the other fields.</summary>
    private double SwappedWeight(int leftPerson, int level)
    {
        if (double.IsNaN(_logM[1]) || double.IsNaN(_logM[0]))
            return 0;
        var (forename, surname) = (_counts.ValueOf(0, leftPerson), _counts.ValueOf(1, leftPerson));
        var (first, second) = (Frequency(1, forename), Frequency(0, surname));
        var chance = level == NameLevel.Swapped ? Math.Max(first * second, 1e-3 * Math.Min(first, second))
            : forename < 0 ? second
            : surname < 0 ? first
            : Math.Max(first, second);
        return _weights[MaxLevels + level] - Math.Log(chance);
    }

    private double Frequency(int field, int value)
        => Math.Max(1, value < 0 ? 1 : _counts.Right[field][value]) / (double)Math.Max(1, _counts.RightKnown[field]);

    private void LoadGivenForename(LinkageModel model, Field field, double[][] u)
    {
        var f = (int)field;
        for (var forename = 0; forename < MaxLevels; forename++)
        {
            for (var level = 1; level < model.M[f].Length; level++)
            {
                _weightsGivenForename[(((forename * ComparisonVector.Fields) + f) * MaxLevels) + level] = model.NeutralFields.Contains(field)
                    ? 0 : Math.Log(model.M[f][level]) - Math.Log(u[forename][level]);
            }
        }
    }

    /// <summary>
    /// Term-frequency tables, equation (11): u of a value is the share of other records, or of other people of the same file, that have it.
    /// The record of the pair itself and the expected matches do not count, because they would make a rare value look common. A value that no
    /// other record has counts as half a record (Jeffreys' prior), or as the average u where that is less.
    /// </summary>
    private void LoadTermFrequencies(int field, double[] expected, double average)
    {
        var known = _entities?.Known(field) ?? Math.Max(1, _counts.RightKnown[field]);
        var unseen = Math.Min(0.5, (field == 2 ? Math.Min(average, _counts.DateByParts) : average) * known);
        var (left, right, u, logU) = (_counts.Left[field], _counts.Right[field], _u[field], _logU[field]);
        for (var v = 0; v < logU.Length; v++)
        {
            var others = _entities is not null ? _entities.Others(field, v)
                : left[v] == 0 ? right[v]
                : Math.Min(right[v] - 1, right[v] - (expected[v] / left[v]));
            u[v] = (Math.Max(0, others) + unseen) / known;
            logU[v] = Math.Log(u[v]);
        }
    }
}
