using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.Tests.ParquetContract;

/// <summary>What is written comes back, for every type, required and nullable.</summary>
[Trait("tier", "unit")]
public sealed class TypeRoundTripTests
{
    private const int Rows = 3000;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public Task Booleans_come_back() => RoundTrip(i => i % 3 == 0);

    [Fact]
    public Task Integers_of_32_bits_come_back() => RoundTrip(i => unchecked(i * 715_827_883));

    [Fact]
    public Task Integers_of_64_bits_come_back() => RoundTrip(i => unchecked(i * 6_148_914_691_236_517_205L));

    [Fact]
    public Task Few_distinct_integers_come_back() => RoundTrip(i => i % 7);

    [Fact]
    public Task Floats_come_back() => RoundTrip(i => (float)i / 3);

    [Fact]
    public Task Doubles_come_back() => RoundTrip(i => i % 50 == 0 ? double.NaN : (double)i / 3);

    [Fact]
    public Task Dates_come_back() => RoundTrip(i => new DateOnly(1900, 1, 1).AddDays(i * 17));

    [Fact]
    public Task Decimals_of_the_default_storage_come_back() => RoundTrip(i => (i - 1500) / 8m);

    [Theory]
    [InlineData(9, 2)]
    [InlineData(18, 4)]
    [InlineData(28, 6)]
    public Task Decimals_of_a_stated_precision_come_back(int precision, int scale) => RoundTrip(
        i => (i - 1500) / 4m,
        nullable => new DecimalDataField("value", precision, scale, isNullable: nullable));

    [Theory]
    [InlineData(DateTimeFormat.Impala)]
    [InlineData(DateTimeFormat.DateAndTime)]
    [InlineData(DateTimeFormat.DateAndTimeMicros)]
    public Task Instants_come_back(DateTimeFormat format) => RoundTrip(
        i => DateTime.UnixEpoch.AddMilliseconds(i * 86_400_123L),
        nullable => new DateTimeDataField("value", format, isNullable: nullable));

    [Theory]
    [InlineData(DateTimeTimeUnit.Millis)]
    [InlineData(DateTimeTimeUnit.Micros)]
    public Task Timestamps_come_back(DateTimeTimeUnit unit) => RoundTrip(
        i => DateTime.UnixEpoch.AddMilliseconds(i * 86_400_123L),
        nullable => new DateTimeDataField("value", DateTimeFormat.Timestamp, true, unit, nullable));

    [Fact]
    public async Task Strings_come_back()
    {
        var values = Enumerable.Range(0, Rows).Select(i => i % 5 == 0 ? null : i % 11 == 0 ? "" : $"näme {i} ☃").ToArray();
        var field = new DataField<string>("value");
        using var file = await OneColumn.WriteAsync(field, group => group.WriteAsync(field, values));

        await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: None);
        using var rows = reader.OpenRowGroupReader(0);
        var read = new string?[rows.RowCount];
        await rows.ReadAsync(reader.Schema.DataFields[0], read.AsMemory(), cancellationToken: None);

        Assert.Equal(values, read);
    }

    [Fact]
    public async Task Byte_arrays_come_back()
    {
        var values = Enumerable.Range(0, Rows).Select(i => i % 5 == 0 ? null : new byte[i % 40]).ToArray();
        var field = new DataField<byte[]>("value");
        using var file = await OneColumn.WriteAsync(field, group => group.WriteAsync(field, values));

        await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: None);
        using var rows = reader.OpenRowGroupReader(0);
        var read = new byte[]?[rows.RowCount];
        await rows.ReadAsync(reader.Schema.DataFields[0], read.AsMemory(), cancellationToken: None);

        Assert.Equal(values, read);
    }

    private static async Task RoundTrip<T>(Func<int, T> make, Func<bool, DataField>? field = null)
        where T : struct
    {
        field ??= nullable => new DataField("value", typeof(T), nullable);
        var values = Enumerable.Range(0, Rows).Select(make).ToArray();
        Assert.Equal(values, await RequiredAsync(field(false), values));
        var gaps = values.Select((v, i) => i % 4 == 1 ? (T?)null : v).ToArray();
        Assert.Equal(gaps, await NullableAsync(field(true), gaps));
        var nothing = new T?[Rows];
        Assert.Equal(nothing, await NullableAsync(field(true), nothing));
    }

    private static async Task<T[]> RequiredAsync<T>(DataField field, T[] values)
        where T : struct
    {
        using var file = await OneColumn.WriteAsync(field, group => group.WriteAsync<T>(field, values, cancellationToken: None));
        await using var reader = await ParquetReader.CreateAsync(file, OneColumn.Options, cancellationToken: None);
        using var rows = reader.OpenRowGroupReader(0);
        var read = new T[rows.RowCount];
        await rows.ReadAsync<T>(reader.Schema.DataFields[0], read.AsMemory(), cancellationToken: None);
        return read;
    }

    private static async Task<T?[]> NullableAsync<T>(DataField field, T?[] values)
        where T : struct
    {
        using var file = await OneColumn.WriteAsync(field, group => group.WriteAsync<T>(field, values, cancellationToken: None));
        await using var reader = await ParquetReader.CreateAsync(file, OneColumn.Options, cancellationToken: None);
        using var rows = reader.OpenRowGroupReader(0);
        var read = new T?[rows.RowCount];
        await rows.ReadAsync<T>(reader.Schema.DataFields[0], read.AsMemory(), cancellationToken: None);
        return read;
    }
}
