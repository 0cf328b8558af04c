using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TfPipeline.Cli.LocalHost;
using TfPipeline.Cli.Terminal;
using TfPipeline.Functions.Runs;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp status</c>: the runs that this machine knows.</summary>
internal static class StatusCommand
{
    private const string Help =
        """
        List the runs on a store: where each stands, and why a failed one failed. Reading does not disturb a run that is under way.

        Examples:
          tfp status --storage ./store
          tfp status --storage ./store --json
        """;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static Command Create()
    {
        var shared = new PipelineOptions();
        var json = new Option<bool>("--json") { Description = "One JSON array instead of lines." };
        var command = new Command("status", Help) { shared.Storage, shared.State, json };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            _ =>
            {
                var folder = shared.StateFolderOf(parsed);
                var known = new JournalFolder(folder).List().Where(one => one.Parent is null).Select(RunLine.Of).ToList();
                Console.Write(parsed.GetValue(json) ? JsonSerializer.Serialize(known, Json) + "\n" : string.Concat(known.DefaultIfEmpty(null).Select(Line)));
                return Task.FromResult(ExitCode.Ok);
            },
            cancellationToken));
        return command;
    }

    private static string Line(RunLine? run) => run is null
        ? "no runs\n"
        : string.Create(CultureInfo.InvariantCulture, $"{run.Id}  {run.State}  {run.Stage}  {run.Answered} of {run.Scheduled} tasks  since {run.Started:yyyy-MM-dd HH:mm}Z{(run.Failure is null ? "" : "  " + run.Failure)}\n");

    private sealed record RunLine(string Id, string Orchestration, string State, string Stage, int Answered, int Scheduled, DateTime Started, DateTime Last, string? Failure)
    {
        public static RunLine Of(InstanceStatus status) => new(
            status.InstanceId,
            status.Name,
            status.State.ToString(),
            status.CustomStatus is { } json ? JsonSerializer.Deserialize<RunProgress>(json)!.Stage.ToString() : nameof(RunStage.Started),
            status.TasksAnswered,
            status.TasksScheduled,
            status.StartedAt,
            status.LastAt,
            status.Failure?.Message);
    }
}
