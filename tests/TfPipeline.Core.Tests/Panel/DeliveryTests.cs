using ParquetSharp;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Tests.OutsideParquet;
using TfPipeline.Linkage;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

[Trait("tier", "unit")]
public sealed class DeliveryTests : IDisposable
{
    private const string NullInList = """{"department":"county-library","delivery":"2020-01","synthetic":true,"files":[null],"coverage":[]}""";
    private readonly TempStorage _storage = new();

    private IBlobArea Extracts => _storage[PipelineContainer.Extracts];

    [Fact]
    public async Task Takes_the_newest_delivery_with_a_manifest()
    {
        await new TinyDelivery(_storage) { Name = "2019-07" }.WriteAsync();
        await new TinyDelivery(_storage) { Name = "2020-01" }.WriteAsync();
        await new TinyDelivery(_storage) { Name = "2020-07" }.WriteAsync(manifest: false);

        Assert.Equal("2020-01", (await new TinyDelivery(_storage).FoundAsync()).Name);
        Assert.Equal(1, Assert.IsType<DeliveryLookup.Found>(await Lookup()).Newer);
    }

    [Fact]
    public async Task A_newest_delivery_with_a_bad_manifest_refuses_and_no_older_one_is_taken()
    {
        await new TinyDelivery(_storage) { Name = "2019-07" }.WriteAsync();
        await new TinyDelivery(_storage) { Name = "2020-01", Change = m => m with { Coverage = m.Coverage.Skip(1).ToList() } }.WriteAsync();

        Assert.Equal([DeliveryRule.CoverageComplete], await Refusals());
    }

    [Fact]
    public async Task No_delivery_no_manifest_and_no_contract_are_named()
    {
        Assert.Equal([DeliveryRule.DeliveryComplete], await Refusals());
        await new TinyDelivery(_storage).WriteAsync(manifest: false);
        Assert.Equal([DeliveryRule.DeliveryComplete], await Refusals());
        Assert.Equal([DeliveryRule.ContractKnown], await Refusals("moon-library"));
    }

    [Fact]
    public async Task A_manifest_that_is_not_json_of_the_form_is_refused()
    {
        await new TinyDelivery(_storage).WriteAsync();
        foreach (var text in new[] { "", "{", "[]", "{\"department\":\"county-library\"}", "null", NullInList })
        {
            await _storage.WriteAsync(PipelineContainer.Extracts, $"{TinyDelivery.Department}/2020-01/manifest.json", System.Text.Encoding.UTF8.GetBytes(text));

            Assert.Equal([DeliveryRule.ManifestReadable], await Refusals());
        }
    }

    [Theory]
    [InlineData("moved", DeliveryRule.ManifestBelongs)]
    [InlineData("renamed", DeliveryRule.FileNameForm)]
    [InlineData("twice", DeliveryRule.FileNameForm)]
    [InlineData("gone", DeliveryRule.FilePresent)]
    [InlineData("other-table", DeliveryRule.TableKnown)]
    [InlineData("backwards", DeliveryRule.CoverageOrdered)]
    public async Task A_manifest_that_breaks_a_rule_is_refused(string fault, DeliveryRule rule)
    {
        await new TinyDelivery(_storage)
        {
            Change = m => fault switch
            {
                "moved" => m with { Delivery = "2019-12" },
                "renamed" => m with { Files = [m.Files[0] with { Name = "Ann Example 1990.parquet" }, .. m.Files.Skip(1)] },
                "twice" => m with { Files = [m.Files[0], .. m.Files] },
                "gone" => m with { Files = [.. m.Files, m.Files[0] with { Name = "people-9999.parquet" }] },
                "other-table" => m with { Files = [.. m.Files.Take(4), m.Files[4] with { Table = "sweets" }] },
                _ => m with { Coverage = [m.Coverage[0] with { To = new DateOnly(1990, 1, 1) }, .. m.Coverage.Skip(1)] },
            },
        }.WriteAsync();

        var refused = Assert.IsType<DeliveryLookup.Refused>(await Lookup());
        Assert.Contains(refused.Findings, f => f.Rule == rule);
        Assert.All(refused.Findings, f => Assert.DoesNotContain("Example", f.ToString(), StringComparison.Ordinal));
    }

