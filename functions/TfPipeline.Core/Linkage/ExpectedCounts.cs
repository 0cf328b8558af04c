namespace TfPipeline.Core.Linkage;

/// <summary>What is counted over the pairs, each as far as it is a match, in one iteration of the fit.</summary>
internal sealed class ExpectedCounts
{
    /// <summary>Less than this share of a match changes no count that is printed or compared.</summary>
    public const double Negligible = 1e-9;

    /// <summary>Which patterns agree exactly on surname and postcode.</summary>
    private static readonly bool[] IsHousehold = [.. Enumerable.Range(0, Pattern.Count).Select(p => Pattern.Level(p, Field.Surname) == NameLevel.Exact && Pattern.Level(p, Field.Postcode) == PostcodeLevel.Exact)];

    /// <summary>Numbers kept for each person: matches that agree exactly on each of the four main fields, and at <see cref="All"/> all of them.</summary>
    public const int PerPerson = 5;

    /// <summary>The column of all of a person's matches.</summary>
    public const int All = 4;

    /// <summary>Matches.</summary>
    public double Matches { get; private set; }

    /// <summary>Matches by field and level, MaxLevels numbers a field.</summary>
    public double[] Levels { get; } = new double[Pattern.Fields * Pattern.MaxLevels];

    /// <summary>Matches that agree exactly on forename, surname, date of birth and postcode.</summary>
    public double[] Equal { get; } = new double[4];

    /// <summary>Matches that agree exactly on the combinations of <see cref="TokenCounts.JointPairs"/>.</summary>
    public double[] Joint { get; } = new double[6];

    /// <summary>Matches by level of the forename and level of the date of birth; MaxLevels numbers a level of the forename.</summary>
    public double[] BirthDateByForename { get; } = new double[Pattern.MaxLevels * Pattern.MaxLevels];

    /// <summary>The same for sex.</summary>
    public double[] SexByForename { get; } = new double[Pattern.MaxLevels * Pattern.MaxLevels];

    /// <summary>Pairs of one household with the same date of birth, as far as they are two people.</summary>
    public double Twins { get; private set; }

    /// <summary>Pairs of one household with the same forename, as far as they are two people.</summary>
    public double SameForename { get; private set; }

    /// <summary>Counts over a run of pairs that begins and ends between people.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="from">First pair.</param>
    /// <param name="to">First pair after the run.</param>
    /// <param name="probabilities">Match probability of each pair.</param>
    /// <param name="ofRecord">Their sum over each record.</param>
    /// <param name="ofPerson"><see cref="PerPerson"/> columns by person, empty before; receives those of these pairs.</param>
    public static ExpectedCounts Of(LivePairs pairs, int from, int to, double[] probabilities, double[] ofRecord, double[][] ofPerson)
    {
        var counts = new ExpectedCounts();
        for (int start = from, end; start < to; start = end)
        {
            var person = pairs.Left[start];
            var sum = 0.0;
            for (end = start; end < to && pairs.Left[end] == person; end++)
                sum += probabilities[end];
            counts.Matches += sum;
            ofPerson[All][person] = sum;
            for (var p = start; p < end; p++)
            {
                var pattern = pairs.Patterns[p];
                if (IsHousehold[pattern])
                    counts.AddApart(Pattern.Levels(pattern), Math.Clamp(Math.Max(sum, ofRecord[pairs.Right[p]]) - probabilities[p], 0, 1));
                if (probabilities[p] >= Negligible)
                    counts.AddMatch(Pattern.Levels(pattern), probabilities[p], ofPerson, person);
            }
        }

        return counts;
    }

    public void Add(ExpectedCounts other)
    {
        (Matches, Twins, SameForename) = (Matches + other.Matches, Twins + other.Twins, SameForename + other.SameForename);
        AddTo(Levels, other.Levels);
        AddTo(Equal, other.Equal);
        AddTo(Joint, other.Joint);
        AddTo(BirthDateByForename, other.BirthDateByForename);
        AddTo(SexByForename, other.SexByForename);
    }

    private static void AddTo(double[] sums, double[] more)
    {
        for (var k = 0; k < sums.Length; k++)
            sums[k] += more[k];
    }

    /// <summary>Adds a pair as far as it is two people: only where one of them belongs to somebody else are two relatives known to be two.</summary>
    private void AddApart(ReadOnlySpan<byte> levels, double taken)
    {
        Twins += levels[2] == DateLevel.Exact ? taken : 0;
        SameForename += levels[0] == NameLevel.Exact ? taken : 0;
    }

    private void AddMatch(ReadOnlySpan<byte> levels, double probability, double[][] ofPerson, int person)
    {
        for (var f = 0; f < levels.Length; f++)
            Levels[(f * Pattern.MaxLevels) + levels[f]] += probability;
        BirthDateByForename[(levels[0] * Pattern.MaxLevels) + levels[2]] += probability;
        SexByForename[(levels[0] * Pattern.MaxLevels) + levels[4]] += probability;
        for (var f = 0; f < All; f++)
        {
            if (levels[f] != NameLevel.Exact)
                continue;
            ofPerson[f][person] += probability;
            Equal[f] += probability;
        }

        var (forename, surname, birthDate, postcode) = (levels[0] == NameLevel.Exact, levels[1] == NameLevel.Exact, levels[2] == DateLevel.Exact, levels[3] == PostcodeLevel.Exact);
        Joint[0] += postcode && surname ? probability : 0;
        Joint[1] += postcode && surname && birthDate ? probability : 0;
        Joint[2] += postcode && surname && forename ? probability : 0;
        Joint[3] += surname && birthDate ? probability : 0;
        Joint[4] += forename && surname ? probability : 0;
        Joint[5] += forename && birthDate ? probability : 0;
    }
}
