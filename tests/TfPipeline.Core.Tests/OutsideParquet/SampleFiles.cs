using System.Text.Json;
using TfPipeline.Core.OutsideParquet;

namespace TfPipeline.Core.Tests.OutsideParquet;

/// <summary>A folder made by tests/node/parquet-samples.mjs: files of other programs, and what they hold.</summary>
internal sealed class SampleFiles(string folder)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    private readonly Dictionary<string, SampleColumn[]> tables = new(StringComparer.Ordinal);

    public IReadOnlyList<SampleFile> List() =>
        JsonSerializer.Deserialize<SampleFile[]>(File.ReadAllText(Path.Combine(folder, "files.json")), Json)!;

    /// <summary>
    /// Compares every column of a file, value by value: each is right, or is refused before a value of it is given out. Returns how many
    /// were right, and the names of the others.
    /// </summary>
    public (int Right, IReadOnlyList<string> Refused) Compare(SampleFile sample)
    {
        var expected = Table(sample.Table);
        using var stream = File.OpenRead(Path.Combine(folder, sample.File));
        using var file = OutsideParquetFile.Open(stream);
        var (right, refused) = (0, new List<string>());

        // Backwards: columns can be read in any order.
        foreach (var column in file.Columns.Reverse())
        {
            var made = Array.Find(expected, c => string.Equals(c.Name, column.Name, StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"{sample.File} has a column that was not asked for");
            if (made.Kind is "bytes" or "other")
            {
                Assert.Equal(OutsideColumnKind.Unknown, column.Kind);
                continue;
            }

            var wanted = Array.ConvertAll(made.Values, v => ColumnText.Expected(made.Kind, column.Kind, v));
            List<string?> read;
            try
            {
                read = ColumnText.Read(file, column);
            }
            catch (OutsideParquetException)
            {
                refused.Add(made.Name);
                continue;
            }

            Assert.True(wanted.AsSpan().SequenceEqual(read.ToArray()), Difference(sample, made, wanted, read));
            right++;
        }

        return (right, refused);
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
