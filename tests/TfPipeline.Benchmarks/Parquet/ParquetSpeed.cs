using System.Globalization;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using TfPipeline.Core.OutsideParquet;
using TfPipeline.Core.OwnParquet;
using TfPipeline.TestKit;

namespace TfPipeline.Benchmarks.Parquet;

/// <summary>
/// Writing and reading ten million rows, beside DuckDB with one thread on the same files in the same run. Both are
/// measured in processor time, so that a busy machine does not distort the comparison.
/// </summary>
internal static class ParquetSpeed
{
    private const int GroupRows = 1_000_000;
    private const int Repeats = 3;

    private static readonly ParquetSchema Schema = new(
        new DataField<long>("token"),
        new DataField<int>("number"),
        new DataField<DateOnly>("day"),
        new DataField<string>("kind", true),
        new DataField<double>("value"));

    public static async Task<int> RunAsync(string[] arguments)
    {
        var groups = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 10;
        using var folder = new TemporaryFolder();
        var ours = folder.File("ours.parquet");
        var theirs = folder.File("duckdb.parquet");
        var data = new SampleRows(GroupRows, seed: 1);
        Console.WriteLine($"{groups} M rows, row groups of 1 M, Snappy, one thread; best of {Repeats}, in M rows per second of processor time");

        var few = await LiveMegabytesAsync(data, 2, ours);
        var many = await LiveMegabytesAsync(data, groups, ours);
        foreach (var line in await RoundAsync(data, groups, ours, theirs))
            Console.WriteLine(line);
        Console.WriteLine($"file: ours {Megabytes(ours)} MB, DuckDB's {Megabytes(theirs)} MB");
        Console.WriteLine($"memory held after a file of 2 row groups was written and read: {few} MB; of {groups}: {many} MB");
        await PrintColumnsAsync(data, groups, ours);
        return 0;
    }

    private static async Task<string[]> RoundAsync(SampleRows data, int groups, string ours, string theirs)
    {
        var write = await BestAsync(() => WriteAsync(data, groups, ours));
        var duck = await DuckAsync(groups, ours, theirs);
        return
        [
            Line("write", groups, write, duck["write"]),
            Line("read our file", groups, await BestAsync(() => ReadAsync(ours)), duck["readOurs"]),
            Line("read DuckDB's file", groups, await BestAsync(() => ReadAsync(theirs)), duck["readOwn"]),
        ];
    }

    private static async Task WriteAsync(SampleRows data, int groups, string path)
    {
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(Schema, file, OwnWrites.Options(Schema));
        var fields = Schema.DataFields;
        for (var g = 0; g < groups; g++)
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<long>(fields[0], data.Tokens);
            await group.WriteAsync<int>(fields[1], data.Numbers);
            await group.WriteAsync<DateOnly>(fields[2], data.Days);
            await group.WriteAsync(fields[3], data.Kinds);
            await group.WriteAsync<double>(fields[4], data.Values);
        }
    }

    private static Task ReadAsync(string path)
    {
        using var stream = File.OpenRead(path);
        using var file = OutsideParquetFile.Open(stream);
        for (var c = 0; c < file.Columns.Count; c++)
            Read(file, c);
        return Task.CompletedTask;
    }

    // As a delivery is read: each column of a row group into an array of its own.
    private static void Read(OutsideParquetFile file, int column)
    {
        for (var g = 0; g < file.RowGroups; g++)
        {
            using var group = file.Group(g);
            var found = file.Columns[column];
            Array values = found.Kind switch
            {
                OutsideColumnKind.Text => group.Texts(found),
                OutsideColumnKind.Date => group.Dates(found),
                OutsideColumnKind.Whole => group.Whole(found),
                _ => group.Numbers(found),
            };
            GC.KeepAlive(values);
        }
    }

    private static async Task PrintColumnsAsync(SampleRows data, int groups, string path)
    {
        await using var stream = File.OpenRead(path);
        using var file = OutsideParquetFile.Open(stream);
        for (var c = 0; c < 5; c++)
        {
            var column = c;
            var seconds = await BestAsync(() =>
            {
                Read(file, column);
                return Task.CompletedTask;
            });
            var write = await BestAsync(() => WriteOneAsync(data, column));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  column {Schema.DataFields[c].Name,-8} read {groups / seconds,7:F1}   write {1 / write,7:F1}"));
        }
    }

    private static async Task WriteOneAsync(SampleRows data, int column)
    {
        var field = column switch
        {
            0 => (DataField)new DataField<long>("c"),
            1 => new DataField<int>("c"),
            2 => new DataField<DateOnly>("c"),
            3 => new DataField<string>("c"),
            _ => new DataField<double>("c"),
        };
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), Stream.Null);
        using var group = writer.CreateRowGroup();
        await (column switch
        {
            0 => group.WriteAsync<long>(field, data.Tokens),
            1 => group.WriteAsync<int>(field, data.Numbers),
            2 => group.WriteAsync<DateOnly>(field, data.Days),
            3 => group.WriteAsync(field, data.Kinds),
            _ => group.WriteAsync<double>(field, data.Values),
        });
    }

    private static async Task<Dictionary<string, double>> DuckAsync(int groups, string ours, string theirs)
    {
        var output = await NodeTools.RunAsync("duck-speed.mjs", groups.ToString(CultureInfo.InvariantCulture), ours, theirs);
        return JsonSerializer.Deserialize<Dictionary<string, double>>(output)!;
    }

    private static async Task<double> BestAsync(Func<Task> work)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Repeats; i++)
        {
            var start = Environment.CpuUsage.TotalTime;
            await work();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
        }

        return best;
    }

    private static string Line(string what, int groups, double ours, double theirs) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-20} {groups / ours,7:F1}   DuckDB {groups / theirs,7:F1}   ours takes {ours / theirs:F2} of its time");

    // With what the pools keep: what is held at a file's end would grow if anything were held for each row group.
    private static async Task<long> LiveMegabytesAsync(SampleRows data, int groups, string path)
    {
        await WriteAsync(data, groups, path);
        await ReadAsync(path);
        return GC.GetTotalMemory(forceFullCollection: true) >> 20;
    }

    private static long Megabytes(string path) => new FileInfo(path).Length >> 20;
}
