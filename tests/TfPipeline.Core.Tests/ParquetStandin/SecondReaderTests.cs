using System.Text.Json;
using Parquet;
using TfPipeline.Core.Tests.ParquetContract;
using TfPipeline.TestTools;

namespace TfPipeline.Core.Tests.ParquetStandin;

/// <summary>DuckDB reads what the writer writes, in every codec and encoding, and finds the same rows.</summary>
[Trait("tier", "integration")]
[Collection(OtherWritersGroup.Name)]
public sealed class SecondReaderTests(OtherWriters others)
{
    [Fact]
    public async Task DuckDB_reads_the_same_rows_in_every_codec_and_encoding()
    {
        using var folder = new TemporaryFolder();
        var source = others.Folder.File("duckdb-zstd-v2.parquet");
        var variants = new List<string>();
        foreach (var codec in new[] { CompressionMethod.None, CompressionMethod.Snappy, CompressionMethod.Gzip, CompressionMethod.Brotli })
        {
            foreach (var hint in Enum.GetValues<EncodingHint>())
                variants.Add(await CopyAsync(source, folder.File($"{codec}-{hint}.parquet"), codec, hint));
        }

        var columns = "columns(*)";
        var queries = variants.Select(v =>
            $"select (select count(*) from '{v}') as n, (select count(*) from (select {columns} from '{v}' except all select {columns} from '{source}')) as wrong");
        var output = await NodeTools.RunAsync("duck.mjs", string.Join(" union all ", queries));
        var rows = JsonDocument.Parse(output).RootElement.EnumerateArray().ToList();

        Assert.Equal(variants.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(("2500", "0"), (row.GetProperty("n").GetString(), row.GetProperty("wrong").GetString())));
    }

    [Fact]
    public async Task DuckDB_reads_empty_files_and_empty_row_groups()
    {
        using var folder = new TemporaryFolder();
        var empty = await CopyAsync(others.Folder.File("duckdb-zero.parquet"), folder.File("zero.parquet"), CompressionMethod.Snappy, EncodingHint.Default);

        var output = await NodeTools.RunAsync("duck.mjs", $"select count(*) as n, count(distinct name) as names from '{empty}'");

        Assert.Equal("""[{"n":"0","names":"0"}]""", output);
    }

    private static async Task<string> CopyAsync(string from, string to, CompressionMethod codec, EncodingHint hint)
    {
        var options = new ParquetOptions { CompressionMethod = codec, CompressionLevel = System.IO.Compression.CompressionLevel.Fastest };
        await using var source = File.OpenRead(from);
        await using (var reader = await ParquetReader.CreateAsync(source))
        {
            foreach (var field in reader.Schema.DataFields)
                options.ColumnEncodingHints[field.Path.ToString()] = hint;
        }

        await using var target = File.Create(to);
        await FileCopy.CopyAsync(source, target, options);
        return to;
    }
}
