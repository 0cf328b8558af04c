using NCrontab;

namespace TfPipeline.Functions.Settings;

/// <summary>Checks the schedules that the host will read.</summary>
internal static class Schedules
{
    /// <summary>The end of a sentence that begins with the setting's name, or null.</summary>
    public static string? Problem(string? schedule)
    {
        if (string.IsNullOrWhiteSpace(schedule))
            return "is missing: give a six-part NCRONTAB expression, such as '0 0 3 1 * *'.";
        return CrontabSchedule.TryParse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is null
            ? "is not a six-part NCRONTAB expression (second minute hour day month weekday)."
            : null;
    }
}
