namespace TfPipeline.Core.Linkage;

/// <summary>Turns patterns into log likelihood ratios under the current parameters.</summary>
internal sealed class PairScorer
{
    private const int MaxLevels = Pattern.MaxLevels;

    // Patterns with an exact main field or swapped names, whose weight depends on the values.
    private static readonly bool[] NeedsTokens = [.. Enumerable.Range(0, Pattern.Count).Select(p =>
        Pattern.Levels(p)[..4].Contains((byte)NameLevel.Exact) || Pattern.Level(p, Field.Surname) >= NameLevel.Swapped)];

    private readonly TokenCounts _counts;
    private readonly DistinctPeople? _people;
    private readonly int _threads;
    private readonly double[][] _u;
    private readonly double[][] _logU;
    private readonly double[] _weights = new double[Pattern.Fields * MaxLevels];
    private readonly double[] _logM = new double[4];
    private readonly double[] _withoutTokens = new double[Pattern.Count];
    private readonly double[] _givenForename = new double[MaxLevels * Pattern.Fields * MaxLevels];
    private double _logBirthDateGivenHousehold, _logForenameGivenHousehold, _logBirthDateGivenSurname, _logForenameAndDateTogether;
    private double _surnameGivenPostcode, _logSurnameGivenPostcode, _namesakes;

    /// <param name="counts">How common values are.</param>
    /// <param name="people">In one file joined with itself, the people behind its records; null for two files.</param>
    /// <param name="threads">Workers.</param>
    public PairScorer(TokenCounts counts, DistinctPeople? people, int threads)
    {
        (_counts, _people, _threads) = (counts, people, threads);
        _u = [.. counts.Left.Select(c => new double[c.Length])];
        _logU = [.. counts.Left.Select(c => new double[c.Length])];
    }

    /// <summary>Takes over new parameters.</summary>
    /// <param name="model">The parameters.</param>
    /// <param name="expected">Expected matches on each value of the main fields, which do not count as strangers.</param>
    public void Load(LinkageModel model, double[][] expected)
    {
        for (var f = 0; f < Pattern.Fields; f++)
        {
            for (var level = 1; level < model.M[f].Length; level++)
                _weights[(f * MaxLevels) + level] = model.NeutralFields.Contains((Field)f) ? 0 : Math.Log(model.M[f][level]) - Math.Log(model.U[f][level]);
        }

        Array.Fill(_withoutTokens, double.NaN);
        for (var f = 0; f < 4; f++)
            _logM[f] = model.NeutralFields.Contains((Field)f) ? double.NaN : Math.Log(model.M[f][1]);
        Workers.Run(4, _threads, f => LoadTokens(f, expected[f], model.U[f][1]));

        (_surnameGivenPostcode, _logSurnameGivenPostcode) = (model.SurnameGivenPostcode, Math.Log(model.SurnameGivenPostcode));
        _logBirthDateGivenHousehold = Math.Log(model.BirthDateGivenHousehold);
        _logForenameGivenHousehold = Math.Log(model.ForenameGivenHousehold);
        _logBirthDateGivenSurname = Math.Log(model.BirthDateGivenSurname);
        _namesakes = model.Namesakes;
        _logForenameAndDateTogether = Math.Log(model.ForenameAndDateTogether);
        LoadGivenForename(model, Field.BirthDate, model.BirthDateGivenForename);
        LoadGivenForename(model, Field.Sex, model.SexGivenForename);
    }

    /// <summary>Log likelihood ratio of a pair: how much more likely its pattern is for a match than for different people.</summary>
    public double Score(int leftPerson, int pattern)
    {
        var sum = _withoutTokens[pattern];
        if (double.IsNaN(sum))
            _withoutTokens[pattern] = sum = WithoutTokens(pattern);
        if (!NeedsTokens[pattern])
            return sum;
        var levels = Pattern.Levels(pattern);
        for (var f = 0; f < 4; f++)
        {
            if (levels[f] == NameLevel.Exact)
                sum += ExactWeight(f, leftPerson, levels);
        }

        return levels[1] >= NameLevel.Swapped ? sum + SwappedWeight(leftPerson, levels[1]) : sum;
    }

