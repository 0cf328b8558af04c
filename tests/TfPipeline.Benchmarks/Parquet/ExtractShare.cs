using System.Globalization;
using Parquet;
using Parquet.Schema;
using TfPipeline.Core.OutsideParquet;
using TfPipeline.Core.OwnParquet;
using TfPipeline.TestKit;

namespace TfPipeline.Benchmarks.Parquet;

/// <summary>
/// The share of a demonstration's processor time that its extracts take. The demonstration runs first; then every file of its deliveries is
/// read here as often as the run reads it (people twice, to count and to compare; other tables once to check and once to measure), and
/// written once, as the made-up deliveries are. Ends with 1 above a fifth.
/// </summary>
internal static class ExtractShare
{
    private const double Most = 0.2;

    public static async Task<int> RunAsync(string build, string[] rest)
    {
        using var folder = new TemporaryFolder();
        var demo = await Demonstration.RunAsync(build, Arguments.Whole(rest, 0, 20_000), folder.File("demo"));
        var files = Directory.GetFiles(folder.File("demo/store/landing/extracts"), "*.parquet", SearchOption.AllDirectories);
        var (read, write, rows) = (0.0, 0.0, 0L);
        foreach (var path in files)
        {
            var start = Environment.CpuUsage.TotalTime;
            rows += Read(path);
            var between = Environment.CpuUsage.TotalTime;
            read += (between - start).TotalSeconds;
            write += await WriteAsync(path);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Length} files, {rows:N0} rows; the demonstration took {demo.Seconds:0.0} s of processor time"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reading them as the run does  {read:0.0} s, {read / demo.Seconds:P1}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"writing them once             {write:0.0} s, {write / demo.Seconds:P1}"));
        var share = (read + write) / demo.Seconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"together {share:P1}, at most {Most:P0} is the aim"));
        return files.Length > 0 && share <= Most ? 0 : 1;
    }

    private static long Read(string path)
    {
        var isPeople = Path.GetFileName(path).StartsWith("people-", StringComparison.Ordinal);
        var rows = 0L;
        for (var pass = 0; pass < 2; pass++)
        {
            using var stream = File.OpenRead(path);
            using var file = OutsideParquetFile.Open(stream);
            rows = 0;
            for (var g = 0; g < file.RowGroups; g++)
            {
                using var group = file.Group(g);
                rows += group.Rows;
                foreach (var column in file.Columns)
                {
                    if (pass == 0 && !isPeople)
                        group.Check(column);
                    else
                        GC.KeepAlive(Values(group, column));
                }
            }
        }

        return rows;
    }

    private static Array Values(OutsideRowGroup group, OutsideColumn column) => column.Kind switch
    {
        OutsideColumnKind.Text => group.Texts(column),
        OutsideColumnKind.Date => group.Dates(column),
        OutsideColumnKind.Whole => group.Whole(column),
        _ => group.Numbers(column),
    };

    // Seconds of writing alone: the values are read beforehand.
    private static async Task<double> WriteAsync(string path)
    {
        await using var stream = File.OpenRead(path);
        using var file = OutsideParquetFile.Open(stream);
        var schema = new ParquetSchema(file.Columns.Select(Field));
        await using var writer = await ParquetWriter.CreateAsync(schema, Stream.Null, OwnWrites.Options(schema));
        var seconds = 0.0;
        for (var g = 0; g < file.RowGroups; g++)
        {
            using var from = file.Group(g);
            var columns = file.Columns.Select(c => Values(from, c)).ToArray();
            var start = Environment.CpuUsage.TotalTime;
            using var group = writer.CreateRowGroup();
            for (var c = 0; c < columns.Length; c++)
                await WriteColumnAsync(group, schema.DataFields[c], columns[c]);
            seconds += (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        }

        return seconds;
    }

    private static Task WriteColumnAsync(ParquetRowGroupWriter group, DataField field, Array values) => values switch
    {
        string?[] texts => group.WriteAsync(field, texts),
        DateOnly?[] days => group.WriteAsync<DateOnly>(field, days),
        long?[] whole => group.WriteAsync<long>(field, whole),
        _ => group.WriteAsync<double>(field, (double?[])values),
    };

    private static DataField Field(OutsideColumn column) => column.Kind switch
    {
        OutsideColumnKind.Text => new DataField<string>(column.Name, true),
        OutsideColumnKind.Date => new DataField<DateOnly>(column.Name, true),
        OutsideColumnKind.Whole => new DataField<long>(column.Name, true),
        _ => new DataField<double>(column.Name, true),
    };
}
