using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Stages;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Triggers;

/// <summary>Starts linkage runs by schedule. By hand, an operator starts <c>LinkRun</c> through Durable's own interface.</summary>
[RunsIn(AppRole.Link)]
public sealed class LinkRunTrigger(LinkRunStarter starter)
{
    /// <summary>A run is named after what goes into it, so that a second start of the same is harmless.</summary>
    [Function(nameof(StartLinkRun))]
    public Task StartLinkRun(
        [TimerTrigger("%LinkRunSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        starter.StartAsync(client, cancellationToken);
}
