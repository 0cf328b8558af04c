using System.Diagnostics;
using System.Globalization;
using TfPipeline.EndToEnd.Tests.Tools;
using TfPipeline.Storage;
using TfPipeline.TestHost;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>A run that is killed (SIGKILL) goes on where it stopped and ends in the same bytes.</summary>
[Trait("tier", "e2e")]
public sealed class KillTests : IDisposable
{
    /// <summary>
    /// After how many boundaries each life ends. Each activity has three: about to run, run but not recorded, and recorded. In this
    /// order kills of all three kinds go through the whole run. Two activities that end together pass four boundaries, and six where the
    /// next two are waiting for their places, before anything is recorded: a life of seven gets the run further whatever the timing.
    /// </summary>
    private static readonly int[] Lives = [7, 2, 3];

    private static readonly bool IsFull = string.Equals(Environment.GetEnvironmentVariable("TFP_FULL"), "1", StringComparison.Ordinal);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Killed_again_and_again()
    {
        var expected = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(expected.Ingested, store);
        var deaths = 0;
        while (await RunAsync(expected, store, crashAfter: Lives[deaths % Lives.Length]) is Tfp.Killed)
            Assert.True(++deaths < 200, "the run gets no further");
        Assert.True(deaths >= 10, $"killed only {deaths} times");
        await _workspace.Tfp.ApproveAsync(store, BaseRun.Release);
        await expected.ExpectSameReleaseAsync(new FolderStorage(store));
    }

    [Fact]
    public async Task Killed_once()
    {
        var expected = await BaseRun.GetAsync();
        // Every boundary in the long version; else one in the middle. What the crashing host began, the shipped program ends.
        for (var boundary = IsFull ? 1 : 30; ; boundary++)
        {
            var store = _workspace[$"store-{boundary}"];
            Workspace.Copy(expected.Ingested, store);
            var ended = await RunAsync(expected, store, boundary);
            if (ended == Tfp.Killed)
                await EndAsync(expected, store);
            await _workspace.Tfp.ApproveAsync(store, BaseRun.Release);
            await expected.ExpectSameReleaseAsync(new FolderStorage(store));
            if (ended == 0 || !IsFull)
                break;
            Directory.Delete(store, recursive: true);
        }
    }

    [Fact]
    public async Task Killed_at_random_moments()
    {
        var expected = await BaseRun.GetAsync();
        var chance = new Random(20161130);
        var whole = Stopwatch.StartNew();
        await RunUndisturbedAsync(expected, _workspace["whole"]);
        for (var life = 0; life < (IsFull ? 20 : 2); life++)
        {
            var store = _workspace[$"random-{life}"];
            Workspace.Copy(expected.Ingested, store);
            using (var process = _workspace.Tfp.Start(Arguments(expected, store)))
            {
                using var moment = new CancellationTokenSource(whole.Elapsed * chance.NextDouble());
                await using var kill = moment.Token.Register(process.Kill);
                await process.WaitForExitAsync();
            }

            await EndAsync(expected, store);
            await _workspace.Tfp.ApproveAsync(store, BaseRun.Release);
            await expected.ExpectSameReleaseAsync(new FolderStorage(store));
            Directory.Delete(store, recursive: true);
        }
    }

    [Fact]
    public async Task Two_processes_share_one_file_and_one_of_them_is_killed()
    {
        var expected = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(expected.Ingested, store);
        var host = Path.Combine(store, "host");
        using var killed = _workspace.TestHost.Start("local", store, expected.Key, BaseRun.Release, host, "2");
        await Tfp.ExpectLineAsync(killed, CrashingStore.Boundary);
        var joined = Workspace.UntilFilesAsync(host, "*.owner", 2);
        var other = _workspace.Tfp.RunAsync(Arguments(expected, store));
        await joined;
        killed.StandardInput.Close();
        (await other).Expect(0);
        (await _workspace.TestHost.EndAsync(killed, "local")).Expect(Tfp.Killed);
        await _workspace.Tfp.ApproveAsync(store, BaseRun.Release);
        await expected.ExpectSameReleaseAsync(new FolderStorage(store));
        Assert.Empty(Directory.GetFiles(host, "*.owner"));
    }

    [Fact]
    public async Task Two_processes_share_one_file_and_both_end()
    {
        var expected = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(expected.Ingested, store);
        var both = await Task.WhenAll(_workspace.Tfp.RunAsync(Arguments(expected, store)), _workspace.Tfp.RunAsync(Arguments(expected, store)));
        Assert.Equal(both[0].Expect(0).Output, both[1].Expect(0).Output);
        await _workspace.Tfp.ApproveAsync(store, BaseRun.Release);
        await expected.ExpectSameReleaseAsync(new FolderStorage(store));
    }

    [Fact]
    public async Task Stopped_by_a_signal_it_gives_its_work_back_and_says_so()
    {
        var expected = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(expected.Ingested, store);
        using (var process = _workspace.Tfp.Start(Arguments(expected, store)))
        {
            await process.StandardError.ReadLineAsync();
            // Ctrl+C is the same to the program; a process in the background may not be given it.
            using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
                await kill.WaitForExitAsync();
            var rest = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(130, process.ExitCode);
            Assert.Contains("interrupted; the same command goes on where it stopped", rest, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(store, "host"), "*.owner"));
        await EndAsync(expected, store);
        await _workspace.Tfp.ApproveAsync(store, BaseRun.Release);
        await expected.ExpectSameReleaseAsync(new FolderStorage(store));
    }

    private async Task RunUndisturbedAsync(BaseRun expected, string store)
    {
        Workspace.Copy(expected.Ingested, store);
        await EndAsync(expected, store);
    }

    private async Task EndAsync(BaseRun expected, string store) => (await _workspace.Tfp.RunAsync(Arguments(expected, store))).Expect(0);

    private static string[] Arguments(BaseRun expected, string store) => ["run", "--storage", store, "--key-file", expected.Key, "--release", BaseRun.Release];

    private async Task<int> RunAsync(BaseRun expected, string store, int crashAfter)
    {
        var result = await _workspace.TestHost.RunAsync(
            "local", store, expected.Key, BaseRun.Release, Path.Combine(store, "host"), crashAfter.ToString(CultureInfo.InvariantCulture));
        Assert.True(result.ExitCode is 0 or Tfp.Killed, result.All);
        return result.ExitCode;
    }
}