    /// <summary>A file above the limit of the malware scan would be waited for without an end.</summary>
    [Fact]
    public async Task A_file_that_is_never_scanned_is_refused_by_name()
    {
        await new TinyDelivery(_storage).WriteAsync();

        var refused = Assert.IsType<DeliveryLookup.Refused>(await new DeliveryCatalogue(new UnscannableArea(Extracts, "fines-0001.parquet"), TinyDelivery.Catalogue).NewestCompleteAsync(TinyDelivery.Department));
        var finding = Assert.Single(refused.Findings);
        Assert.Equal((DeliveryRule.FileScannable, "fines-0001.parquet"), (finding.Rule, finding.File));
        Assert.Contains("2 GB", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sound_delivery_passes_the_check()
    {
        var delivery = await (await new TinyDelivery(_storage).With("people", ["card-1", "Ex", "2001-02-03"]).WriteAsync()).FoundAsync();

        Assert.Empty(await DeliveryCheck.RunAsync(Extracts, delivery));
    }

    [Theory]
    [InlineData("changed", DeliveryRule.HashEqual)]
    [InlineData("cut", DeliveryRule.HashEqual)]
    public async Task A_file_that_is_not_what_was_sent_is_found(string fault, DeliveryRule rule)
    {
        var made = new TinyDelivery(_storage)
        {
            Damage = (file, bytes) => file.Table != "fines" ? bytes : fault == "cut" ? bytes[..^9] : [.. bytes[..20], (byte)(bytes[20] ^ 1), .. bytes[21..]],
        };
        var delivery = await (await made.WriteAsync()).FoundAsync();

        var finding = Assert.Single(await DeliveryCheck.RunAsync(Extracts, delivery));
        Assert.Equal((rule, "fines-0001.parquet"), (finding.Rule, finding.File));
    }

    [Fact]
    public async Task A_file_that_is_not_parquet_is_found_by_name()
    {
        var junk = new byte[200];
        var made = new TinyDelivery(_storage)
        {
            Damage = (file, bytes) => file.Table == "fines" ? junk : bytes,
            Change = m => Rehash(m, "fines", junk),
        };
        var delivery = await (await made.WriteAsync()).FoundAsync();

        var finding = Assert.Single(await DeliveryCheck.RunAsync(Extracts, delivery));
        Assert.Equal((DeliveryRule.ParquetReadable, "fines-0001.parquet"), (finding.Rule, finding.File));
    }

    [Fact]
    public async Task Missing_columns_wrong_types_and_row_counts_are_all_named_at_once()
    {
        await new TinyDelivery(_storage) { Change = m => m with { Files = [.. m.Files.Select(f => f.Table == "tests" ? f with { Rows = 7 } : f)] } }.WriteAsync();
        var strict = TinyDelivery.Contract with
        {
            Tables =
            [
                .. TinyDelivery.Contract.Tables.Select(t => t.Name == "visits"
                    ? t with { Columns = [.. t.Columns, new("weather", ColumnType.Text, false, ""), new("card", ColumnType.Date, false, "")] }
                    : t),
            ],
        };
        var delivery = (await new TinyDelivery(_storage).FoundAsync()) with { Contract = strict };

        var findings = await DeliveryCheck.RunAsync(Extracts, delivery);

        Assert.Equal(
            [(DeliveryRule.ColumnPresent, "weather"), (DeliveryRule.ColumnTypeFits, "card"), (DeliveryRule.RowsEqual, null)],
            findings.Select(f => (f.Rule, f.Column)));
        Assert.Contains("visits-0001.parquet, column weather: the column is missing.", findings[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_cannot_be_decoded_is_refused_on_arrival_by_its_name()
    {
        var finding = Assert.Single(await CheckFinesAsync(Fines(day: int.MaxValue)));

        Assert.Equal("Delivery of county-library, file fines-0001.parquet, row group 0, column fined_on", finding.ToString().Split(':')[0]);
        Assert.Equal(DeliveryRule.ColumnReadable, finding.Rule);
        Assert.Empty(await CheckFinesAsync(Fines(day: 18_000)));
    }

    [Fact]
    public async Task A_column_that_is_there_twice_is_refused_by_its_name()
    {
        var finding = Assert.Single(await CheckFinesAsync(Fines(day: 18_000, second: "kind")));

        Assert.Equal((DeliveryRule.ColumnOnce, "kind"), (finding.Rule, finding.Column));
        Assert.Empty(await CheckFinesAsync(Fines(day: 18_000, second: "another")));
    }

    [Fact]
    public async Task People_are_read_in_partitions_that_cover_every_row_once()
    {
        var made = new TinyDelivery(_storage)
            .With("people", ["card-1", "Ex", "2001-02-03"], ["card-2", null, null])
            .With("people", ["card-3", "Wye", "1999-12-31"]);
        var reader = new DeliveryReader(Extracts, await (await made.WriteAsync()).FoundAsync());

        var partitions = await reader.PartitionsAsync(1);
        var batches = new List<RecordBatch>();
        foreach (var partition in partitions)
            await foreach (var batch in reader.ReadPeopleAsync(partition))
                batches.Add(batch);

        Assert.Equal(2, partitions.Count);
        Assert.Equal(["card-1", "card-2", "card-3"], batches.SelectMany(b => b.RecordIds));
        Assert.Equal(["Ex", null, "Wye"], batches.SelectMany(b => b.Identifiers.Surname!));
        Assert.Equal([new DateOnly(2001, 2, 3), null, new DateOnly(1999, 12, 31)], batches.SelectMany(b => b.Identifiers.DateOfBirth!));
        Assert.All(batches, b => Assert.Null(b.Identifiers.Nino));
    }

    [Fact]
    public async Task A_record_without_an_id_stops_the_reading_with_its_place()
    {
        var reader = new DeliveryReader(Extracts, await (await new TinyDelivery(_storage).With("people", ["card-1", "Secretname", null], [null, "Secretname", null]).WriteAsync()).FoundAsync());
        var partition = Assert.Single(await reader.PartitionsAsync());

        var fault = await Assert.ThrowsAsync<DeliveryException>(async () => await reader.ReadPeopleAsync(partition).GetAsyncEnumerator().MoveNextAsync());

        Assert.Equal("Delivery of county-library, file people-0001.parquet, row group 0, column card: a row has no record id. Make the file again as the contract says and deliver under a new name.", fault.Message);
    }

    public void Dispose() => _storage.Dispose();

    /// <summary>A file of one fine of card-1, as stored; with one more column of text.</summary>
    private static byte[] Fines(int day, string second = "note")
    {
        using var text = LogicalType.String();
        using var date = LogicalType.Date();
        var names = new[] { "card", "kind", second };
        var card = System.Runtime.InteropServices.GCHandle.Alloc("card-1"u8.ToArray(), System.Runtime.InteropServices.GCHandleType.Pinned);
        try
        {
            return Outside.Write(
                [Outside.Leaf("fined_on", date, PhysicalType.Int32), .. names.Select(n => Outside.Leaf(n, text, PhysicalType.ByteArray))],
                group =>
                {
                    Outside.Next(group, day);
                    foreach (var _ in names)
                        Outside.Next<ByteArray>(group, new ByteArray(card.AddrOfPinnedObject(), 6));
                });
        }
        finally
        {
            card.Free();
        }
    }

    private async Task<IReadOnlyList<DeliveryFinding>> CheckFinesAsync(byte[] fines)
    {
        var made = new TinyDelivery(_storage)
        {
            Damage = (file, bytes) => file.Table == "fines" ? fines : bytes,
            Change = m => Rehash(m with { Files = [.. m.Files.Select(f => f.Table == "fines" ? f with { Rows = 1 } : f)] }, "fines", fines),
        };
        return await DeliveryCheck.RunAsync(Extracts, await (await made.With("people", ["card-1", "Ex", "2001-02-03"]).WriteAsync()).FoundAsync());
    }

    private static DeliveryManifest Rehash(DeliveryManifest manifest, string table, byte[] bytes) =>
        manifest with { Files = [.. manifest.Files.Select(f => f.Table == table ? f with { Sha256 = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)) } : f)] };

    private Task<DeliveryLookup> Lookup(string department = TinyDelivery.Department) => new DeliveryCatalogue(Extracts, TinyDelivery.Catalogue).NewestCompleteAsync(department);

    private async Task<IEnumerable<DeliveryRule>> Refusals(string department = TinyDelivery.Department) =>
        Assert.IsType<DeliveryLookup.Refused>(await Lookup(department)).Findings.Select(f => f.Rule);
}
