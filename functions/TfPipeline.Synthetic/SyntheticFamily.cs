namespace TfPipeline.Synthetic;

/// <summary>One family of the made-up cohort.</summary>
internal sealed class SyntheticFamily
{
    public required int Number { get; init; }

    public required SyntheticCouncil Council { get; init; }

    public required DateOnly Index { get; init; }

    public required string Postcode { get; init; }

    /// <summary>The six problem flags, in the order of the upload's columns; every member has its family's.</summary>
    public required bool[] Flags { get; init; }

    public List<SyntheticPerson> Members { get; } = [];

    /// <summary>Decided from flags, council and records of months −24 to −13 only, see <see cref="Selection"/>.</summary>
    public bool IsProgramme { get; set; }

    public string Id => FormattableString.Invariant($"SYN-F{Number:000000}");
}

/// <summary>One person of the made-up cohort, as they really are; every source has its own faulty copy.</summary>
internal sealed class SyntheticPerson
{
    /// <summary>0, 1, … over all families.</summary>
    public int Number { get; set; }

    public required SyntheticFamily Family { get; init; }

    public required string Forename { get; init; }

    public required string Surname { get; init; }

    public required char Sex { get; init; }

    public required DateOnly Born { get; init; }

    public required string Upn { get; init; }

    public required string Nino { get; init; }

    /// <summary>True when the council knows the UPN.</summary>
    public bool UpnKnown { get; set; }

    /// <summary>True when the council knows the NINO.</summary>
    public bool NinoKnown { get; set; }

    /// <summary>What happened to the person, per department in the order of <see cref="Departments.All"/>; null where a department holds no record.</summary>
    public History?[] Histories { get; } = new History?[Departments.All.Count];

    /// <summary>True where a department has the person in its extract.</summary>
    public bool[] Held { get; } = new bool[Departments.All.Count];

    public string Id => FormattableString.Invariant($"SYN-P{Number:0000000}");

    /// <summary>True when the programme changes what happens to the person on this day.</summary>
    public bool IsTreatedOn(DateOnly day) => Family.IsProgramme && day >= Family.Index;
}

/// <summary>What happened to one person in one department's field, with and without the programme.</summary>
internal abstract class History;
