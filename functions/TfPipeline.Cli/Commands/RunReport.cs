using System.Text.Json;
using DurableTask.Core;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;

namespace TfPipeline.Cli.Commands;

/// <summary>Turns the custom status of a run's orchestrations into steps that a person can follow.</summary>
internal sealed class RunReport(Action<string, double> report)
{
    private static readonly (RunStage Stage, string Step)[] Steps =
    [
        (RunStage.Snapshot, "Freeze the cohort"),
        (RunStage.Planning, "Choose deliveries"),
        (RunStage.Linking, "Link departments"),
        (RunStage.BuildingPanel, "Build the panel"),
        (RunStage.Estimating, "Estimate effects"),
        (RunStage.Proposing, "Propose"),
    ];

    private readonly Lock gate = new();

    public void Show(OrchestrationState state)
    {
        if (state.Status is not { } json || JsonSerializer.Deserialize<RunProgress>(json) is not { } progress)
            return;

        var share = progress.Total > 0 ? (double)progress.Done / progress.Total : 0;
        lock (gate)
        {
            if (state.Name == nameof(DepartmentRun))
                report("  " + PartOf(state.OrchestrationInstance.InstanceId), state.OrchestrationStatus == OrchestrationStatus.Completed ? 1 : share);
            else
                Show(progress.Stage, share, state.Name == nameof(ReleaseRun));
        }
    }

    private static string PartOf(string instanceId) => instanceId[(instanceId.LastIndexOf('.') + 1)..];

    private void Show(RunStage stage, double share, bool isRelease)
    {
        foreach (var (known, step) in Steps.Where(one => one.Stage >= RunStage.Estimating == isRelease && one.Stage <= stage))
            report(step, known == stage ? share : 1);
    }
}
