namespace TfPipeline.Functions.Settings;

/// <summary>How long finished histories are kept, in both roles.</summary>
public sealed class HistorySettings : ICheckedSettings
{
    /// <summary>Days after which the histories of finished orchestrations are purged.</summary>
    public int HistoryDays { get; set; } = 30;

    /// <summary>Six-part NCRONTAB expression, UTC.</summary>
    public string? PurgeSchedule { get; set; }

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (HistoryDays is < 1 or > 3650)
            yield return "HistoryDays is outside 1 to 3650.";
        if (Schedules.Problem(PurgeSchedule) is { } purge)
            yield return "PurgeSchedule " + purge;
    }
}
