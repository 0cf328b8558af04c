using TfPipeline.Identifiers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Cohort;

/// <summary>
/// The frozen cohort of one run: one row per real person, as columns of equal length, ordered by council, drop, content of the
/// submission and row. The order follows from the files alone, so another key gives the same one.
/// </summary>
public sealed class CohortSnapshot
{
    /// <summary>Number of people.</summary>
    public int Count => PersonRef.Length;

    /// <summary>People, by pseudonym.</summary>
    public required Reference[] PersonRef { get; init; }

    /// <summary>Their families, by pseudonym.</summary>
    public required Reference[] FamilyRef { get; init; }

    /// <summary>GSS codes of their councils.</summary>
    public required string[] Gss { get; init; }

    /// <summary>True for the programme group.</summary>
    public required bool[] IsProgramme { get; init; }

    /// <summary>Programme start, or assessment date of a comparison family.</summary>
    public required DateOnly[] IndexDate { get; init; }

    /// <summary>When the family left the programme, where it is known.</summary>
    public required DateOnly?[] EndDate { get; init; }

    /// <summary>When a comparison family joined the programme, if it did.</summary>
    public required DateOnly?[] CrossoverDate { get; init; }

    /// <summary>Dates of birth.</summary>
    public required DateOnly[] DateOfBirth { get; init; }

    /// <summary>Sex as the council recorded it.</summary>
    public required Sex[] Sex { get; init; }

    /// <summary>The six problems.</summary>
    public required ProblemFlags[] Problems { get; init; }

    /// <summary>A valid UPN came with the row.</summary>
    public required bool[] HasUpn { get; init; }

    /// <summary>A valid National Insurance number came with the row.</summary>
    public required bool[] HasNino { get; init; }

    /// <summary>Tokens for linkage, edit tokens among them while they exist.</summary>
    public required TokenTable Tokens { get; init; }

    /// <summary>How rows became people.</summary>
    public required CohortFlow Flow { get; init; }

    /// <summary>The version of the key that made the references and tokens.</summary>
    public required string KeyVersion { get; init; }

    /// <summary>Reads the snapshot of a run.</summary>
    /// <exception cref="FileNotFoundException">There is none, or it was not finished.</exception>
    /// <exception cref="EncryptedFileException">It was changed, or made with another key.</exception>
    public static Task<CohortSnapshot> ReadAsync(IBlobArea cohort, string runId, KeyRing keys, CancellationToken cancellationToken = default)
        => SnapshotFile.ReadAsync(cohort, runId, keys, cancellationToken);
}
