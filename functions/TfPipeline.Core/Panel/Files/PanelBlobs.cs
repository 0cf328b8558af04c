namespace TfPipeline.Core.Panel.Files;

/// <summary>Names of a panel's blobs, in the panel area.</summary>
public static class PanelBlobs
{
    /// <summary>People.</summary>
    public static string People(string runId) => $"{runId}/people.parquet";

    /// <summary>One outcome.</summary>
    public static string Outcome(string runId, string outcome) => $"{runId}/outcomes/{outcome}.parquet";

    /// <summary>One outcome of people with other records.</summary>
    public static string Alternatives(string runId, string outcome) => $"{runId}/alternatives/{outcome}.parquet";

    /// <summary>Who stands otherwise under other sets of links to a department.</summary>
    public static string LinkSets(string runId, string department) => $"{runId}/link-sets/{department}.parquet";

    /// <summary>What the panel was made from; written last, so a panel without it is not complete.</summary>
    public static string Info(string runId) => $"{runId}/panel.json";
}
