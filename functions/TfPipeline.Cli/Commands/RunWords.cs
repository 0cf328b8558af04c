using TfPipeline.Cli.Terminal;
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

    public static int Released(string runId, ReleaseRunOutcome release)
    {
        if (release.Stage == RunStage.Refused)
        {
            Console.Error.WriteLine($"tfp: another release is called {release.Release}; nothing was changed. Choose another name with --release.");
            return ExitCode.Refused;
        }

        Console.WriteLine($"run {runId}: release {release.Release} is in analytics/{release.Release}/ (SHA256SUMS {release.SumsHash?[..16]})");
        return ExitCode.Ok;
    }
}
