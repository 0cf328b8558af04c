using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.Tests.ParquetContract;

/// <summary>What happens where nothing is said.</summary>
[Trait("tier", "unit")]
public sealed class DefaultsTests
{
    [Fact]
    public void Options_start_with_Snappy_and_dates_as_DateTime()
    {
        var options = new ParquetOptions();
        Assert.Equal(CompressionMethod.Snappy, options.CompressionMethod);
        Assert.Equal(CompressionLevel.SmallestSize, options.CompressionLevel);
        Assert.Equal(0.8, options.DictionaryEncodingThreshold);
        Assert.False(options.UseDateOnlyTypeForDates);
        Assert.False(options.TreatByteArrayAsString);
        Assert.Empty(options.ColumnEncodingHints);
    }

    [Theory]
    [InlineData(typeof(string), true)]
    [InlineData(typeof(byte[]), true)]
    [InlineData(typeof(int), false)]
    [InlineData(typeof(int?), true)]
    [InlineData(typeof(DateOnly?), true)]
    public void Reference_types_and_nullable_types_make_nullable_columns(Type type, bool nullable)
    {
        Assert.Equal(nullable, new DataField("c", type).IsNullable);
        Assert.False(new DataField("c", type, isNullable: false).IsNullable);
    }

    [Fact]
    public void The_type_of_a_nullable_column_is_that_of_its_values()
    {
        var field = new DataField<int?>("c");
        Assert.Equal(typeof(int), field.ClrType);
        var schema = new ParquetSchema(field, new DataField<int>("d"));
        Assert.Equal([1, 0], schema.DataFields.Select(f => f.MaxDefinitionLevel));
    }

    [Fact]
    public void A_list_or_an_unknown_type_is_no_column() =>
        Assert.Throws<NotSupportedException>(() => new DataField("c", typeof(DateTimeOffset)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 6)]
    [InlineData(5, -1)]
    public void A_decimal_needs_digits_enough_for_its_scale(int precision, int scale) =>
        Assert.Throws<ArgumentException>(() => new DecimalDataField("c", precision, scale));

    [Fact]
    public async Task Dates_are_read_as_DateTime_unless_asked_for_as_DateOnly()
    {
        var field = new DataField<DateOnly>("day");
        DateOnly[] days = [new(1970, 1, 1), new(1899, 12, 31), new(2026, 2, 28)];
        using var file = await OneColumn.WriteAsync(field, group => group.WriteAsync<DateOnly>(field, days));

        await using var reader = await ParquetReader.CreateAsync(file);
        using var rows = reader.OpenRowGroupReader(0);
        var read = new DateTime[3];
        await rows.ReadAsync<DateTime>(reader.Schema.DataFields[0], read.AsMemory());

        Assert.Equal(days, read.Select(DateOnly.FromDateTime));
    }

    [Fact]
    public async Task A_DateTime_column_is_stored_as_INT96_unless_told_otherwise()
    {
        var field = new DataField<DateTime>("moment");
        DateTime[] moments = [new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc), new(1950, 1, 1, 23, 59, 59, DateTimeKind.Utc)];
        using var file = await OneColumn.WriteAsync(field, group => group.WriteAsync<DateTime>(field, moments));

        await using var reader = await ParquetReader.CreateAsync(file);
        var stored = Assert.IsType<DateTimeDataField>(reader.Schema.DataFields[0]);
        using var rows = reader.OpenRowGroupReader(0);
        var read = new DateTime[2];
        await rows.ReadAsync<DateTime>(stored, read.AsMemory());

        Assert.Equal(DateTimeFormat.Impala, stored.DateTimeFormat);
        Assert.Equal(moments.Select(m => m.Ticks), read.Select(m => m.Ticks));
    }

    [Fact]
    public async Task A_timestamp_keeps_its_unit_and_its_time_zone_rule()
    {
        var field = new DateTimeDataField("moment", DateTimeFormat.Timestamp, isAdjustedToUTC: false, DateTimeTimeUnit.Micros, isNullable: true);
        using var file = await OneColumn.WriteAsync(field, group => group.WriteAsync<DateTime>(field, new DateTime?[] { null }));

        await using var reader = await ParquetReader.CreateAsync(file);
        var stored = Assert.IsType<DateTimeDataField>(reader.Schema.DataFields[0]);

        Assert.Equal(
            (DateTimeFormat.Timestamp, false, DateTimeTimeUnit.Micros, true),
            (stored.DateTimeFormat, stored.IsAdjustedToUTC, stored.Unit, stored.IsNullable));
    }

    [Fact]
    public async Task Plain_byte_arrays_are_read_as_text_when_asked_for()
    {
        var field = new DataField<byte[]>("text");
        using var file = await OneColumn.WriteAsync(field, group => group.WriteAsync(field, new byte[]?[] { "näme"u8.ToArray(), null }));

        await using var reader = await ParquetReader.CreateAsync(file, new ParquetOptions { TreatByteArrayAsString = true });
        using var rows = reader.OpenRowGroupReader(0);
        var read = new string?[2];
        await rows.ReadAsync(reader.Schema.DataFields[0], read.AsMemory());

        Assert.Equal(new[] { "näme", null }, read);
    }
}
