using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Runs;

namespace TfPipeline.Cli.Commands;

/// <summary>Says what came of a decision.</summary>
internal static class DecisionWords
{
    public static int Say(string release, ReleaseDecided decided)
    {
        if (decided.Refusal is { } refusal)
        {
            Console.Error.WriteLine($"tfp: release {release}: the decision does not count and is recorded as refused. {Why(refusal)}");
            return ExitCode.Refused;
        }

        Console.WriteLine($"release {release}: {What(decided, release)}");
        return ExitCode.Ok;
    }

    private static string What(ReleaseDecided decided, string release) => decided.Result switch
    {
        DecisionResult.Published => $"approved and published in analytics/{release}/ (SHA256SUMS {decided.SumsHash?[..16]})",
        DecisionResult.AlreadyApproved => "it had been approved before; nothing was changed",
        DecisionResult.Rejected => "rejected. To propose it again: tfp run --propose-again",
        DecisionResult.AlreadyRejected => "it had been rejected before; nothing was changed",
        DecisionResult.Withdrawn => $"withdrawn; analytics/{release}/report.html says when and why",
        DecisionResult.AlreadyWithdrawn => "it had been withdrawn before; nothing was changed",
        _ => "the decision has gone",
    };

    private static string Why(DecisionRefusal refusal) => refusal switch
    {
        DecisionRefusal.NotADecision => "It has not the form of one.",
        DecisionRefusal.Unknown => "Nothing of this name waits for a decision.",
        DecisionRefusal.OtherProposal => "It names other bytes than those proposed; read the proposal again.",
        DecisionRefusal.OlderThanProposal => "It was made before the proposal; read the proposal and decide again.",
        DecisionRefusal.ProposalChanged => "The files of the proposal are not those that its SHA256SUMS names, or another release was published since it was made, with which it was not compared; propose again.",
        DecisionRefusal.SelfApproval => "The person or account that asked for the run cannot approve it; on synthetic data --allow-self-approval lets one person do both.",
        DecisionRefusal.WasRejected => "The proposal was rejected before.",
        DecisionRefusal.WasApproved => "The proposal was approved before; to take the release back: tfp withdraw.",
        DecisionRefusal.HasExpired => "The days for a decision are over; propose it again with: tfp run --propose-again.",
        DecisionRefusal.WasWithdrawn => "The release was withdrawn; its name stays taken.",
        DecisionRefusal.NotPublished => "The release is not published; to refuse a proposal: tfp reject.",
        DecisionRefusal.NameTaken => "Files of something else lie under the name in analytics.",
        DecisionRefusal.ReplacesNothing => "It replaces no release that was published.",
        _ => "The reason is not known.",
    };
}
