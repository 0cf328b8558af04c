namespace TfPipeline.Runs;

/// <summary>The ids under which a run's orchestrations are known, so that a second start finds the first.</summary>
public static class InstanceIds
{
    /// <summary>The linkage run.</summary>
    public static string Link(string runId) => "link." + runId;

    /// <summary>The release run.</summary>
    public static string Release(string runId) => "release." + runId;
}
