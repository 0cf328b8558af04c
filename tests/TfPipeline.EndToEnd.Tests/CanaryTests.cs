using System.Diagnostics;
using System.Text;
using TfPipeline.Azure.Storage;
using TfPipeline.EndToEnd.Tests.Tools;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>
/// Every name of a run carries a mark; then everything that was written outside the drops, and every line that was printed, is searched.
/// </summary>
[Trait("tier", "e2e")]
public sealed class CanaryTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task No_personal_value_and_no_outside_text_leaves_landing()
    {
        var input = await CanaryInput.MakeAsync(await BaseRun.SyntheticAsync(), _workspace["input"]);
        var store = _workspace["store"];
        var key = _workspace.Key();
        await Stores.DropAsync(new FolderStorage(store), input.Folder);

        var tfp = _workspace.Tfp;
        (await tfp.RunAsync("ingest", "--storage", store, "--key-file", key)).Expect(1);
        (await tfp.RunAsync("ingest", "--storage", store, "--key-file", key)).Expect(0);
        (await _workspace.TestHost.RunAsync("local", store, key, "canary", Path.Combine(store, "host"), "20")).Expect(Tfp.Killed);
        var search = new CanarySearch(input.Values);
        Assert.True(new FileInfo(Path.Combine(store, "host", "hub.db-wal")).Length > 10_000, "a killed process leaves what it wrote in the log of the store");
        await search.SearchFolderAsync(Path.Combine(store, "host"), _ => false);
        (await tfp.RunAsync("run", "--storage", store, "--key-file", key, "--release", "canary")).Expect(0);
        (await tfp.RunAsync("review", "canary", "--storage", store)).Expect(0);
        await tfp.ApproveAsync(store, "canary");
        (await tfp.RunAsync("status", "--storage", store)).Expect(0);
        (await tfp.RunAsync("status", "--storage", store, "--json")).Expect(0);
        foreach (var upload in Directory.GetFiles(Path.Combine(input.Folder, "uploads"), $"*{CanaryMarks.FileName}*", SearchOption.AllDirectories))
        {
            await tfp.RunAsync("validate", upload, "--council", "E08000035", "--html", _workspace["receipt.html"], "--csv", _workspace["receipt.csv"]);
            await tfp.RunAsync("validate", upload, "--council", "E08000035", "--json");
        }

        search.Search("printed", Encoding.UTF8.GetBytes(tfp.Printed));
        await search.SearchFolderAsync(_workspace.Folder, IsDrop);
        Assert.Empty(search.Found);
        Assert.True(search.Searched > 50, $"only {search.Searched} places were searched");
    }

    [Fact]
    public async Task The_encrypted_working_files_hold_no_name_either()
    {
        var input = await CanaryInput.MakeAsync(await BaseRun.SyntheticAsync(), _workspace["input"]);
        var store = _workspace["store"];
        await Stores.DropAsync(new FolderStorage(store), input.Folder);
        (await _workspace.Tfp.RunAsync("ingest", "--storage", store, "--key-file", _workspace.Key())).Expect(1);

        using var root = await new FileRootKeySource(_workspace.Key()).GetAsync();
        using var keys = new KeyRing(root);
        var clear = Directory.CreateDirectory(_workspace["clear"]);
        var files = Directory.GetFiles(Path.Combine(store, "working", "cohort"), "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var (file, i) in files.Select((file, i) => (file, i)))
            await DecryptAsync(file, Path.Combine(clear.FullName, $"{i}.parquet"), keys);

        // Dates of birth are facts that the evaluation needs; everything else of a person must be a token.
        var search = new CanarySearch([.. input.Values.Where(value => !value.StartsWith("19", StringComparison.Ordinal))]);
        await search.SearchFolderAsync(clear.FullName, _ => false);
        Assert.Empty(search.Found);
        Assert.True(search.Searched > files.Length);
    }

    [Fact]
    public async Task No_value_reaches_a_task_hub_in_a_storage_account()
    {
        var input = await CanaryInput.MakeAsync(await BaseRun.SyntheticAsync(), _workspace["input"]);
        var (data, host, key) = (await Azurite.NewAccountAsync(), await Azurite.NewAccountAsync(), _workspace.Key());
        await Stores.DropAsync(AzureBlobStorage.ForConnectionString(data), input.Folder);
        (await _workspace.Tfp.RunAsync("ingest", "--storage", data, "--key-file", key)).Expect(1);
        (await _workspace.TestHost.RunAsync("azure", data, key, "canary", host, "20")).Expect(Tfp.Killed);

        // While work waits in queues, and when all is done. What the killed process had taken is hidden for ten seconds.
        var search = new CanarySearch(input.Values);
        var deadline = Stopwatch.StartNew();
        while ((await HostAccounts.SearchAsync(host, search)).Messages == 0)
            Assert.True(deadline.Elapsed < TimeSpan.FromMinutes(1), "no message waited");
        (await _workspace.TestHost.RunAsync("azure", data, key, "canary", host, "0")).Expect(0);
        var after = await HostAccounts.SearchAsync(host, search);
        Assert.Empty(search.Found);
        Assert.True(after.Rows > 50, $"only {after.Rows} rows were searched");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("utf16")]
    [InlineData("base64")]
    [InlineData("digest")]
    [InlineData("gzip")]
    [InlineData("number")]
    public void The_search_finds_what_was_hidden(string form)
    {
        var value = "Helen" + CanaryMarks.Forename;
        var bytes = Encoding.UTF8.GetBytes(value);
        var search = new CanarySearch([value, "QQ123456C"]);
        search.Search("hidden", form switch
        {
            "plain" => Encoding.UTF8.GetBytes("HELEN" + CanaryMarks.Forename.ToUpperInvariant()),
            "utf16" => Encoding.Unicode.GetBytes("x" + value),
            "base64" => Encoding.ASCII.GetBytes(Convert.ToBase64String([.. "?"u8, .. bytes])),
            "digest" => Encoding.ASCII.GetBytes(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes))),
            "gzip" => Gzip(bytes),
            _ => "say qq 12 34 56 c or QQ123456C,"u8.ToArray(),
        });
        Assert.NotEmpty(search.Found);
    }

    private static bool IsDrop(string name)
        => name.StartsWith("input/", StringComparison.Ordinal)
            || name.StartsWith("store/landing/uploads/", StringComparison.Ordinal)
            || name.StartsWith("store/landing/extracts/", StringComparison.Ordinal)
            || name.StartsWith("key-", StringComparison.Ordinal);

    private static async Task DecryptAsync(string file, string clear, KeyRing keys)
    {
        string[] purposes = ["cohort/submission", "cohort/submission-edits", "cohort/opt-outs", "cohort/snapshot", "cohort/snapshot-edits"];
        foreach (var purpose in purposes)
        {
            try
            {
                await using var content = EncryptedFile.OpenRead(File.OpenRead(file), keys, purpose);
                await using var output = File.Create(clear);
                await content.CopyToAsync(output);
                return;
            }
            catch (EncryptedFileException)
            {
                // Made for another purpose.
            }
        }

        Assert.Fail("A file of the cohort is not encrypted for a purpose that this test knows.");
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
