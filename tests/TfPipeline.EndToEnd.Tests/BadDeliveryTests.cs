using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TfPipeline.EndToEnd.Tests.Tools;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>A bad delivery from a department refuses the run by name, and publishes nothing.</summary>
[Trait("tier", "e2e")]
public sealed class BadDeliveryTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public Task A_delivery_without_a_manifest() => RefusedAsync(delivery => File.Delete(Path.Combine(delivery, "manifest.json")));

    [Fact]
    public Task A_delivery_that_is_not_there() => RefusedAsync(delivery => Directory.Delete(Path.GetDirectoryName(delivery)!, recursive: true));

    [Fact]
    public Task A_manifest_that_is_not_JSON() => RefusedAsync(delivery => File.WriteAllText(Path.Combine(delivery, "manifest.json"), "{ marked"));

    [Fact]
    public Task An_empty_manifest() => RefusedAsync(delivery => File.WriteAllText(Path.Combine(delivery, "manifest.json"), ""));

    [Fact]
    public Task A_file_that_the_manifest_names_and_nobody_sent() => RefusedAsync(delivery => File.Delete(People(delivery)));

    [Fact]
    public Task An_empty_file() => RefusedAsync(delivery => Replace(delivery, []));

    [Fact]
    public Task A_file_cut_short_on_the_way() => RefusedAsync(delivery => File.WriteAllBytes(People(delivery), Half(delivery)));

    [Fact]
    public Task A_file_that_was_already_cut_short_when_the_manifest_was_written() => RefusedAsync(delivery => Replace(delivery, Half(delivery)));

    [Fact]
    public Task A_file_that_is_no_Parquet() => RefusedAsync(delivery => Replace(delivery, "PAR1 marked, but not Parquet PAR1"u8.ToArray()));

    [Fact]
    public Task Missing_columns() => RefusedAsync(async delivery =>
    {
        var changed = People(delivery) + ".changed";
        await DuckDb.QueryAsync($"COPY (SELECT * EXCLUDE (surname) FROM read_parquet({DuckDb.Quote(People(delivery))})) TO {DuckDb.Quote(changed)} (FORMAT parquet)", "SELECT 1");
        var bytes = await File.ReadAllBytesAsync(changed);
        File.Delete(changed);
        Replace(delivery, bytes);
    });

    [Fact]
    public Task Columns_of_another_type() => RefusedAsync(async delivery =>
    {
        var changed = People(delivery) + ".changed";
        await DuckDb.QueryAsync($"COPY (SELECT * REPLACE (42 AS forename) FROM read_parquet({DuckDb.Quote(People(delivery))})) TO {DuckDb.Quote(changed)} (FORMAT parquet)", "SELECT 1");
        var bytes = await File.ReadAllBytesAsync(changed);
        File.Delete(changed);
        Replace(delivery, bytes);
    });

    [Fact]
    public async Task Everything_that_is_wrong_is_printed_at_once_kept_and_shown_by_status()
    {
        await RefusedAsync(async delivery =>
        {
            var changed = People(delivery) + ".changed";
            await DuckDb.QueryAsync($"COPY (SELECT * EXCLUDE (surname) REPLACE (42 AS forename, record_id || ' ' AS record_id) FROM read_parquet({DuckDb.Quote(People(delivery))})) TO {DuckDb.Quote(changed)} (FORMAT parquet)", "SELECT 1");
            var bytes = await File.ReadAllBytesAsync(changed);
            File.Delete(changed);
            Replace(delivery, bytes);
        });

        var status = await _workspace.Tfp.RunAsync("status", "--storage", _workspace["store"], "--json");

        var delivery = Assert.Single(JsonNode.Parse(status.Output)!["deliveries"]!.AsArray(), d => (string?)d!["department"] == "offences")!;
        Assert.False((bool)delivery["used"]!);
        Assert.Equal(
            [("columnTypeFits", "forename"), ("columnPresent", "surname")],
            delivery["findings"]!.AsArray().Where(f => (bool)f!["refuses"]!).Select(f => ((string)f!["rule"]!, (string)f["column"]!)));
    }

    [Fact]
    public async Task A_newer_folder_without_a_manifest_is_said_aloud()
    {
        var run = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(run.Ingested, store);
        var delivery = Path.GetDirectoryName(Directory.GetFiles(Path.Combine(store, "landing", "extracts", "offences"), "manifest.json", SearchOption.AllDirectories).Single())!;
        Workspace.Copy(delivery, Path.Combine(Path.GetDirectoryName(delivery)!, "2021-01"));
        File.Delete(Path.Combine(Path.GetDirectoryName(delivery)!, "2021-01", "manifest.json"));

        var result = (await RunAsync(store, run.Key, "late")).Expect(0);

        Assert.Contains("Delivery of offences: a newer delivery has no manifest.json and was passed over.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_that_departs_from_the_one_before_is_held_until_it_is_accepted_with_a_reason()
    {
        const string reason = "Two forces left the register in 2020.";
        var run = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(run.Ingested, store);
        var first = Path.GetDirectoryName(Directory.GetFiles(Path.Combine(store, "landing", "extracts", "offences"), "manifest.json", SearchOption.AllDirectories).Single())!;
        var second = Path.Combine(Path.GetDirectoryName(first)!, "2021-01");
        Workspace.Copy(first, second);
        await ThinAsync(second);

        var held = (await RunAsync(store, run.Key, "held")).ExpectRefusal(1);
        Assert.Contains("outcome adult_conviction", held.Error, StringComparison.Ordinal);
        Assert.Contains("tfp accept-delivery offences 2021-01", held.Error, StringComparison.Ordinal);
        NothingPublished(store);
        Assert.Contains("Delivery held", await File.ReadAllTextAsync(Receipt(store, held.Error)), StringComparison.Ordinal);

        (await _workspace.Tfp.RunAsync("accept-delivery", "offences", "2021-01", "--store", store, "--reason", "no", "--as", "j.smith")).ExpectRefusal(2);
        (await _workspace.Tfp.RunAsync("accept-delivery", "offences", "2020-01", "--store", store, "--reason", reason, "--as", "j.smith")).ExpectRefusal(2);
        (await _workspace.Tfp.RunAsync("accept-delivery", "offences", "2021-01", "--store", store, "--reason", reason, "--as", "j.smith")).Expect(0);

        var used = (await RunAsync(store, run.Key, "held")).Expect(0);
        Assert.Contains("was accepted by j.smith, because: " + reason, used.Error, StringComparison.Ordinal);
        await _workspace.Tfp.ApproveAsync(store, "held");
        var release = Path.Combine(store, "analytics", "analytics", "held");
        Assert.Contains(reason, await File.ReadAllTextAsync(Path.Combine(release, "report.html")), StringComparison.Ordinal);
        Assert.Contains("Two forces left the register in 2020", await File.ReadAllTextAsync(Path.Combine(release, "README.md")), StringComparison.Ordinal);
        Assert.DoesNotContain("j.smith", await File.ReadAllTextAsync(Path.Combine(release, "report.html")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(release, "tables", "data_quality.parquet")));
        var linkage = Directory.GetFiles(Path.Combine(store, "working", "audit", "linkage"), "offences.html", SearchOption.AllDirectories);
        Assert.Contains(reason, await File.ReadAllTextAsync(Assert.Single(linkage)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_than_the_cohort_was_made_with()
    {
        var run = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(run.Ingested, store);
        var result = await RunAsync(store, _workspace.Key(value: 9), "other-key");
        Assert.True(result.ExitCode is 1 or 2, result.All);
        result.ExpectRefusal(result.ExitCode);
        NothingPublished(store);
    }

    [Fact]
    public async Task A_store_without_any_upload()
    {
        var run = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(Path.Combine(run.Synthetic, "extracts"), Path.Combine(store, "landing", "extracts"));
        var result = await RunAsync(store, run.Key, "empty");
        Assert.True(result.ExitCode is 1 or 2, result.All);
        result.ExpectRefusal(result.ExitCode);
        NothingPublished(store);
    }

    [Theory]
    [InlineData("../marked")]
    [InlineData("marked/other")]
    [InlineData("Marked Name")]
    [InlineData("")]
    public async Task A_release_name_that_is_none(string release)
    {
        var run = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(run.Ingested, store);
        var result = (await RunAsync(store, run.Key, release)).ExpectRefusal(2);
        Assert.DoesNotContain("marked", result.All, StringComparison.OrdinalIgnoreCase);
        NothingPublished(store);
    }

    private async Task RefusedAsync(Func<string, Task> spoil)
    {
        var run = await BaseRun.GetAsync();
        var store = _workspace["store"];
        Workspace.Copy(run.Ingested, store);
        var delivery = Path.GetDirectoryName(Directory.GetFiles(Path.Combine(store, "landing", "extracts", "offences"), "manifest.json", SearchOption.AllDirectories).Single())!;
        await spoil(delivery);
        var result = (await RunAsync(store, run.Key, "bad")).ExpectRefusal(1);
        Assert.Contains("offences", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", result.All, StringComparison.OrdinalIgnoreCase);
        NothingPublished(store);
    }

    private Task RefusedAsync(Action<string> spoil) => RefusedAsync(delivery =>
    {
        spoil(delivery);
        return Task.CompletedTask;
    });

    private static string Receipt(string store, string output)
    {
        const string mark = "receipt for the data owner of offences: ";
        var line = output.Split('\n').Single(l => l.Contains(mark, StringComparison.Ordinal));
        return Path.Combine(store, "working", line[(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..].Trim());
    }

    /// <summary>Takes the events of every second record away and brings the manifest up to date.</summary>
    private static async Task ThinAsync(string delivery)
    {
        var path = Path.Combine(delivery, "manifest.json");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        manifest["delivery"] = Path.GetFileName(delivery);
        foreach (var file in manifest["files"]!.AsArray().Where(f => (string?)f!["table"] == "events"))
        {
            var name = Path.Combine(delivery, (string)file!["name"]!);
            await DuckDb.QueryAsync($"COPY (SELECT * FROM read_parquet({DuckDb.Quote(name)}) WHERE hash(record_id) % 2 = 0) TO {DuckDb.Quote(name + ".changed")} (FORMAT parquet)", "SELECT 1");
            File.Move(name + ".changed", name, overwrite: true);
            file["sha256"] = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(name)));
            file["rows"] = long.Parse((await DuckDb.QueryAsync($"SELECT count(*) AS n FROM read_parquet({DuckDb.Quote(name)})")).Single().GetProperty("n").ToString(), System.Globalization.CultureInfo.InvariantCulture);
        }

        await File.WriteAllTextAsync(path, manifest.ToJsonString());
    }

    private Task<TfpResult> RunAsync(string store, string key, string release)
        => _workspace.Tfp.RunAsync("run", "--storage", store, "--key-file", key, "--release", release);

    private static void NothingPublished(string store)
        => Assert.False(Directory.Exists(Path.Combine(store, "analytics", "analytics")), "something was published");

    private static string People(string delivery) => Directory.GetFiles(delivery, "people-*.parquet").Order(StringComparer.Ordinal).First();

    private static byte[] Half(string delivery)
    {
        var bytes = File.ReadAllBytes(People(delivery));
        return bytes[..(bytes.Length / 2)];
    }

    /// <summary>Puts a file into a delivery and its digest into the manifest.</summary>
    private static void Replace(string delivery, byte[] bytes)
    {
        var people = People(delivery);
        File.WriteAllBytes(people, bytes);
        var path = Path.Combine(delivery, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["files"]!.AsArray().Single(file => string.Equals((string?)file!["name"], Path.GetFileName(people), StringComparison.Ordinal))!["sha256"]
            = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllText(path, manifest.ToJsonString());
    }
}
