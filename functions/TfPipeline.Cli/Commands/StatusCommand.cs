using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DurableTask.Core;
using TfPipeline.Cli.Hosting;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.LocalHub;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp status</c>: the runs that this machine knows, and the uploads that failed.</summary>
internal static class StatusCommand
{
    private const string Help =
        """
        List the runs on a store: where each stands, and why a failed one failed; and the uploads that faults kept from being processed.
        Reading does not disturb a run that is under way.

        Examples:
          tfp status --storage ./store
          tfp status --storage ./store --json
        """;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Command Create()
    {
        var shared = new PipelineOptions();
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var command = new Command("status", Help) { shared.Storage, shared.State, json };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            async ct =>
            {
                var storage = shared.StorageOf(parsed);
                var runs = HubStatus.List(shared.StateFolderOf(parsed)).Select(RunLine.Of).ToList();
                var known = new Known(
                    runs,
                    await FailedAsync(storage, ct),
                    await DeliveriesAsync(storage, runs, ct));
                Console.Write(parsed.GetValue(json) ? JsonSerializer.Serialize(known, Json) + "\n" : Lines(known));
                return ExitCode.Ok;
            },
            cancellationToken));
        return command;
    }

    private static async Task<List<DeliveryAudit>> DeliveriesAsync(IPipelineStorage storage, List<RunLine> runs, CancellationToken cancellationToken)
    {
        var found = new List<DeliveryAudit>();
        foreach (var run in runs)
        {
            if (run.Outcome is { } link)
                found.AddRange((await DeliveryWords.ReadAsync(storage, link, cancellationToken)).Select(d => d.Audit));
        }

        return found;
    }

    private static async Task<List<FailedUpload>> FailedAsync(IPipelineStorage storage, CancellationToken cancellationToken)
    {
        var failed = new List<FailedUpload>();
        await foreach (var (state, _) in new SubmissionStates(storage).ListAsync(string.Empty, cancellationToken))
        {
            if (state.Status == ReceiptStatus.Failed)
                failed.Add(new FailedUpload(state.Council, state.Drop, state.Submission, state.Fault ?? FaultKind.Unknown));
        }

        return failed;
    }

    private static string Lines(Known known)
        => string.Concat(known.Runs.DefaultIfEmpty(null).Select(Line)) + string.Concat(known.FailedUploads.Select(Line))
            + string.Concat(known.Deliveries.SelectMany(delivery => delivery.Findings.Select(finding => $"{delivery.Run}  {(finding.Refuses ? "refused" : finding.Holds ? delivery.Acceptance is null ? "held" : "accepted" : "noted")}  {finding}\n")));

    private static string Line(FailedUpload upload)
        => $"upload {upload.Council}/{upload.Drop ?? UploadPath.NoDrop}/{upload.Submission}  failed  {upload.Fault.InWords()}\n";

    private static string Line(RunLine? run) => run is null
        ? "no runs\n"
        : string.Create(CultureInfo.InvariantCulture, $"{run.Id}  {run.State}  {run.Stage}  {run.Answered} of {run.Scheduled} tasks  since {run.Started:yyyy-MM-dd HH:mm}Z{(run.Failure is null ? "" : "  " + run.Failure)}\n");

    private sealed record Known(IReadOnlyList<RunLine> Runs, IReadOnlyList<FailedUpload> FailedUploads, IReadOnlyList<DeliveryAudit> Deliveries);

    private sealed record FailedUpload(string Council, string? Drop, string Submission, FaultKind Fault);

    private sealed record RunLine(string Id, string Orchestration, string State, string Stage, int Answered, int Scheduled, DateTime Started, DateTime Last, string? Failure)
    {
        /// <summary>How a linkage run ended; null for others and while it goes on.</summary>
        [JsonIgnore]
        public LinkRunOutcome? Outcome { get; private init; }

        /// <summary>Why the run was refused.</summary>
        public IReadOnlyList<string> Refusals => Outcome?.Refusals ?? [];

        public static RunLine Of(InstanceStatus status) => new(
            status.State.OrchestrationInstance.InstanceId,
            status.State.Name,
            status.State.OrchestrationStatus.ToString(),
            status.State.Status is { } json ? JsonSerializer.Deserialize<RunProgress>(json)!.Stage.ToString() : nameof(RunStage.Started),
            status.Answered,
            status.Scheduled,
            status.State.CreatedTime,
            status.State.LastUpdatedTime,
            status.State.OrchestrationStatus is OrchestrationStatus.Failed or OrchestrationStatus.Terminated ? FailureWords.Of(status.State) : null)
        {
            Outcome = OutcomeOf(status),
        };

        private static LinkRunOutcome? OutcomeOf(InstanceStatus status) =>
            status.State is { OrchestrationStatus: OrchestrationStatus.Completed, Name: nameof(LinkRun), Output: { } output } ? JsonSerializer.Deserialize<LinkRunOutcome>(output) : null;
    }
}
