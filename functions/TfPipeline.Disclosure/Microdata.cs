namespace TfPipeline.Disclosure;

/// <summary>
/// Records of people that are proposed for accredited analysts: columns of equal length, one entry per person.
/// Quasi-identifiers are what a neighbour or a council may know: council, group, and each member's sex and age band.
/// </summary>
public sealed record Microdata
{
    /// <summary>The family's number, 0 to families − 1.</summary>
    public required int[] Family { get; init; }

    /// <summary>The council's GSS code.</summary>
    public required string[] Council { get; init; }

    /// <summary>True for the programme group.</summary>
    public required bool[] IsProgramme { get; init; }

    /// <summary>Sex.</summary>
    public required string[] Sex { get; init; }

    /// <summary>Age band at the index date.</summary>
    public required string[] AgeBand { get; init; }

    /// <summary>Child or adult at the index date.</summary>
    public required string[] AgeGroup { get; init; }

    /// <summary>Release reference of the person.</summary>
    public required string[] PersonReference { get; init; }

    /// <summary>Release reference of the family.</summary>
    public required string[] FamilyReference { get; init; }

    /// <summary>
    /// A key per family, by its number, that stays the same from release to release as long as it has the same members in the same council and group;
    /// empty where releases aren't compared.
    /// </summary>
    public UInt128[] FamilyKey { get; init; } = [];

    /// <summary>
    /// The other columns, by file: values are <c>string?[]</c>, <c>long?[]</c>, <c>double?[]</c> or <c>bool?[]</c>. A file named
    /// <see cref="PeopleFile"/> stands beside the quasi-identifiers.
    /// </summary>
    public required IReadOnlyList<ReleaseTable> Attributes { get; init; }

    /// <summary>The columns, in the people file, that an intruder may know as well; used to measure the risk that remains.</summary>
    public IReadOnlyList<string> PossiblyKnown { get; init; } = [];

    /// <summary>The name of the file with one row per person.</summary>
    public const string PeopleFile = "people";
}

/// <summary>Proposed records of people.</summary>
/// <param name="Name">The output's name in the release.</param>
/// <param name="Data">The records.</param>
public sealed record ProposedMicrodata(string Name, Microdata Data) : ProposedOutput(Name);
