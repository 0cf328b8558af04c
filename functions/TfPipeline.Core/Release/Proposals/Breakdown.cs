using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>
/// The cells that people are counted in: a group's total and one dimension at a time. Each person is in one cell of each
/// dimension; people are visited family by family, so that a cell knows its two largest families.
/// </summary>
internal sealed class Breakdown
{
    public const string Programme = "programme";
    public const string Comparison = "comparison";
    private readonly int[][] _cellsOf;

    private Breakdown(int[] order, int[] family, int[][] cellsOf, IReadOnlyList<Cell> cells)
    {
        Order = order;
        Family = family;
        _cellsOf = cellsOf;
        Cells = cells;
    }

    /// <summary>People, family by family.</summary>
    public int[] Order { get; }

    public int[] Family { get; }

    public IReadOnlyList<Cell> Cells { get; }

    public static Breakdown Of(PeopleTable people)
    {
        List<(string Dimension, string[] Level)> dimensions = [(CountTable.All, [.. Enumerable.Repeat(CountTable.All, people.Count)]), .. DimensionsOf(people)];
        var cells = new List<Cell>();
        var cellsOf = dimensions.ConvertAll(d => Index(d.Dimension, d.Level, people.IsProgramme, cells)).ToArray();
        var order = Enumerable.Range(0, people.Count).ToArray();
        var keys = (int[])people.Family.Clone();
        Array.Sort(keys, order);
        return new Breakdown(order, people.Family, cellsOf, cells);
    }

    /// <summary>The dimensions besides the total, with each person's level.</summary>
    public static IReadOnlyList<(string Dimension, string[] Level)> DimensionsOf(PeopleTable people) =>
    [
        ("council", people.Council),
        ("age_band", Array.ConvertAll(people.AgeAtIndex, AgeBands.Released.Of)),
        ("sex", Array.ConvertAll(people.Sex, SexText.Code)),
    ];

    /// <summary>Counts the people for whom something holds, per cell.</summary>
    public CellCount[] Count(Func<int, bool> holds)
    {
        var tally = new FamilyTally(Cells.Count);
        foreach (var person in Order)
        {
            if (!holds(person))
                continue;
            foreach (var dimension in _cellsOf)
                tally.Add(dimension[person], Family[person]);
        }

        return tally.Counts();
    }

    /// <summary>Sums a value of each person, per cell.</summary>
    public double[] Sum(Func<int, double> of)
    {
        var sums = new double[Cells.Count];
        foreach (var person in Order)
        {
            foreach (var dimension in _cellsOf)
                sums[dimension[person]] += of(person);
        }

        return sums;
    }

    /// <summary>The cells that a person is in, one per dimension.</summary>
    public IEnumerable<int> CellsOf(int person) => _cellsOf.Select(d => d[person]);

    private static int[] Index(string dimension, string[] level, bool[] programme, List<Cell> cells)
    {
        var first = cells.Count;
        var levels = level.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var group in new[] { Programme, Comparison })
            cells.AddRange(levels.Select(l => new Cell(group, dimension, l)));
        var position = levels.Select((l, i) => (l, i)).ToDictionary(p => p.l, p => p.i, StringComparer.Ordinal);
        return [.. level.Select((l, p) => first + position[l] + (programme[p] ? 0 : levels.Count))];
    }

    /// <summary>A group, a dimension and its level.</summary>
    internal readonly record struct Cell(string Group, string Dimension, string Level)
    {
        /// <summary>The name of the set of everybody in the cell, the same in every table (<see cref="CountRow.PeopleSet"/>).</summary>
        public string Everybody => $"everybody: {Group}, {Dimension}, {Level}";
    }
}
