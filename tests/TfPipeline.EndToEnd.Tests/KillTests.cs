using System.Globalization;
using TfPipeline.Core.Storage;
using TfPipeline.EndToEnd.Tests.Tools;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>A run that is killed (SIGKILL) goes on where it stopped and ends in the same bytes.</summary>
[Trait("tier", "e2e")]
public sealed class KillTests : IDisposable
{
    /// <summary>
    /// After how many boundaries each life ends. Each activity has three: about to run, run but not journaled, and journaled. In this
    /// order kills of all three kinds go through the whole run. Two activities that end together pass four boundaries, and six where the
    /// next two are waiting for their places, before anything is journaled: a life of seven gets the run further whatever the timing.
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
        await expected.ExpectSameReleaseAsync(new FolderStorage(store));
    }

    [Fact]
    public async Task Killed_once()
    {
        var expected = await BaseRun.GetAsync();
        // Every boundary in the long version; else one in the middle.
        for (var boundary = IsFull ? 1 : 30; ; boundary++)
        {
            var store = _workspace[$"store-{boundary}"];
            Workspace.Copy(expected.Ingested, store);
            var ended = await RunAsync(expected, store, boundary);
            if (ended == Tfp.Killed)
                Assert.Equal(0, await RunAsync(expected, store, crashAfter: null));
            await expected.ExpectSameReleaseAsync(new FolderStorage(store));
            if (ended == 0 || !IsFull)
                break;
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
