using System.Globalization;
using System.Text;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using TfPipeline.EndToEnd.Tests.Tools;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>DuckDB reads every Parquet file of a release and finds the same rows, gaps and sums.</summary>
[Trait("tier", "e2e")]
public sealed class SecondReaderTests
{
    [Fact]
    public async Task DuckDB_agrees_on_every_column_of_every_file()
    {
        var run = await BaseRun.GetAsync();
        var files = Directory.GetFiles(Path.Combine(run.Released, "analytics"), "*.parquet", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            await using var reader = await ParquetReader.CreateAsync(stream);
            var ours = new List<(DataField Field, long Values, double Sum)>();
            long rows = 0;
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var part = reader.OpenRowGroupReader(group);
                rows += part.RowCount;
            }

            foreach (var field in reader.Schema.DataFields)
                ours.Add(await SumAsync(reader, field));
            await CompareAsync(file, rows, ours);
        }
    }

    private static async Task CompareAsync(string file, long rows, List<(DataField Field, long Values, double Sum)> ours)
    {
        var columns = ours.Select((column, i) =>
        {
            var name = '"' + column.Field.Name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
            return $"count({name})::BIGINT AS n{i}, coalesce(sum({Measure(column.Field, name)}), 0)::DOUBLE AS s{i}";
        });
        var theirs = (await DuckDb.QueryAsync($"SELECT count(*)::BIGINT AS rows, {string.Join(", ", columns)} FROM read_parquet({DuckDb.Quote(file)})")).Single();
        Assert.Equal(rows, Number(theirs.GetProperty("rows")));
        for (var i = 0; i < ours.Count; i++)
        {
            var where = $"{Path.GetFileName(file)}, {ours[i].Field.Name}";
            Assert.True(ours[i].Values == Number(theirs.GetProperty($"n{i}")), where);
            var sum = Number(theirs.GetProperty($"s{i}"));
            Assert.True(Math.Abs(sum - ours[i].Sum) <= 1e-9 * Math.Max(1, Math.Abs(sum)), where);
        }
    }

    /// <summary>What is added up: numbers as they are, days since 1970, bytes of texts.</summary>
    private static string Measure(DataField field, string name) => field.ClrType switch
    {
        { } type when type == typeof(ReadOnlyMemory<char>) => $"strlen({name})",
        { } type when type == typeof(bool) => $"{name}::INT",
        { } type when type == typeof(DateOnly) || type == typeof(DateTime) => $"date_diff('day', DATE '1970-01-01', {name}::DATE)",
        _ => name,
    };

    private static async Task<(DataField Field, long Values, double Sum)> SumAsync(ParquetReader reader, DataField field)
    {
        long values = 0;
        double sum = 0;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var part = reader.OpenRowGroupReader(group);
            foreach (var value in await ColumnAsync(part, field))
            {
                if (value is not { } known)
                    continue;
                values++;
                sum += known;
            }
        }

        return (field, values, sum);
    }

    private static async Task<double?[]> ColumnAsync(ParquetRowGroupReader part, DataField field)
    {
        if (field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[part.RowCount];
            await part.ReadAsync(field, texts.AsMemory());
            return [.. texts.Select(text => text is null ? (double?)null : Encoding.UTF8.GetByteCount(text))];
        }

        return field.ClrType switch
        {
            { } type when type == typeof(int) => await ColumnAsync<int>(part, field, value => value),
            { } type when type == typeof(long) => await ColumnAsync<long>(part, field, value => value),
            { } type when type == typeof(double) => await ColumnAsync<double>(part, field, value => value),
            { } type when type == typeof(bool) => await ColumnAsync<bool>(part, field, value => value ? 1 : 0),
            { } type when type == typeof(DateOnly) => await ColumnAsync<DateOnly>(part, field, value => value.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber),
            { } type when type == typeof(DateTime) => await ColumnAsync<DateTime>(part, field, value => Math.Floor((value - DateTime.UnixEpoch).TotalDays)),
            _ => throw new NotSupportedException($"column type {field.ClrType}"),
        };
    }

    private static async Task<double?[]> ColumnAsync<T>(ParquetRowGroupReader part, DataField field, Func<T, double> measure)
        where T : struct
    {
        if (!field.IsNullable)
        {
            var all = new T[part.RowCount];
            await part.ReadAsync(field, all.AsMemory());
            return [.. all.Select(value => (double?)measure(value))];
        }

        var some = new T?[part.RowCount];
        await part.ReadAsync(field, some.AsMemory());
        return [.. some.Select(value => value is { } known ? (double?)measure(known) : null)];
    }

    /// <summary>DuckDB prints large integers as JSON strings.</summary>
    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture)
        : value.GetDouble();
}
