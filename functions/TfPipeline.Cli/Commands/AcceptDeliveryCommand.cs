using System.CommandLine;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp accept-delivery</c>: a person's word, with a reason, that a delivery which departs from what was to be expected is right.</summary>
internal static class AcceptDeliveryCommand
{
    private const string Help =
        """
        Accept a department's delivery that a run has held, because its rates, years or codes depart from what was to be expected.
        Ask the department first. The reason is printed in run output, in the linkage report and in the release.
        What was held is accepted as it was said, for exactly these files; another departure holds the delivery again.

        Examples:
          tfp accept-delivery offences 2020-01 --storage ./store --reason "The force changed its recording in 2018" --as j.smith
        """;

    public static Command Create()
    {
        var department = new Argument<string>("DEPARTMENT") { Description = "Code of the department." };
        var delivery = new Argument<string>("DELIVERY") { Description = "Name of the delivery: its folder." };
        var storage = StorageOption.Create();
        storage.Aliases.Add("--store");
        var reason = new Option<string>("--reason") { Description = $"Why it is right, in one line of {DeliveryAcceptance.ShortestReason} to {DeliveryAcceptance.LongestReason} characters; without a value of a person.", Required = true };
        var person = new Option<string>("--as") { Description = "Who accepts: letters, digits and . _ @ -, 64 characters at most.", Required = true };
        var command = new Command("accept-delivery", Help) { department, delivery, storage, reason, person };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            ct => RunAsync(
                StorageOption.Open(parsed.GetRequiredValue(storage)), parsed.GetRequiredValue(department), parsed.GetRequiredValue(delivery),
                parsed.GetRequiredValue(person), parsed.GetRequiredValue(reason), ct),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IPipelineStorage storage, string department, string delivery, string person, string reason, CancellationToken cancellationToken)
    {
        if (!DeliveryAcceptance.IsName(person))
            throw new UsageException("--as is no name: use letters, digits and . _ @ -, 64 characters at most.");
        if (!DeliveryAcceptance.IsReason(reason))
            throw new UsageException($"--reason is not one line of {DeliveryAcceptance.ShortestReason} to {DeliveryAcceptance.LongestReason} characters.");
        var held = await HeldAsync(storage[PipelineContainer.Audit], department, delivery, cancellationToken);
        if (held.Count == 0)
            throw new UsageException("no run has held such a delivery of this department: run first, and look at what it says.");
        foreach (var audit in held)
        {
            var outcome = await new DeliveryAcceptances(storage[PipelineContainer.Requests]).WriteAsync(department, delivery, audit.Hold!, person, reason, cancellationToken);
            foreach (var finding in audit.Findings.Where(f => f.Holds))
                Console.WriteLine($"{(outcome == WriteOutcome.Written ? "accepted" : "was accepted before")}: {finding}");
        }

        Console.WriteLine("Run again to use the delivery.");
        return ExitCode.Ok;
    }

    // What no run has said yet cannot be accepted.
    private static async Task<List<DeliveryAudit>> HeldAsync(IBlobArea area, string department, string delivery, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, DeliveryAudit>(StringComparer.Ordinal);
        await foreach (var blob in area.ListAsync("deliveries/", cancellationToken))
        {
            if (blob.Name.Split('/') is [_, _, var its, var file] && its == department && file.EndsWith(".json", StringComparison.Ordinal)
                && await DeliveryAudit.FindAsync(area, blob.Name, cancellationToken) is { IsHeld: true } audit && audit.Delivery == delivery)
                held.TryAdd(audit.Hold!, audit);
        }

        return [.. held.Values];
    }
}
