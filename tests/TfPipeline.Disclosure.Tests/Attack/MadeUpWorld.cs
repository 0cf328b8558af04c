namespace TfPipeline.Disclosure.Tests.Attack;

/// <summary>A made-up person: nothing that a release is not made from.</summary>
internal sealed record MadeUpPerson(
    int Id, int Family, bool IsProgramme, string Council, string Sex, string Standing, bool HasNumber, bool IsMeasured, bool InFirst, bool InSecond)
{
    public bool InWhole => InFirst || InSecond;
}

/// <summary>Small made-up populations and the outputs that a release would propose for them. The seed decides all of it.</summary>
internal sealed class MadeUpWorld(int seed)
{
    public const string First = "p1";
    public const string Second = "p2";
    public const string Whole = "whole";
    private static readonly string[] Standings = ["match", "match", "match", "match", "match", "match", "possible", "ambiguous", "none", "none"];
    private readonly Random _random = new(seed);
    private int _families;
    private int _people;

    public List<MadeUpPerson> Population()
    {
        var councils = _random.Next(2, 5);
        var size = _random.Next(3) switch { 0 => 8, 1 => 25, _ => 70 };
        var rate = Rate();
        return [.. Enumerable.Range(0, councils).SelectMany(c => Families($"E0{c}", _random.Next(2, size), rate))];
    }

    /// <summary>Families that join a council.</summary>
    public List<MadeUpPerson> Families(string council, int families, double? rate = null)
    {
        var risk = rate ?? Rate();
        return [.. Enumerable.Range(0, families).SelectMany(_ => Family(council, risk))];
    }

    public static IReadOnlyList<ProposedOutput> Outputs(IReadOnlyList<MadeUpPerson> people) =>
    [
        new ProposedCounts(Outcomes(people)), new ProposedCounts(Quality(people)), new ProposedCounts(Standing(people)), new ProposedCounts(Numbers(people)), Flow(people),
    ];

    /// <summary>Who is counted where, as the ledger sees it.</summary>
    public static Roll Roll(IReadOnlyList<MadeUpPerson> people) => new()
    {
        References = "key 1",
        Person = [.. people.Select(p => (UInt128)p.Id)],
        Family = [.. people.Select(p => p.Family)],
        Group = [.. people.Select(p => p.IsProgramme ? "programme" : "comparison")],
        Dimensions = [new("council", [.. people.Select(p => p.Council)]), new("sex", [.. people.Select(p => p.Sex)])],
        Sets = [.. new[] { First, Second, Whole }.Select(w => new RollSet(Disclosure.Roll.SetOf("event", w), [.. people.Select(p => p.IsMeasured)]))],
    };

    /// <summary>The population of a next release: some families leave, some join, and now and then a single person leaves.</summary>
    public List<MadeUpPerson> Next(IReadOnlyList<MadeUpPerson> people)
    {
        var next = people.ToList();
        foreach (var council in people.Select(p => p.Council).Distinct().Order(StringComparer.Ordinal).ToList())
        {
            var leave = _random.Next(4) switch { 0 => 0, 1 => 1, 2 => _random.Next(2, 6), _ => _random.Next(10, 30) };
            var families = next.Where(p => p.Council == council).Select(p => p.Family).Distinct().OrderBy(_ => _random.Next()).Take(leave).ToHashSet();
            next.RemoveAll(p => families.Contains(p.Family));
            next.AddRange(Families(council, _random.Next(4) switch { 0 => 0, 1 => 1, 2 => _random.Next(2, 6), _ => _random.Next(10, 40) }));
        }

        return next;
    }

    private double Rate() => _random.Next(4) switch { 0 => 0.03, 1 => 0.2, 2 => 0.5, _ => 0.95 };

    private IEnumerable<MadeUpPerson> Family(string council, double rate)
    {
        var (family, programme) = (_families++, _random.Next(2) == 0);
        for (var m = _random.Next(1, 4); m > 0; m--)
        {
            yield return new MadeUpPerson(
                _people++, family, programme, council, _random.Next(2) == 0 ? "f" : "m", Standings[_random.Next(Standings.Length)],
                _random.NextDouble() < 0.9, _random.NextDouble() < 0.9, _random.NextDouble() < rate, _random.NextDouble() < rate);
        }
    }

