using TfPipeline.Identifiers;
using TfPipeline.Linkage;

namespace TfPipeline.Evaluation.Panels;

/// <summary>
/// One row per person of the frozen cohort, as columns of equal length; a person's number is its position.
/// It holds neither identifiers nor tokens.
/// </summary>
public sealed record PeopleTable
{
    /// <summary>Number of people.</summary>
    public int Count => Family.Length;

    /// <summary>The number of the person's family, 0 to families − 1, in order of first appearance.</summary>
    public required int[] Family { get; init; }

    /// <summary>The council's GSS code. Equal codes are one string object.</summary>
    public required string[] Council { get; init; }

    /// <summary>True for the programme group, false for the comparison group.</summary>
    public required bool[] IsProgramme { get; init; }

    /// <summary>Sex as the council recorded it.</summary>
    public required Sex[] Sex { get; init; }

    /// <summary>Whole years at the index date.</summary>
    public required int[] AgeAtIndex { get; init; }

    /// <summary>First day of the month of the index date.</summary>
    public required DateOnly[] IndexMonth { get; init; }

    /// <summary>For a comparison family that joined later: the month (1, 2, …) in which it did; null for everyone else.</summary>
    public required int?[] CrossoverMonth { get; init; }

    /// <summary>Problem flag: crime or antisocial behaviour.</summary>
    public required bool[] CrimeAsb { get; init; }

    /// <summary>Problem flag: school attendance.</summary>
    public required bool[] SchoolAttendance { get; init; }

    /// <summary>Problem flag: children who need help.</summary>
    public required bool[] ChildrenNeedHelp { get; init; }

    /// <summary>Problem flag: worklessness or financial exclusion.</summary>
    public required bool[] WorklessnessFinance { get; init; }

    /// <summary>Problem flag: domestic abuse.</summary>
    public required bool[] DomesticAbuse { get; init; }

    /// <summary>Problem flag: health.</summary>
    public required bool[] Health { get; init; }

    /// <summary>True when the council gave a valid UPN.</summary>
    public required bool[] HasUpn { get; init; }

    /// <summary>True when the council gave a valid National Insurance number.</summary>
    public required bool[] HasNino { get; init; }

    /// <summary>Release reference of the person, 32 lower-case hex characters, another one in every release.</summary>
    public required string[] PersonRef { get; init; }

    /// <summary>Release reference of the family.</summary>
    public required string[] FamilyRef { get; init; }

    /// <summary>
    /// Reference of the person that stays the same from release to release, so that disclosure control can see who joined and who left. It never
    /// leaves the inside. Empty for a panel that isn't to be released.
    /// </summary>
    public string[] LedgerRef { get; init; } = [];

    /// <summary>Link standings, one entry per department.</summary>
    public required IReadOnlyList<DepartmentLinks> Links { get; init; }

    /// <summary>The six problem flags with their names in files, in the order of the upload's columns.</summary>
    public IReadOnlyList<(string Name, bool[] Values)> ProblemFlags =>
    [
        ("crime_asb", CrimeAsb), ("school_attendance", SchoolAttendance), ("children_need_help", ChildrenNeedHelp),
        ("worklessness_finance", WorklessnessFinance), ("domestic_abuse", DomesticAbuse), ("health", Health),
    ];
}

/// <summary>Each person's standing to one department.</summary>
/// <param name="Department">Department code, such as <c>school-attendance</c>.</param>
/// <param name="Status">One standing per person.</param>
/// <param name="Probability">Match probability 0 to 1 of the Match or the Possible; null for everyone else.</param>
public sealed record DepartmentLinks(string Department, LinkStatus[] Status, double?[] Probability)
{
    /// <summary>Probability, 0 to 1, that the department has a record of the person, linked or not; null where linkage did not say.</summary>
    public double?[] HasRecord { get; init; } = new double?[Status.Length];

    /// <summary>The same standings under another set of links.</summary>
    internal DepartmentLinks With(LinkSetChanges changes)
    {
        var (status, probability) = ((LinkStatus[])Status.Clone(), (double?[])Probability.Clone());
        for (var i = 0; i < changes.Person.Length; i++)
        {
            probability[changes.Person[i]] = changes.Probability[i];
            status[changes.Person[i]] = changes.Probability[i] is null ? LinkStatus.None : LinkStatus.Match;
        }

        return this with { Status = status, Probability = probability };
    }
}
