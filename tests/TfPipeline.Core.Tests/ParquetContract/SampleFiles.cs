using System.Text.Json;
using Parquet;

namespace TfPipeline.Core.Tests.ParquetContract;

/// <summary>A folder made by tests/node/parquet-samples.mjs: files of other programs, and what they hold.</summary>
internal sealed class SampleFiles(string folder)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    private readonly Dictionary<string, SampleColumn[]> tables = new(StringComparer.Ordinal);

    public IReadOnlyList<SampleFile> List() =>
        JsonSerializer.Deserialize<SampleFile[]>(File.ReadAllText(Path.Combine(folder, "files.json")), Json)!;

    /// <summary>Compares every column of a file, value by value; returns the number of columns.</summary>
    public async Task<int> CompareAsync(SampleFile sample)
    {
        var expected = Table(sample.Table);
        await using var reader = await ParquetReader.CreateAsync(Path.Combine(folder, sample.File), OneColumn.Options);

        // Backwards: columns can be read in any order.
        foreach (var field in reader.Schema.DataFields.Reverse())
        {
            var column = Array.Find(expected, c => string.Equals(c.Name, field.Name, StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"{sample.File} has a column that was not asked for");
            var read = await ColumnText.ReadAsync(reader, field);
            var wanted = Array.ConvertAll(column.Values, v => ColumnText.Normal(column.Kind, v));
            Assert.True(wanted.AsSpan().SequenceEqual(read.ToArray()), Difference(sample, column, wanted, read));
        }

        return reader.Schema.DataFields.Length;
    }

    private static string Difference(SampleFile sample, SampleColumn column, string?[] wanted, List<string?> read)
    {
        var at = Enumerable.Range(0, Math.Min(wanted.Length, read.Count)).FirstOrDefault(i => wanted[i] != read[i], -1);
        return at < 0
            ? $"{sample.File}, {column.Name}: {wanted.Length} values expected, {read.Count} read"
            : $"{sample.File}, {column.Name}, row {at}: {wanted[at] ?? "null"} expected, {read[at] ?? "null"} read";
    }

    private SampleColumn[] Table(string name)
    {
        if (!tables.TryGetValue(name, out var table))
            tables[name] = table = JsonSerializer.Deserialize<SampleColumn[]>(File.ReadAllText(Path.Combine(folder, name + ".json")), Json)!;
        return table;
    }

    internal sealed record SampleFile(string File, string Table);

    internal sealed record SampleColumn(string Name, string Kind, string?[] Values);
}
