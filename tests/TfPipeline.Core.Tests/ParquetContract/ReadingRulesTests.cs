using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.Tests.ParquetContract;

/// <summary>What a reader offers, and what it asks of the caller.</summary>
[Trait("tier", "unit")]
public sealed class ReadingRulesTests
{
    private readonly ParquetSchema schema = new(
        new DataField<int>("number"), new DataField<string>("text"), new DataField<double?>("value"));

    [Fact]
    public async Task Row_groups_and_metadata_come_back()
    {
        using var file = await WriteAsync([3, 0, 2]);
        await using var reader = await ParquetReader.CreateAsync(file);

        Assert.Equal(3, reader.RowGroupCount);
        Assert.Equal("yes", reader.CustomMetadata["synthetic"]);
        Assert.Equal(["number", "text", "value"], reader.Schema.DataFields.Select(f => f.Name));
        Assert.Equal([3L, 0L, 2L], Enumerable.Range(0, 3).Select(g => reader.OpenRowGroupReader(g).RowCount));
        Assert.Equal(["0", "1", "2", "0", "1"], await ColumnText.ReadAsync(reader, reader.Schema.DataFields[0]));
        Assert.Equal([null, "t1", "t2", null, "t1"], await ColumnText.ReadAsync(reader, reader.Schema.DataFields[1]));
    }

    [Fact]
    public async Task A_file_without_a_row_group_has_a_schema()
    {
        using var file = await WriteAsync([]);
        await using var reader = await ParquetReader.CreateAsync(file);
        Assert.Equal((0, 3), (reader.RowGroupCount, reader.Schema.DataFields.Length));
    }

    [Fact]
    public async Task Only_the_columns_asked_for_are_read_in_any_order()
    {
        using var file = await WriteAsync([4]);
        await using var reader = await ParquetReader.CreateAsync(file);
        using var group = reader.OpenRowGroupReader(0);

        var value = await ColumnText.ReadAsync(group, reader.Schema.FindDataField("value"));
        var number = await ColumnText.ReadAsync(group, reader.Schema.FindDataField("number"));

        Assert.Equal(new[] { "0", null, "1", null }, value);
        Assert.Equal(new[] { "0", "1", "2", "3" }, number);
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_said_to_be_missing()
    {
        using var file = await WriteAsync([1]);
        await using var reader = await ParquetReader.CreateAsync(file);
        using var group = reader.OpenRowGroupReader(0);
        var other = new ParquetSchema(new DataField<int>("other")).DataFields[0];

        Assert.False(group.ColumnExists(other));
        Assert.True(group.ColumnExists(reader.Schema.DataFields[0]));
        Assert.Throws<ArgumentException>(() => reader.Schema.FindDataField("other"));
        await Assert.ThrowsAsync<ParquetException>(async () => await group.ReadAsync<int>(other, new int[1].AsMemory()));
    }

    [Fact]
    public async Task A_buffer_of_another_type_or_too_small_is_refused()
    {
        using var file = await WriteAsync([4]);
        await using var reader = await ParquetReader.CreateAsync(file);
        using var group = reader.OpenRowGroupReader(0);
        var (number, value) = (reader.Schema.DataFields[0], reader.Schema.DataFields[2]);

        await Assert.ThrowsAsync<ArgumentException>(async () => await group.ReadAsync<long>(number, new long[4].AsMemory()));
        await Assert.ThrowsAsync<ArgumentException>(async () => await group.ReadAsync<int>(number, new int[3].AsMemory()));
        await Assert.ThrowsAsync<ArgumentException>(async () => await group.ReadAsync<double>(value, new double[4].AsMemory()));
    }

    [Fact]
    public async Task A_larger_buffer_keeps_what_lies_behind()
    {
        using var file = await WriteAsync([2]);
        await using var reader = await ParquetReader.CreateAsync(file);
        using var group = reader.OpenRowGroupReader(0);
        int[] buffer = [9, 9, 9, 9];

        await group.ReadAsync<int>(reader.Schema.DataFields[0], buffer.AsMemory());

        Assert.Equal([0, 1, 9, 9], buffer);
    }

    [Fact]
    public async Task Statistics_give_nulls_and_the_extremes_of_numbers()
    {
        using var file = await WriteAsync([5]);
        await using var reader = await ParquetReader.CreateAsync(file);
        using var group = reader.OpenRowGroupReader(0);

        var number = group.GetStatistics(reader.Schema.DataFields[0]);
        var value = group.GetStatistics(reader.Schema.DataFields[2]);

        Assert.Equal((0, 4, 0L), ((int)number!.MinValue!, (int)number.MaxValue!, number.NullCount));
        Assert.Equal(2L, value!.NullCount);
    }

    [Fact]
    public async Task The_input_stays_open_unless_told_otherwise()
    {
        using var file = await WriteAsync([1]);
        await using (await ParquetReader.CreateAsync(file))
        {
        }

        Assert.True(file.CanRead);
        await using (await ParquetReader.CreateAsync(file, leaveStreamOpen: false))
        {
        }

        Assert.False(file.CanRead);
    }

    [Fact]
    public async Task Ninety_thousand_rows_of_every_cardinality_come_back()
    {
        var field = new ParquetSchema(new DataField<int>("few"), new DataField<int?>("many"), new DataField<string>("text"));
        var few = Enumerable.Range(0, 90_000).Select(i => i * 31 % 6).ToArray();
        var many = Enumerable.Range(0, 90_000).Select(i => i % 3 == 0 ? (int?)null : i * 7919).ToArray();
        var text = Enumerable.Range(0, 90_000).Select(i => i % 9 == 0 ? null : $"value {i % 5000}").ToArray();
        using var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(field, file))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<int>(field.DataFields[0], few);
            await group.WriteAsync<int>(field.DataFields[1], many);
            await group.WriteAsync(field.DataFields[2], text);
        }

        await using var reader = await ParquetReader.CreateAsync(file);
        using var rows = reader.OpenRowGroupReader(0);
        var (readFew, readMany, readText) = (new int[90_000], new int?[90_000], new string?[90_000]);
        await rows.ReadAsync<int>(reader.Schema.DataFields[0], readFew.AsMemory());
        await rows.ReadAsync<int>(reader.Schema.DataFields[1], readMany.AsMemory());
        await rows.ReadAsync(reader.Schema.DataFields[2], readText.AsMemory());

        Assert.True(few.AsSpan().SequenceEqual(readFew));
        Assert.True(many.AsSpan().SequenceEqual(readMany));
        Assert.True(text.AsSpan().SequenceEqual(readText));
    }

    private async Task<MemoryStream> WriteAsync(int[] groups)
    {
        var file = new MemoryStream();
        await using var writer = await ParquetWriter.CreateAsync(schema, file);
        writer.CustomMetadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["synthetic"] = "yes" };
        foreach (var rows in groups)
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<int>(schema.DataFields[0], Enumerable.Range(0, rows).ToArray());
            await group.WriteAsync(schema.DataFields[1], Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? null : $"t{i}").ToArray());
            await group.WriteAsync<double>(schema.DataFields[2], Enumerable.Range(0, rows).Select(i => i % 2 == 1 ? (double?)null : i / 2).ToArray());
        }

        return file;
    }
}
