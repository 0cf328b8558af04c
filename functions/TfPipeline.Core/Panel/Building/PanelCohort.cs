using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;

namespace TfPipeline.Core.Panel.Building;

/// <summary>What the panel needs of the frozen cohort, as columns in the snapshot's order. No identifier but the birth date, and no token.</summary>
public sealed record PanelCohort
{
    /// <summary>Number of people.</summary>
    public int Count => IsProgramme.Length;

    /// <summary>Family number, 0, 1, …, by first appearance.</summary>
    public required int[] Family { get; init; }

    /// <summary>Council GSS code.</summary>
    public required string[] Gss { get; init; }

    /// <summary>True for the programme group.</summary>
    public required bool[] IsProgramme { get; init; }

    /// <summary>Programme start, or assessment date.</summary>
    public required DateOnly[] IndexDate { get; init; }

    /// <summary>When a comparison family joined; null for everyone else.</summary>
    public required DateOnly?[] CrossoverDate { get; init; }

    /// <summary>Birth dates, for ages only; they do not go into the panel.</summary>
    public required DateOnly[] DateOfBirth { get; init; }

    /// <summary>Sex as the council recorded it.</summary>
    public required Sex[] Sex { get; init; }

    /// <summary>The six problem flags in the order of the upload's columns, each with a value per person.</summary>
    public required IReadOnlyList<bool[]> Flags { get; init; }

    /// <summary>True when the council gave a valid UPN.</summary>
    public required bool[] HasUpn { get; init; }

    /// <summary>True when the council gave a valid NINO.</summary>
    public required bool[] HasNino { get; init; }

    /// <summary>Release reference of each person.</summary>
    public required string[] PersonRef { get; init; }

    /// <summary>Release reference of each person's family.</summary>
    public required string[] FamilyRef { get; init; }

    /// <summary>Reference of each person that stays the same from release to release.</summary>
    public string[] LedgerRef { get; init; } = [];

    /// <summary>Counts from uploads to the frozen cohort.</summary>
    public required IReadOnlyList<FlowCount> Flow { get; init; }

    /// <summary>Version of the pseudonym key.</summary>
    public required string KeyVersion { get; init; }
}
