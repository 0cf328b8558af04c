using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Runs;

namespace TfPipeline.Cli.Commands;

/// <summary>Says how a run ended, and what to do next.</summary>
internal static class RunWords
{
    public static int Refused(string runId, LinkRunOutcome link)
    {
        Console.Error.WriteLine($"tfp: run {runId} was refused.");
        foreach (var refusal in link.Refusals)
            Console.Error.WriteLine("tfp: " + refusal);
        return ExitCode.Refused;
    }

    public static int Linked(string runId)
    {
        Console.WriteLine($"run {runId}: the panel is ready; the release role goes on with: tfp run --role release --run {runId}");
        return ExitCode.Ok;
    }

    public static int NotStarted(string runId, ReleaseRunOutcome release)
    {
        Console.Error.WriteLine($"tfp: run {runId} was refused.");
        foreach (var refusal in release.Refusals)
            Console.Error.WriteLine("tfp: " + refusal);
        return ExitCode.Refused;
    }

    /// <summary>By what the register says now: a run that ended long ago may have been decided about since.</summary>
    public static int Proposed(string runId, ReleaseRunOutcome release, ReleaseHistory history, string storage)
    {
        var name = release.Release;
        if (release.Result == ReleaseResult.NameTaken)
        {
            Console.Error.WriteLine($"tfp: another run has proposed or published {name}; nothing was changed. Choose another name with --release.");
            return ExitCode.Refused;
        }

        if (history.State is ReleaseState.Rejected or ReleaseState.Expired)
        {
            Console.Error.WriteLine($"tfp: the proposal of {name} {(history.State == ReleaseState.Rejected ? "was rejected" : "has expired")}. Propose it again with the same command and --propose-again.");
            return ExitCode.Refused;
        }

        Console.WriteLine(history.State switch
        {
            ReleaseState.Published => $"run {runId}: release {name} is published in analytics/{name}/ (SHA256SUMS {release.SumsHash?[..16]})",
            ReleaseState.Withdrawn => $"run {runId}: release {name} was withdrawn",
            _ => $"run {runId}: release {name} is proposed in proposals/{name}/ (SHA256SUMS {release.SumsHash?[..16]}) and waits for a second person. Read it, then decide:\n  tfp review {name} {storage}\n  tfp approve {name} {storage} --as NAME",
        });
        return ExitCode.Ok;
    }
}
