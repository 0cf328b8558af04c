using System.Text;
using System.Text.Json;
using TfPipeline.EndToEnd.Tests.Tools;
using TfPipeline.Storage;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>A bad file from a council ends in a receipt or in one clear line, and its name is never repeated.</summary>
[Trait("tier", "e2e")]
public sealed class BadUploadTests : IDisposable
{
    private const string Council = "E08000035";
    private const string Header = "council_code,family_id,person_id,forename,surname,sex,date_of_birth,postcode,group,index_date";
    private const string Row = Council + ",F1,P1,Ann,Example,F,1980-02-03,S1 2HE,programme,2017-05-06";
    private const string FileName = "Jane-Marked-Smith.csv";

    private readonly Workspace _workspace = new();

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "an empty file", [] },
        { "a header alone", Encoding.UTF8.GetBytes(Header + "\n") },
        { "no header", Encoding.UTF8.GetBytes(Row + "\n" + Row + "\n") },
        { "missing columns", Encoding.UTF8.GetBytes("council_code,family_id\n" + Council + ",F1\n") },
        { "an unknown column", Encoding.UTF8.GetBytes(Header + ",Jane-Marked\n" + Row + ",x\n") },
        { "another council", Encoding.UTF8.GetBytes(Header + "\n" + Row.Replace(Council, "E08000018", StringComparison.Ordinal) + "\n") },
        { "no text", [0, 1, 2, 0x81, 0x8D, 0xFF, 0xFE, 0, 0, 7] },
        { "a quote without an end", Encoding.UTF8.GetBytes(Header + "\n" + Row + "\n\"Jane-Marked\n") },
        { "errors in every row", Encoding.UTF8.GetBytes(Header + "\n" + Row.Replace("1980-02-03", "03/02/80", StringComparison.Ordinal) + "\n") },
    };

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Validate_refuses(string what, byte[] content)
    {
        Assert.NotEmpty(what);
        var file = _workspace[FileName];
        await File.WriteAllBytesAsync(file, content);
        var result = (await _workspace.Tfp.RunAsync("validate", file, "--council", Council, "--json")).Expect(1);
        using var receipt = JsonDocument.Parse(result.Output);
        Assert.NotEqual(JsonValueKind.Null, receipt.RootElement.ValueKind);
        Assert.DoesNotContain("Marked", result.All, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_accepts_a_good_file_and_cannot_run_without_one()
    {
        var file = _workspace[FileName];
        (await _workspace.Tfp.RunAsync("validate", file, "--council", Council)).ExpectRefusal(2);
        await File.WriteAllTextAsync(file, Header + "\n" + Row + "\n");
        (await _workspace.Tfp.RunAsync("validate", file, "--council", Council)).Expect(0);
        (await _workspace.Tfp.RunAsync("validate", file, "--council", "Jane-Marked")).ExpectRefusal(2);
        Assert.DoesNotContain("Marked", _workspace.Tfp.Printed, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Ingest_leaves_a_receipt_for_each_and_loses_none()
    {
        var store = _workspace["store"];
        var storage = new FolderStorage(store);
        var day = 1;
        foreach (var content in Refused.Select(row => (byte[])row[1]))
            await Stores.WriteAsync(storage[PipelineContainer.Uploads], $"{Council}/2018-01-{day++:00}/{FileName}", content);
        await Stores.WriteAsync(storage[PipelineContainer.Uploads], $"{Council}/2018-02-01/{FileName}", Encoding.UTF8.GetBytes(Header + "\n" + Row + "\n"));

        (await _workspace.Tfp.RunAsync("ingest", "--storage", store, "--key-file", _workspace.Key())).Expect(1);
        var receipts = await Stores.DigestsAsync(storage[PipelineContainer.Receipts]);
        Assert.Equal(day, receipts.Keys.Count(name => name.EndsWith(".html", StringComparison.Ordinal)));
        (await _workspace.Tfp.RunAsync("ingest", "--storage", store, "--key-file", _workspace.Key())).Expect(0);
        Assert.Equal(receipts, await Stores.DigestsAsync(storage[PipelineContainer.Receipts]));
        Assert.DoesNotContain("Marked", _workspace.Tfp.Printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(receipts.Keys, name => name.Contains("Marked", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public async Task A_key_of_another_size_is_refused_before_anything_is_written(int size)
    {
        var store = _workspace["store"];
        var storage = new FolderStorage(store);
        await Stores.WriteAsync(storage[PipelineContainer.Uploads], $"{Council}/2018-01-01/a.csv", Encoding.UTF8.GetBytes(Header + "\n" + Row + "\n"));
        var result = await _workspace.Tfp.RunAsync("ingest", "--storage", store, "--key-file", _workspace.Key(size: size));
        Assert.Contains($"has {size} bytes; it must hold 32 raw bytes or 64 hexadecimal digits", result.ExpectRefusal(2).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(store, "working")));
        Assert.Empty(await Stores.DigestsAsync(storage[PipelineContainer.Receipts]));
    }

    [Theory]
    [InlineData("ingest")]
    [InlineData("run")]
    public async Task A_key_that_is_not_there_and_storage_that_is_not_understood_are_named(string command)
    {
        (await _workspace.Tfp.RunAsync(command, "--storage", _workspace["store"], "--key-file", _workspace["Jane-Marked.key"])).ExpectRefusal(2);
        foreach (var storage in new[] { "AccountName=a;AccountKey=marked-secret", "http://marked.example", "" })
            (await _workspace.Tfp.RunAsync(command, "--storage", storage, "--key-file", _workspace.Key())).ExpectRefusal(2);
        Assert.DoesNotContain("marked", _workspace.Tfp.Printed, StringComparison.OrdinalIgnoreCase);
    }
}
