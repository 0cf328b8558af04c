using TfPipeline.Azure.Storage;
using TfPipeline.EndToEnd.Tests.Tools;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>However a release is made, it is the same.</summary>
[Trait("tier", "e2e")]
public sealed class SameReleaseTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task On_Azurite_as_in_a_folder()
    {
        var expected = await BaseRun.GetAsync();
        var connection = await Azurite.NewAccountAsync();
        var storage = AzureBlobStorage.ForConnectionString(connection);
        await Stores.DropAsync(storage, expected.Synthetic);
        (await _workspace.Tfp.RunAsync("ingest", "--storage", connection, "--key-file", expected.Key)).Expect(0);
        (await _workspace.Tfp.RunAsync("run", "--storage", connection, "--key-file", expected.Key, "--release", BaseRun.Release, "--state", _workspace["state"])).Expect(0);
        await _workspace.Tfp.ApproveAsync(connection, BaseRun.Release);
        await expected.ExpectSameReleaseAsync(storage);
        Assert.DoesNotContain("AccountKey", _workspace.Tfp.Printed, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_wide_vector_instructions()
    {
        var expected = await BaseRun.GetAsync();
        var store = _workspace["store"];
        await Stores.DropAsync(new FolderStorage(store), expected.Synthetic);
        (string, string)[] narrow = [("DOTNET_EnableAVX2", "0")];
        (await _workspace.Tfp.RunAsync(narrow, "ingest", "--storage", store, "--key-file", expected.Key)).Expect(0);
        (await _workspace.Tfp.RunAsync(narrow, "run", "--storage", store, "--key-file", expected.Key, "--release", BaseRun.Release)).Expect(0);
        await _workspace.Tfp.ApproveAsync(store, BaseRun.Release);
        await expected.ExpectSameReleaseAsync(new FolderStorage(store));
    }

    [Fact]
    public async Task Ingesting_and_running_again_changes_nothing()
    {
        var expected = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(expected.Released, store);
        (await _workspace.Tfp.RunAsync("ingest", "--storage", store, "--key-file", expected.Key)).Expect(0);
        Assert.Contains("is published", (await _workspace.Tfp.RunAsync("run", "--storage", store, "--key-file", expected.Key, "--release", BaseRun.Release)).Expect(0).Output, StringComparison.Ordinal);
        var other = (await _workspace.Tfp.RunAsync("run", "--storage", store, "--key-file", expected.Key, "--release", BaseRun.Release, "--run", "again")).ExpectRefusal(1);
        Assert.Contains("Choose another name", other.Error, StringComparison.Ordinal);
        await expected.ExpectSameReleaseAsync(new FolderStorage(store));
    }

    [Fact]
    public async Task With_another_key_only_references_differ()
    {
        var expected = await BaseRun.GetAsync();
        var store = _workspace["store"];
        var key = _workspace.Key(value: 8);
        await Stores.DropAsync(new FolderStorage(store), expected.Synthetic);
        (await _workspace.Tfp.RunAsync("ingest", "--storage", store, "--key-file", key)).Expect(0);
        (await _workspace.Tfp.RunAsync("run", "--storage", store, "--key-file", key, "--release", BaseRun.Release)).Expect(0);
        await _workspace.Tfp.ApproveAsync(store, BaseRun.Release);

        var files = await Stores.DigestsAsync(new FolderStorage(store)[PipelineContainer.Analytics]);
        Assert.Equal(expected.Files.Keys, files.Keys, StringComparer.Ordinal);
        Assert.All(files.Where(file => file.Key.Contains("/tables/", StringComparison.Ordinal)), file => Assert.Equal(expected.Files[file.Key], file.Value));
        var differing = files.Where(file => !string.Equals(expected.Files[file.Key], file.Value, StringComparison.Ordinal)).Select(file => file.Key).ToList();
        Assert.NotEmpty(differing);
        foreach (var name in differing.Where(name => name.EndsWith(".parquet", StringComparison.Ordinal)))
            Assert.Equal(await WithoutReferencesAsync(expected.Released, name), await WithoutReferencesAsync(store, name));
    }

    private static async Task<string> WithoutReferencesAsync(string store, string name)
    {
        var file = DuckDb.Quote(Path.Combine(store, "analytics", "analytics", name));
        var rows = await DuckDb.QueryAsync($"SELECT COLUMNS(c -> NOT ends_with(c, '_reference')) FROM read_parquet({file}, file_row_number = true) ORDER BY file_row_number");
        Assert.NotEmpty(rows);
        return string.Join('\n', rows.Select(row => row.GetRawText()));
    }
}
