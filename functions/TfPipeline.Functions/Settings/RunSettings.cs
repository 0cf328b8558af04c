using TfPipeline.Runs;

namespace TfPipeline.Functions.Settings;

/// <summary>How linkage runs are started. The schedule itself is read by the host (<c>%LinkRunSchedule%</c>).</summary>
public sealed class RunSettings : ICheckedSettings
{
    /// <summary>Six-part NCRONTAB expression, UTC.</summary>
    public string? LinkRunSchedule { get; set; }

    /// <summary>Departments that are worked on at once.</summary>
    public int DepartmentsAtOnce { get; set; } = 2;

    /// <summary>Partitions of one department that are compared at once.</summary>
    public int PartitionsAtOnce { get; set; } = 4;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (Schedules.Problem(LinkRunSchedule) is { } problem)
            yield return "LinkRunSchedule " + problem;
        if (DepartmentsAtOnce is < 1 or > RunRequests.MostDepartmentsAtOnce)
            yield return $"DepartmentsAtOnce is outside 1 to {RunRequests.MostDepartmentsAtOnce}.";
        if (PartitionsAtOnce is < 1 or > RunRequests.MostPartitionsAtOnce)
            yield return $"PartitionsAtOnce is outside 1 to {RunRequests.MostPartitionsAtOnce}.";
    }
}
