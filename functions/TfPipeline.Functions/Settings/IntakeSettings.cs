using TfPipeline.Intake;

namespace TfPipeline.Functions.Settings;

/// <summary>The limits of intake that an operator may set.</summary>
public sealed class IntakeSettings : ICheckedSettings
{
    /// <summary>A file is refused when more than this share of its rows has an error; from 0 to 1.</summary>
    public double MaxErrorShare { get; set; } = new IntakeOptions().MaxErrorShare;

    /// <summary>The largest file, in bytes.</summary>
    public long MaxUploadBytes { get; set; } = new IntakeOptions().MaxBytes;

    /// <summary>The first possible index date.</summary>
    public DateOnly ProgrammeFrom { get; set; } = new IntakeOptions().ProgrammeFrom;

    /// <summary>The last possible index date.</summary>
    public DateOnly ProgrammeTo { get; set; } = new IntakeOptions().ProgrammeTo;

    /// <summary>When uploads without a receipt are looked for: six-part NCRONTAB expression, UTC.</summary>
    public string? CatchUpSchedule { get; set; }

    /// <summary>The options of intake.</summary>
    public IntakeOptions ToOptions() => new()
    {
        MaxErrorShare = MaxErrorShare,
        MaxBytes = MaxUploadBytes,
        ProgrammeFrom = ProgrammeFrom,
        ProgrammeTo = ProgrammeTo,
    };

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (ToOptions().Problem() is { } problem)
            yield return problem;
        if (Schedules.Problem(CatchUpSchedule) is { } catchUp)
            yield return "CatchUpSchedule " + catchUp;
    }
}
