using System.Text;
using System.Text.Json;
using TfPipeline.Azure.Storage;
using TfPipeline.EndToEnd.Tests.Tools;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>A release is proposed, rejected, proposed again, approved and withdrawn, by the commands that people type.</summary>
[Trait("tier", "e2e")]
public sealed class DecisionTests : IDisposable
{
    private const string Release = "decided";
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task On_a_folder()
    {
        var expected = await BaseRun.GetAsync();
        Workspace.Copy(expected.Ingested, _workspace["store"]);
        await DecideAsync(_workspace["store"], new FolderStorage(_workspace["store"]), expected.Key);
    }

    [Fact]
    public async Task On_Azurite()
    {
        var expected = await BaseRun.GetAsync();
        var connection = await Azurite.NewAccountAsync();
        var storage = AzureBlobStorage.ForConnectionString(connection);
        await Stores.DropAsync(storage, expected.Synthetic);
        (await _workspace.Tfp.RunAsync("ingest", "--storage", connection, "--key-file", expected.Key)).Expect(0);
        await DecideAsync(connection, storage, expected.Key);
        Assert.DoesNotContain("AccountKey", _workspace.Tfp.Printed, StringComparison.OrdinalIgnoreCase);
    }

    private async Task DecideAsync(string store, IPipelineStorage storage, string key)
    {
        Assert.Contains("tfp approve decided", (await RunAsync(store, key)).Expect(0).Output, StringComparison.Ordinal);
        var proposed = await Stores.DigestsAsync(storage[PipelineContainer.Proposals], Release + "/");
        Assert.Empty(await Stores.DigestsAsync(storage[PipelineContainer.Analytics]));
        var review = (await TfpAsync(store, "review", Release)).Expect(0).Output;
        Assert.Contains("review.html", review, StringComparison.Ordinal);
        Assert.Contains("who cannot approve it", review, StringComparison.Ordinal);

        Assert.Contains("rejected", (await TfpAsync(store, "reject", Release, "--as", "checker", "--reason", "too early")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("--propose-again", (await RunAsync(store, key)).ExpectRefusal(1).Error, StringComparison.Ordinal);
        (await RunAsync(store, key, "--propose-again")).Expect(0);
        Assert.Equal(proposed, await Stores.DigestsAsync(storage[PipelineContainer.Proposals], Release + "/"));

        Assert.Contains("cannot approve it", (await TfpAsync(store, "approve", Release, "--as", "another.name")).ExpectRefusal(1).Error, StringComparison.Ordinal);
        Assert.Empty(await Stores.DigestsAsync(storage[PipelineContainer.Analytics]));
        Assert.Contains("published", (await TfpAsync(store, "approve", Release, "--as", "checker", "--allow-self-approval")).Expect(0).Output, StringComparison.Ordinal);
        var published = await Stores.DigestsAsync(storage[PipelineContainer.Analytics], Release + "/");
        Assert.Equal(
            proposed.Where(file => file.Key.StartsWith("decided/release/", StringComparison.Ordinal)).Select(file => (file.Key.Replace("/release/", "/", StringComparison.Ordinal), file.Value)),
            published.Select(file => (file.Key, file.Value)));
        Assert.Equal(Release, await LatestAsync(storage));
        Assert.Contains("nothing was changed", (await TfpAsync(store, "approve", Release, "--as", "checker", "--allow-self-approval")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("tfp withdraw", (await TfpAsync(store, "reject", Release, "--as", "checker", "--reason", "too late")).ExpectRefusal(1).Error, StringComparison.Ordinal);

        Assert.Contains("withdrawn", (await TfpAsync(store, "withdraw", Release, "--as", "checker", "--reason", "one delivery was of another year")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("one delivery was of another year", Encoding.UTF8.GetString((await Stores.ReadAsync(storage[PipelineContainer.Analytics], Release + "/report.html"))!), StringComparison.Ordinal);
        Assert.Empty((await Stores.DigestsAsync(storage[PipelineContainer.Analytics], Release + "/")).Values.Intersect(published.Values, StringComparer.Ordinal));
        Assert.Null(await LatestAsync(storage));
        Assert.Contains("decided  withdrawn", (await TfpAsync(store, "review")).Expect(0).Output, StringComparison.Ordinal);
    }

    private Task<TfpResult> RunAsync(string store, string key, params string[] more) =>
        _workspace.Tfp.RunAsync(["run", "--storage", store, "--key-file", key, "--release", Release, "--as", "operator", .. more]);

    private Task<TfpResult> TfpAsync(string store, string command, params string[] more) => _workspace.Tfp.RunAsync([command, .. more, "--storage", store]);

    private static async Task<string?> LatestAsync(IPipelineStorage storage) =>
        JsonDocument.Parse((await Stores.ReadAsync(storage[PipelineContainer.Analytics], "latest.json"))!).RootElement.GetProperty("release").GetString();
}
