using System.CommandLine;
using TfPipeline.Cli.Hosting;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Release;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Publishing;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp approve</c>, <c>tfp reject</c> and <c>tfp withdraw</c>: a second person's decision about a release.</summary>
internal sealed class DecisionCommands
{
    private const string ApproveHelp =
        """
        Approve a proposal: exactly its bytes are published. Read it first: tfp review RELEASE.
        Who asked for the run cannot approve it, by the name given with --as or by the account of this machine. On synthetic data one person may
        do both with --allow-self-approval. In Azure this command only writes the decision; the release app carries it out.

        Example:
          tfp approve 2019-spring --storage ./store --as a.checker
        """;

    private const string RejectHelp =
        """
        Reject a proposal, with a reason. It may be proposed again: tfp run --propose-again.

        Example:
          tfp reject 2019-spring --storage ./store --as a.checker --reason "two councils have no linked pupils"
        """;

    private const string WithdrawHelp =
        """
        Take a published release back. A page with the date and the reason takes its place, and the pointer moves to the newest release that
        stands. What readers have copied cannot be taken back.

        Example:
          tfp withdraw 2019-spring --storage ./store --as a.checker --reason "one delivery was of another year"
        """;

    private readonly DecisionKind kind;
    private readonly PipelineOptions shared = new();
    private readonly Argument<string> release = new("RELEASE") { Description = "Name of the release." };
    private readonly Option<string?> person = PersonOption.Create("Who decides.", isRequired: true);
    private readonly Option<string?> reason;

    private readonly Option<bool> self = new("--allow-self-approval")
    {
        Description = "Let the person approve who asked for the run. Works on synthetic data only.",
    };

    private DecisionCommands(DecisionKind kind)
    {
        this.kind = kind;
        reason = new Option<string?>("--reason")
        {
            Description = $"Why: one line of at most {ReleaseDecision.LongestReason} characters, without a person's data. It is recorded{(kind == DecisionKind.Withdraw ? " and printed in the release's place" : string.Empty)}.",
            Required = kind != DecisionKind.Approve,
        };
    }

    public static Command Approve() => new DecisionCommands(DecisionKind.Approve).Create("approve", ApproveHelp);

    public static Command Reject() => new DecisionCommands(DecisionKind.Reject).Create("reject", RejectHelp);

    public static Command Withdraw() => new DecisionCommands(DecisionKind.Withdraw).Create("withdraw", WithdrawHelp);

    private Command Create(string name, string help)
    {
        var command = new Command(name, help) { release, shared.Storage, person, reason, shared.State };
        if (kind == DecisionKind.Approve)
            command.Add(self);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(ct => RunAsync(parsed, ct), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = ReleaseName.TryParse(parsed.GetRequiredValue(release))?.Value ?? throw new UsageException("RELEASE is not the name of one.");
        var who = PersonOption.Require(parsed.GetValue(person));
        if (!ReleaseDecision.IsReason(parsed.GetValue(reason)))
            throw new UsageException($"--reason is one line of 1 to {ReleaseDecision.LongestReason} characters.");
        var storage = shared.StorageOf(parsed);
        var isLocal = shared.LocationOf(parsed).IsLocal;
        var proposal = await StoredProposal.FindAsync(storage, name, cancellationToken);
        if (proposal is null && kind != DecisionKind.Withdraw)
            throw new UsageException("there is no complete proposal of this name. See tfp review.");

        var written = await new DecisionWriter(storage).WriteAsync(who, new ReleaseDecision(name, kind, TimeProvider.System.GetUtcNow())
        {
            ProposalHash = kind == DecisionKind.Withdraw ? null : proposal?.Hash,
            Account = isLocal ? PersonOption.Account : null,
            Reason = parsed.GetValue(reason),
            AllowSelfApproval = parsed.GetValue(self),
        }, cancellationToken);
        if (!isLocal)
        {
            Console.WriteLine($"The decision is in approvals/{written.Name}. The release app carries it out within the hour, and records what came of it in audit/decisions/.");
            return ExitCode.Ok;
        }

        await using var host = RunHost.OfRelease(shared.StateFolderOf(parsed), storage);
        await host.StartAsync();
        return DecisionWords.Say(name, await host.Release.DecideAsync(written, cancellationToken));
    }
}
