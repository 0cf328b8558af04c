using Parquet;
using Parquet.Internal;
using Parquet.Internal.Compression;
using Parquet.Internal.Format;
using Parquet.Schema;
using TfPipeline.Core.Tests.ParquetContract;
using TfPipeline.TestTools;

namespace TfPipeline.Core.Tests.ParquetStandin;

/// <summary>What is broken, hostile or unsupported is a ParquetException that names the part, the column and the reason.</summary>
[Trait("tier", "unit")]
public sealed class RefusalTests
{
    [Fact]
    public async Task Refuses_a_file_cut_off_anywhere()
    {
        var whole = await BrokenFiles.SmallFileAsync();
        for (var length = 0; length < whole.Length; length++)
            await RefusesAsync(whole[..length]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Refuses_a_file_without_its_mark(int place)
    {
        var bytes = await BrokenFiles.SmallFileAsync();
        bytes[place < 0 ? bytes.Length - 1 : place] = (byte)'X';
        Assert.Contains("mark of Parquet", await RefusesAsync(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_an_encrypted_footer()
    {
        var bytes = await BrokenFiles.SmallFileAsync();
        "PARE"u8.CopyTo(bytes);
        "PARE"u8.CopyTo(bytes.AsSpan(bytes.Length - 4));
        Assert.Contains("encrypted", await RefusesAsync(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_an_encrypted_column_under_a_plain_footer() =>
        Assert.Contains("row group 0, column 1 is encrypted", await RefusesAsync(BrokenFiles.EncryptedColumn()), StringComparison.Ordinal);

    [Fact]
    public async Task Refuses_a_file_that_another_program_encrypted()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("encrypted.parquet");
        await NodeTools.RunAsync(
            "duck.mjs",
            "set force_mbedtls_unsafe = 'true'",
            "pragma add_parquet_key('test', '0123456789abcdef')",
            $"copy (select 1 as n, 'text' as t) to '{file}' (format parquet, encryption_config {{footer_key: 'test'}})");
        Assert.Contains("encrypted", await RefusesAsync(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_an_unknown_codec() =>
        await LieAsync(f => f.RowGroups[0].Columns[1].Codec = (CompressionMethod)99, "row group 0, column 2: the codec 99");

    [Theory]
    [InlineData(CompressionMethod.Lzo)]
    [InlineData(CompressionMethod.LZ4)]
    [InlineData(CompressionMethod.Lz4Raw)]
    public async Task Refuses_a_codec_that_it_cannot_read(CompressionMethod codec) =>
        await LieAsync(f => f.RowGroups[0].Columns[1].Codec = codec, $"row group 0, column 2: the codec {codec} is not supported");

    [Fact]
    public async Task Refuses_a_nested_column() => await LieAsync(
        f =>
        {
            f.Schema[2].Type = null;
            f.Schema[2].NumChildren = 1;
        },
        "column 2 of the schema is nested");

    [Fact]
    public async Task Refuses_a_repeated_column() =>
        await LieAsync(f => f.Schema[1].Repetition = Repetition.Repeated, "column 1 of the schema is repeated");

    [Fact]
    public async Task Refuses_two_columns_of_one_name() =>
        await LieAsync(f => f.Schema[2].Name = f.Schema[1].Name, "two columns of one name");

    [Fact]
    public async Task Refuses_an_absurd_number_of_rows() => await LieAsync(
        f =>
        {
            f.NumRows = 1L << 40;
            f.RowGroups[0].NumRows = 1L << 40;
            f.RowGroups[0].Columns.ForEach(c => c.NumValues = 1L << 40);
        },
        "row group 0 claims a number of rows");

    [Fact]
    public async Task Refuses_row_numbers_that_disagree() =>
        await LieAsync(f => f.RowGroups[0].Columns[1].NumValues++, "row group 0, column 2 claims another number of values");

    [Fact]
    public async Task Refuses_more_rows_than_the_pages_hold() => await LieAsync(
        f =>
        {
            f.NumRows++;
            f.RowGroups[0].NumRows++;
            f.RowGroups[0].Columns.ForEach(c => c.NumValues++);
        },
        "fewer values than the footer says");

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public async Task Refuses_a_chunk_outside_of_the_file(long offset) =>
        await LieAsync(f => f.RowGroups[0].Columns[0].DataPageOffset = offset, "row group 0, column 1 lies outside of the file");

    [Fact]
    public async Task Refuses_a_chunk_longer_than_the_file() =>
        await LieAsync(f => f.RowGroups[0].Columns[0].TotalCompressedSize = int.MaxValue, "row group 0, column 1 lies outside of the file");

    [Fact]
    public async Task Refuses_text_that_is_not_UTF_8()
    {
        var field = new DataField<byte[]>("text");
        using var file = await OneColumn.WriteAsync(field, g => g.WriteAsync(field, new byte[]?[] { [0x41, 0xFF, 0x42] }));
        var bytes = BrokenFiles.Rewrite(file.ToArray(), f => f.Schema[1].Converted = ConvertedType.Utf8);
        Assert.Contains("not UTF-8", await RefusesAsync(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_page_whose_checksum_does_not_match()
    {
        var bytes = await BrokenFiles.SmallFileAsync();
        var metadata = BrokenFiles.Footer(bytes);
        var chunk = metadata.RowGroups[0].Columns[0];
        bytes[chunk.DataPageOffset + chunk.TotalCompressedSize - 1] ^= 0x10;
        Assert.Contains("checksum", await RefusesAsync(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300 << 20, "256 MiB")]
    [InlineData(200 << 20, "4,096 times")]
    public async Task Refuses_a_page_that_claims_to_be_a_bomb(int claimed, string expected)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = await RefusesAsync(BrokenFiles.OnePage(new byte[500], claimed, CompressionMethod.Brotli));
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public async Task Refuses_a_page_that_expands_further_than_it_says()
    {
        using var compressed = new ByteBuffer();
        Codec.Compress(CompressionMethod.Gzip, System.IO.Compression.CompressionLevel.Fastest, new byte[1 << 20], compressed);
        Assert.Contains("longer than its header", await RefusesAsync(BrokenFiles.OnePage(compressed.Written.ToArray(), 80, CompressionMethod.Gzip)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_no_column_and_no_value_in_a_message()
    {
        const string Marked = "Zebedee-Marked";
        var field = new DataField<string>(Marked);
        using var file = await OneColumn.WriteAsync(field, g => g.WriteAsync(field, new[] { Marked, null, Marked + "2" }));
        var whole = file.ToArray();
        for (var at = 4; at < whole.Length; at++)
        {
            var broken = whole.ToArray();
            broken[at] ^= 0x55;
            var message = await MessageAsync(broken);
            Assert.DoesNotContain(Marked, message ?? string.Empty, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Refuses_nested_columns_of_another_program()
    {
        using var folder = new TemporaryFolder();
        string[] nested = ["{a: 1, b: 'x'}", "[1, 2, 3]", "map {'k': 1}"];
        await NodeTools.RunAsync(
            "duck.mjs", [.. nested.Select((sql, i) => $"copy (select {sql} as c) to '{folder.File($"{i}.parquet")}' (format parquet)")]);
        for (var i = 0; i < nested.Length; i++)
            Assert.Contains("is nested", await RefusesAsync(await File.ReadAllBytesAsync(folder.File($"{i}.parquet"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_the_other_columns_beside_one_of_a_type_that_it_does_not_support()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("t.parquet");
        await NodeTools.RunAsync("duck.mjs", $"copy (select time '12:34:56' as t, 7 as n, uuid() as u) to '{file}' (format parquet)");

        await using var reader = await ParquetReader.CreateAsync(file);
        var fields = reader.Schema.DataFields;
        Assert.Equal(["7"], await ColumnText.ReadAsync(reader, fields[1]));
        var time = await Assert.ThrowsAsync<ParquetException>(() => ColumnText.ReadAsync(reader, fields[0]));
        var uuid = await Assert.ThrowsAsync<ParquetException>(() => ColumnText.ReadAsync(reader, fields[2]));
        Assert.Equal("row group 0, column 1: the logical type Time is not supported", time.Message);
        Assert.Equal("row group 0, column 3: the logical type Uuid is not supported", uuid.Message);
    }

    private static async Task LieAsync(Action<FileMetadata> lie, string expected)
    {
        var message = await RefusesAsync(BrokenFiles.Rewrite(await BrokenFiles.SmallFileAsync(), lie));
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static async Task<string> RefusesAsync(byte[] bytes)
    {
        var message = await MessageAsync(bytes);
        Assert.True(message is not null, "the file was read");
        return message;
    }

    private static async Task<string?> MessageAsync(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            await using var reader = await ParquetReader.CreateAsync(stream);
            foreach (var field in reader.Schema.DataFields)
                await ColumnText.ReadAsync(reader, field);
            return null;
        }
        catch (ParquetException refused)
        {
            return refused.ToString().Split("   at ")[0];
        }
    }
}
