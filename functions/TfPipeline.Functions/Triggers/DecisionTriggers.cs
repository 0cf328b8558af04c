using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Stages;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Triggers;

/// <summary>
/// Decisions of output checkers as they arrive, by the blob trigger's webhook, and what no event told about, by a timer. Where events come
/// through a queue, <see cref="ReleaseRunTriggers"/> hands them on: the account has one queue of events.
/// </summary>
[RunsIn(AppRole.Release)]
public sealed class DecisionTriggers(DecisionStage decisions)
{
    /// <summary>A checker has put a decision below their folder.</summary>
    [Function(nameof(StartDecision))]
    public Task StartDecision(
        [BlobTrigger("approvals/{name}", Source = BlobTriggerSource.EventGrid, Connection = "Working")] BlobClient decision,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => decisions.StartAsync(client, decision.Name, cancellationToken);

    /// <summary>Runs on <c>DecisionSchedule</c>.</summary>
    [Function(nameof(CatchUpDecisions))]
    public Task CatchUpDecisions(
        [TimerTrigger("%DecisionSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        decisions.CatchUpAsync(client, cancellationToken);
}
