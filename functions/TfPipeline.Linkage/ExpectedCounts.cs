namespace TfPipeline.Linkage;

/// <summary>Expected counts of one EM iteration: sums over pairs, each weighted by its match probability.</summary>
internal sealed class ExpectedCounts
{
    /// <summary>A smaller probability than this changes no count that is published or compared.</summary>
    public const double Negligible = 1e-9;

    /// <summary>Which patterns agree exactly on surname and postcode.</summary>
    private static readonly bool[] IsHousehold = [.. Enumerable.Range(0, ComparisonVector.Count).Select(p => ComparisonVector.Level(p, Field.Surname) == NameLevel.Exact && ComparisonVector.Level(p, Field.Postcode) == PostcodeLevel.Exact)];

    /// <summary>Columns kept for each person: expected matches on the exact level of each main field, and at <see cref="All"/> all expected matches.</summary>
    public const int PerPerson = 5;

    /// <summary>The column of all of a person's matches.</summary>
    public const int All = 4;

    /// <summary>Matches.</summary>
    public double Matches { get; private set; }

    /// <summary>Matches by field and level, MaxLevels numbers a field.</summary>
    public double[] Levels { get; } = new double[ComparisonVector.Fields * ComparisonVector.MaxLevels];

    /// <summary>Matches that agree exactly on forename, surname, date of birth and postcode.</summary>
    public double[] Equal { get; } = new double[4];

    /// <summary>Matches that agree exactly on the combinations of <see cref="TermFrequencies.JointPairs"/>.</summary>
    public double[] Joint { get; } = new double[6];

    /// <summary>Matches by level of the forename and level of the date of birth; MaxLevels numbers a level of the forename.</summary>
    public double[] BirthDateByForename { get; } = new double[ComparisonVector.MaxLevels * ComparisonVector.MaxLevels];

    /// <summary>The same for sex.</summary>
    public double[] SexByForename { get; } = new double[ComparisonVector.MaxLevels * ComparisonVector.MaxLevels];

    /// <summary>Expected number of pairs of two people of one household with the same date of birth.</summary>
    public double SameBirthDateInHousehold { get; private set; }

    /// <summary>Expected number of pairs of two people of one household with the same forename.</summary>
    public double SameForenameInHousehold { get; private set; }

    /// <summary>Where runs of at least so many pairs start, and where the last ends; never between two pairs of one person.</summary>
    public static int[] Runs(ReadOnlySpan<int> leftStarts, int pairs)
    {
        var starts = new List<int> { 0 };
        foreach (var start in leftStarts)
        {
            if (start - starts[^1] >= pairs)
                starts.Add(start);
        }

        if (leftStarts[^1] > starts[^1])
            starts.Add(leftStarts[^1]);
        return [.. starts];
    }

    /// <summary>Counts a run of pairs that holds all pairs of each of its people.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="from">First pair.</param>
    /// <param name="to">First pair after the run.</param>
    /// <param name="probabilities">Match probability of each pair.</param>
    /// <param name="ofRecord">Their sum over each record.</param>
    /// <param name="ofPerson"><see cref="PerPerson"/> columns by person, empty before; receives those of these pairs.</param>
    public static ExpectedCounts Of(CandidatePairs pairs, int from, int to, double[] probabilities, double[] ofRecord, double[][] ofPerson)
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
                    counts.AddTwoPeople(ComparisonVector.Levels(pattern), Math.Clamp(Math.Max(sum, ofRecord[pairs.Right[p]]) - probabilities[p], 0, 1));
                if (probabilities[p] >= Negligible)
                    counts.AddMatch(ComparisonVector.Levels(pattern), probabilities[p], ofPerson, person);
            }
        }

        return counts;
    }

    public void Add(ExpectedCounts other)
    {
        (Matches, SameBirthDateInHousehold, SameForenameInHousehold) = (Matches + other.Matches, SameBirthDateInHousehold + other.SameBirthDateInHousehold, SameForenameInHousehold + other.SameForenameInHousehold);
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

    /// <summary>Adds a pair weighted by the probability that it is two people, which is known only where one of them is linked elsewhere.</summary>
    private void AddTwoPeople(ReadOnlySpan<byte> levels, double asTwoPeople)
    {
        SameBirthDateInHousehold += levels[2] == DateLevel.Exact ? asTwoPeople : 0;
        SameForenameInHousehold += levels[0] == NameLevel.Exact ? asTwoPeople : 0;
    }

    private void AddMatch(ReadOnlySpan<byte> levels, double probability, double[][] ofPerson, int person)
    {
        for (var f = 0; f < levels.Length; f++)
            Levels[(f * ComparisonVector.MaxLevels) + levels[f]] += probability;
        BirthDateByForename[(levels[0] * ComparisonVector.MaxLevels) + levels[2]] += probability;
        SexByForename[(levels[0] * ComparisonVector.MaxLevels) + levels[4]] += probability;
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
