namespace TfPipeline.Runs;

/// <summary>Names of what a run leaves beside the panel.</summary>
public static class RunBlobs
{
    /// <summary>The last part of a marker's name; the release role is woken by it.</summary>
    public const string MarkerFile = "panel-ready.json";

    /// <summary>The marker of a run: its panel is complete.</summary>
    public static string Marker(string runId) => $"{runId}/{MarkerFile}";

    /// <summary>The linkage report of a department, in the audit area: counts only.</summary>
    public static string LinkageReport(string runId, string department) => $"linkage/{runId}/{department}.html";

    /// <summary>The estimates of a run, before disclosure control.</summary>
    public static string Estimates(string runId) => $"{runId}/estimates.json";
}
