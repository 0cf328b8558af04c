using System.Diagnostics;
using System.Globalization;

namespace TfPipeline.Cli.LocalHost;

/// <summary>
/// For tests of crashes: with <c>TFP_CRASH_AFTER=n</c> the process kills itself (SIGKILL, nothing is flushed or closed) at the n-th
/// activity boundary that it passes. Each activity has three: scheduled and about to run, run but not journaled, and journaled.
/// </summary>
internal sealed class CrashPoints(int? after, Action kill)
{
    public const string Variable = "TFP_CRASH_AFTER";
    private int passed;

    public static CrashPoints None { get; } = new(null, () => { });

    public static CrashPoints FromEnvironment() =>
        new(int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : null, Kill);

    public void Pass()
    {
        if (Interlocked.Increment(ref passed) == after)
            kill();
    }

    private static void Kill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
