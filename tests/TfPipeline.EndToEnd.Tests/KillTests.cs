using System.Globalization;
using TfPipeline.Core.Storage;
using TfPipeline.EndToEnd.Tests.Tools;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>A run that is killed (SIGKILL) goes on where it stopped and ends in the same bytes.</summary>
[Trait("tier", "e2e")]
public sealed class KillTests : IDisposable
{
    /// <summary>Each activity has three boundaries: about to run, run but not journaled, and journaled.</summary>
    private const int BoundariesOfAnActivity = 3;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Killed_at_every_activity_boundary_of_one_run()
    {
        var expected = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(expected.Ingested, store);
        var deaths = 0;
        // The n-th boundary of each life, n = 1, 2, 3 in turn: the third lets the run get one activity further.
        while (await RunAsync(expected, store, crashAfter: 1 + (deaths % BoundariesOfAnActivity)) is Tfp.Killed)
            Assert.True(++deaths < 200, "the run gets no further");
        Assert.True(deaths >= 3 * BoundariesOfAnActivity, $"killed only {deaths} times");
        await expected.ExpectSameReleaseAsync(new FolderStorage(store));
    }

    [Fact]
    public async Task Killed_once_anywhere()
    {
        var expected = await BaseRun.GetAsync();
        // Every boundary in the long version, a few of them in the short one.
        var step = string.Equals(Environment.GetEnvironmentVariable("TFP_FULL"), "1", StringComparison.Ordinal) ? 1 : 11;
        for (var boundary = 1; ; boundary += step)
        {
            var store = _workspace[$"store-{boundary}"];
            Workspace.Copy(expected.Ingested, store);
            if (await RunAsync(expected, store, boundary) != Tfp.Killed)
                break;
            Assert.Equal(0, await RunAsync(expected, store, crashAfter: null));
            await expected.ExpectSameReleaseAsync(new FolderStorage(store));
            Directory.Delete(store, recursive: true);
        }
    }

    private async Task<int> RunAsync(BaseRun expected, string store, int? crashAfter)
    {
        (string, string)[] environment = crashAfter is { } boundary
            ? [("TFP_CRASH_AFTER", boundary.ToString(CultureInfo.InvariantCulture))]
            : [];
        var result = await _workspace.Tfp.RunAsync(environment, "run", "--storage", store, "--key-file", expected.Key, "--release", BaseRun.Release);
        Assert.True(result.ExitCode is 0 or Tfp.Killed, result.All);
        return result.ExitCode;
    }
}
