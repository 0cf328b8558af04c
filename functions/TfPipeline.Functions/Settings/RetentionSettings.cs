namespace TfPipeline.Functions.Settings;

/// <summary>How long raw identifiers are kept.</summary>
public sealed class RetentionSettings : ICheckedSettings
{
    /// <summary>Days after which raw uploads and extracts are deleted, the storage account's soft-delete days included.</summary>
    public int RetentionDays { get; set; }

    /// <summary>Days for which the landing account keeps deleted blobs; they count as days kept.</summary>
    public int SoftDeleteDays { get; set; } = 7;

    /// <summary>Six-part NCRONTAB expression, UTC.</summary>
    public string? RetentionSchedule { get; set; }

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (RetentionDays is < 1 or > 3650)
            yield return "RetentionDays is outside 1 to 3650.";
        if (SoftDeleteDays < 0 || SoftDeleteDays >= RetentionDays)
            yield return "SoftDeleteDays is not between 0 and RetentionDays.";
        if (Schedules.Problem(RetentionSchedule) is { } retention)
            yield return "RetentionSchedule " + retention;
    }
}