    /// <summary>The same by field, for the explanation.</summary>
    public void Weigh(int leftPerson, int pattern, Span<double> weights)
    {
        var levels = Pattern.Levels(pattern);
        for (var f = 0; f < Pattern.Fields; f++)
        {
            weights[f] = f < 4 && levels[f] == NameLevel.Exact ? ExactWeight(f, leftPerson, levels)
                : f == 1 && levels[1] >= NameLevel.Swapped ? SwappedWeight(leftPerson, levels[1])
                : LevelWeight(f, levels);
        }
    }

    /// <summary>The weight of a level without regard to how common the value is.</summary>
    public double AverageWeight(int field, int level) => _weights[(field * MaxLevels) + level];

    private double LevelWeight(int field, ReadOnlySpan<byte> levels)
        => field is 2 or 4 ? _givenForename[(((levels[0] * Pattern.Fields) + field) * MaxLevels) + levels[field]] : _weights[(field * MaxLevels) + levels[field]];

    /// <summary>The part of a score that only the pattern decides.</summary>
    private double WithoutTokens(int pattern)
    {
        var levels = Pattern.Levels(pattern);
        var sum = 0.0;
        for (var f = 0; f < Pattern.Fields; f++)
        {
            if ((f >= 4 || levels[f] != NameLevel.Exact) && (f != 1 || levels[1] < NameLevel.Swapped))
                sum += LevelWeight(f, levels);
        }

        return sum;
    }

    private double ExactWeight(int field, int leftPerson, ReadOnlySpan<byte> levels)
    {
        if (double.IsNaN(_logM[field]))
            return 0;
        var value = _counts.ValueOf(field, leftPerson);
        // Families share surname and postcode: agreement on one makes agreement on the other likely without a match.
        var isHousehold = levels[3] is PostcodeLevel.Exact or PostcodeLevel.Together;
        // What two fields have in common is counted once, with the later field.
        if (field == 1 && levels[0] == NameLevel.Exact)
        {
            var chance = isHousehold ? Math.Max(_u[1][value], _surnameGivenPostcode) : _u[1][value];
            return _logM[1] - Math.Log(chance + (_namesakes / _u[0][_counts.ValueOf(0, leftPerson)]));
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

        return _logM[field] - (field == 2 && levels[0] == NameLevel.Exact ? u + _logForenameAndDateTogether : u);
    }

    /// <summary>Strangers are swapped when each carries the other's name in the other field; one of the two may be an edit away.</summary>
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

    private void LoadGivenForename(LinkageModel model, Field field, double[][] strangers)
    {
        var f = (int)field;
        for (var forename = 0; forename < MaxLevels; forename++)
        {
            for (var level = 1; level < model.M[f].Length; level++)
            {
                _givenForename[(((forename * Pattern.Fields) + f) * MaxLevels) + level] = model.NeutralFields.Contains(field)
                    ? 0 : Math.Log(model.M[f][level]) - Math.Log(strangers[forename][level]);
            }
        }
    }

    /// <summary>
    /// Chance that a stranger has a left person's value: how many other records have it, or other people of the same file. The record of the
    /// pair at hand is left out, or a rare value would speak against the very pair it speaks for; so are the expected matches. What was not
    /// seen counts as half a record (Jeffreys), or as the average chance where that is less.
    /// </summary>
    private void LoadTokens(int field, double[] expected, double average)
    {
        var known = _people?.Known(field) ?? Math.Max(1, _counts.RightKnown[field]);
        var unseen = Math.Min(0.5, (field == 2 ? Math.Min(average, _counts.DateByParts) : average) * known);
        var (left, right, u, logU) = (_counts.Left[field], _counts.Right[field], _u[field], _logU[field]);
        for (var v = 0; v < logU.Length; v++)
        {
            var strangers = _people is not null ? _people.Others(field, v)
                : left[v] == 0 ? right[v]
                : Math.Min(right[v] - 1, right[v] - (expected[v] / left[v]));
            u[v] = (Math.Max(0, strangers) + unseen) / known;
            logU[v] = Math.Log(u[v]);
        }
    }
}
