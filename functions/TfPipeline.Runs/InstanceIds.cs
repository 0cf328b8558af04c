using System.Globalization;
using TfPipeline.Core.Release.Decisions;

namespace TfPipeline.Runs;

/// <summary>The ids under which a run's orchestrations are known, so that a second start finds the first.</summary>
public static class InstanceIds
{
    /// <summary>The linkage run.</summary>
    public static string Link(string runId) => "link." + runId;

    /// <summary>The release run.</summary>
    public static string Release(string runId) => "release." + runId;

    /// <summary>A release run that proposes again what was rejected or has expired.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="entries">Entries of the release's history so far: two starts after the same rejection are one.</param>
    public static string ReleaseAgain(string runId, int entries) => string.Create(CultureInfo.InvariantCulture, $"release.{runId}.{entries}");

    /// <summary>What carries out a decision: the same for every event and every look of the timer that tell of its blob.</summary>
    public static string Decide(PersonBlob decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return "decide." + decision.Id;
    }
}
