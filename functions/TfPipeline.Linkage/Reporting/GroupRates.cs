namespace TfPipeline.Linkage.Reporting;

/// <summary>A column of the left side whose levels are groups of people, such as sex or council.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Levels">The level of each left person; empty where none is given.</param>
public sealed record GroupColumn(string Name, string[] Levels)
{
    /// <summary>Levels that a column may have: there are some 150 councils. One with more is likely to hold values of people, and is not for a report.</summary>
    public const int MostLevels = 200;

    /// <summary>True when there are few enough levels.</summary>
    public bool IsFewLevels => Levels.Distinct(StringComparer.Ordinal).Take(MostLevels + 1).Count() <= MostLevels;
}

/// <summary>Match rates by the levels of a column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Rates">One entry per level, in ordinal order; small levels are joined.</param>
public sealed record GroupRates(string Name, IReadOnlyList<GroupRate> Rates)
{
    /// <summary>A level of fewer people is not named: it might say more of a person than of a group.</summary>
    public const int FewestPeople = 10;

    private const string NotGiven = "not given";

    /// <exception cref="ArgumentException">A column has more levels than <see cref="GroupColumn.MostLevels"/>.</exception>
    internal static IReadOnlyList<GroupRates> Of(LinkageResult result, IReadOnlyList<GroupColumn> columns)
    {
        if (!columns.All(c => c.IsFewLevels))
            throw new ArgumentException($"A column has more than {GroupColumn.MostLevels} levels and is not one of groups.", nameof(columns));
        var people = PersonFigures.Of(result);
        return [.. columns.Select(c => new GroupRates(c.Name, Rows(c, people)))];
    }

    private static List<GroupRate> Rows(GroupColumn column, PersonFigures[] people)
    {
        var levels = Enumerable.Range(0, people.Length).GroupBy(i => column.Levels[i].Length == 0 ? NotGiven : column.Levels[i], StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, People: g.ToList())).ToList();
        var rates = levels.Where(l => l.People.Count >= FewestPeople).Select(l => GroupRate.Of(l.Key, l.People, people)).ToList();
        var few = levels.Where(l => l.People.Count < FewestPeople).ToList();
        if (few.Count > 0)
            rates.Add(GroupRate.Of(FormattableString.Invariant($"{few.Count} levels of fewer than {FewestPeople} people each"), [.. few.SelectMany(l => l.People)], people));
        return rates;
    }
}

/// <summary>How people of one level were linked.</summary>
/// <param name="Level">The level.</param>
/// <param name="People">People.</param>
/// <param name="Matched">People with a match.</param>
/// <param name="ExpectedRight">Those whose match the model expects to be right.</param>
/// <param name="ExpectedRecords">People whom the model expects to have a record, linked or not.</param>
public sealed record GroupRate(string Level, int People, int Matched, double ExpectedRight, double ExpectedRecords)
{
    /// <summary>Share of the people who have a match.</summary>
    public double Rate => (double)Matched / Math.Max(1, People);

    /// <summary>95 % interval of <see cref="Rate"/>, people taken as independent of each other.</summary>
    public (double Low, double High) Interval => Proportion.Interval(Matched, People);

    /// <summary>Share of the matches that the model expects to be right; null without matches.</summary>
    public double? Precision => Matched == 0 ? null : ExpectedRight / Matched;

    /// <summary>Share of the expected records that were linked; null where none is expected.</summary>
    public double? Recall => ExpectedRecords < 0.5 ? null : Math.Min(1, ExpectedRight / ExpectedRecords);

    internal static GroupRate Of(string level, List<int> rows, PersonFigures[] people)
        => new(level, rows.Count, rows.Count(i => people[i].Match > 0), rows.Sum(i => people[i].Match), rows.Sum(i => people[i].HasRecord));
}

/// <summary>What a linkage says of one left person.</summary>
/// <param name="Match">Probability of the best match; 0 for none.</param>
/// <param name="HasRecord">Probability that one of the records is theirs.</param>
internal readonly record struct PersonFigures(double Match, double HasRecord)
{
    public static PersonFigures[] Of(LinkageResult result)
    {
        var links = result.Links;
        var (match, has) = (new double[links.CohortCount], Array.ConvertAll(links.HasRecord, h => (double)h));
        for (var k = 0; k < links.Count; k++)
        {
            if (links.Status[k] != LinkStatus.Match)
                continue;
            match[links.CohortIndex[k]] = Math.Max(match[links.CohortIndex[k]], links.Probability[k]);
            if (result.IsSelf && int.Parse(links.RecordId[k], System.Globalization.CultureInfo.InvariantCulture) is var other)
                match[other] = Math.Max(match[other], links.Probability[k]);
        }

        if (result.IsSelf)
            CountBothEnds(result, has);
        return [.. match.Zip(has, (m, h) => new PersonFigures(m, h))];
    }

    /// <summary>A pair of one file stands with the person of its lower row; here it counts for both.</summary>
    private static void CountBothEnds(LinkageResult result, double[] has)
    {
        var (pairs, fitted) = (result.Pairs!, result.Fitted!);
        Array.Clear(has);
        for (var p = 0; p < pairs.Count; p++)
        {
            has[pairs.Left[p]] += fitted.Probabilities[p];
            has[int.Parse(pairs.RecordIds[pairs.Right[p]], System.Globalization.CultureInfo.InvariantCulture)] += fitted.Probabilities[p];
        }

        for (var i = 0; i < has.Length; i++)
            has[i] = Math.Min(1, has[i]);
    }
}