    private static CountTable Outcomes(IReadOnlyList<MadeUpPerson> people) => new()
    {
        Name = "outcomes",
        MeasureColumn = "outcome",
        Categories = ["events", "others"],
        PrintedCategories = 1,
        CumulativeWindow = Whole,
        PartWindows = [First, Second],
        Rows =
        [
            .. new (string Window, Func<MadeUpPerson, bool> Had)[] { (First, p => p.InFirst), (Second, p => p.InSecond), (Whole, p => p.InWhole) }.SelectMany(w => Cells(people).Select(cell =>
            {
                var measured = cell.People.Where(p => p.IsMeasured).ToList();
                return new CountRow(
                    "event", "population", w.Window, cell.Group, cell.Dimension, cell.Level, Count(measured), [Count(measured.Where(w.Had)), Count(measured.Where(p => !w.Had(p)))])
                {
                    Within = [Everybody(cell)],
                };
            })),
        ],
    };

    private static CountTable Quality(IReadOnlyList<MadeUpPerson> people) => Pair(people, "linkage_quality", "department", "benefits", ["match", "other"], p => p.Standing == "match", Unmatched);

    private static CountTable Numbers(IReadOnlyList<MadeUpPerson> people) => Pair(people, "identifier_completeness", "identifier", "upn", ["given", "not_given"], p => p.HasNumber, _ => null);

    private static CountTable Pair(
        IReadOnlyList<MadeUpPerson> people, string name, string column, string measure, string[] categories, Func<MadeUpPerson, bool> isFirst, Func<Cell, string?> secondSet) => new()
        {
            Name = name,
            MeasureColumn = column,
            CountsEveryone = true,
            Categories = categories,
            PrintedCategories = 1,
            Rows =
            [
                .. Cells(people).Select(cell => new CountRow(
                    measure, "people", "", cell.Group, cell.Dimension, cell.Level, Count(cell.People), [Count(cell.People.Where(isFirst)), Count(cell.People.Where(p => !isFirst(p)))])
                {
                    PeopleSet = Everybody(cell),
                    CategorySets = [null, secondSet(cell)],
                }),
            ],
        };

    private static CountTable Standing(IReadOnlyList<MadeUpPerson> people)
    {
        string[] standings = ["possible", "ambiguous", "none"];
        return new CountTable
        {
            Name = "link_standing",
            MeasureColumn = "department",
            CountsEveryone = true,
            Categories = standings,
            PrintedCategories = 3,
            Rows =
            [
                .. Cells(people).Where(c => c.Dimension == CountTable.All).Select(cell => new CountRow(
                    "benefits", "benefits", "", cell.Group, cell.Dimension, cell.Level,
                    Count(cell.People.Where(p => p.Standing != "match")), [.. standings.Select(s => Count(cell.People.Where(p => p.Standing == s)))])
                {
                    PeopleSet = Unmatched(cell),
                }),
            ],
        };
    }

    private static ProposedFlow Flow(IReadOnlyList<MadeUpPerson> people)
    {
        var (programme, withdrawn, elsewhere) = (people.Count(p => p.IsProgramme), people.Count % 7, people.Count % 19);
        return new ProposedFlow("flow",
        [
            new("cohort", "people_known_to_councils", people.Count + withdrawn + elsewhere), new("cohort", "withdrawn", withdrawn), new("cohort", "counted_elsewhere", elsewhere),
            new("cohort", "people", people.Count, "everybody"), new("cohort", "programme", programme, "everybody: programme, all, all"),
            new("cohort", "comparison", people.Count - programme, "everybody: comparison, all, all"),
        ])
        {
            Sums = [new("people_known_to_councils", ["withdrawn", "counted_elsewhere", "people"]), new("people", ["programme", "comparison"])],
        };
    }

    private static IEnumerable<Cell> Cells(IReadOnlyList<MadeUpPerson> people)
    {
        var councils = people.Select(p => p.Council).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var group in new[] { "programme", "comparison" })
        {
            var members = people.Where(p => p.IsProgramme == (group == "programme")).ToList();
            yield return new Cell(group, CountTable.All, CountTable.All, members);
            foreach (var council in councils)
                yield return new Cell(group, "council", council, [.. members.Where(p => p.Council == council)]);
            foreach (var sex in new[] { "f", "m" })
                yield return new Cell(group, "sex", sex, [.. members.Where(p => p.Sex == sex)]);
        }
    }

    private static CellCount Count(IEnumerable<MadeUpPerson> people)
    {
        var families = people.GroupBy(p => p.Family).Select(f => (long)f.Count()).OrderDescending().ToList();
        return new CellCount(families.Sum(), families.ElementAtOrDefault(0), families.ElementAtOrDefault(1));
    }

    private static string Everybody(Cell cell) => $"everybody: {cell.Group}, {cell.Dimension}, {cell.Level}";

    private static string Unmatched(Cell cell) => $"unmatched: benefits, {cell.Group}, {cell.Dimension}, {cell.Level}";

    internal sealed record Cell(string Group, string Dimension, string Level, IReadOnlyList<MadeUpPerson> People);
}
