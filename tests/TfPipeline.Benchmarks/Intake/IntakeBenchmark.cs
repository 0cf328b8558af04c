using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Benchmarks.Intake;

/// <summary>Intake of one large file, beside a plain pass of the CSV library and DuckDB's reader over the same file.</summary>
internal static class IntakeBenchmark
{
    private const int Rounds = 3;

    public static int Run(string[] args)
    {
        var rows = Arguments.Whole(args, 0, 1_000_000);
        var path = Path.Combine(Path.GetTempPath(), $"tfp-intake-{Environment.ProcessId}.csv");
        try
        {
            CouncilFileMaker.Write(path, rows);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {new FileInfo(path).Length / 1e6:N0} MB, {Environment.ProcessorCount} processors; best of {Rounds}"));
            Measure("validate", () => Validate(path));
            var batches = Batches(path);
            Measure("  references alone", () => References(batches));
            Measure("  tokens alone", () => Tokens(batches));
            batches = [];
            var ours = Measure("validate and tokenise, with references", () => Tokenise(path).GetAwaiter().GetResult());
            Measure("ingest: the same, checked before, encrypted and stored", () => IngestAsync(path).GetAwaiter().GetResult());
            var bytes = Measure("plain CsvHelper pass, every cell as bytes", () => Plain(path));
            var strings = Measure("plain CsvHelper pass, every cell as string", () => Strings(path));
            Console.WriteLine(Ratio("plain CsvHelper pass as bytes", ours / bytes));
            Console.WriteLine(Ratio("plain CsvHelper pass as string", ours / strings));
            if (DuckReadCsv(path) is { } duck)
                Console.WriteLine(Ratio("DuckDB read_csv", ours / duck));
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Ratio(string what, double ratio)
        => string.Create(CultureInfo.InvariantCulture, $"validate and tokenise takes {ratio:0.0} times the wall time of {what}");

    private static double Measure(string what, Func<long> run)
    {
        var best = (Wall: double.MaxValue, Cpu: 0d, Count: 0L);
        for (var i = 0; i < Rounds; i++)
        {
            using var self = Process.GetCurrentProcess();
            var cpu = self.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            var count = run();
            self.Refresh();
            if (clock.Elapsed.TotalSeconds < best.Wall)
                best = (clock.Elapsed.TotalSeconds, (self.TotalProcessorTime - cpu).TotalSeconds, count);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-55} {best.Wall,6:0.00} s wall  {best.Cpu,6:0.00} s processor  {best.Count:N0}"));
        return best.Wall;
    }

    private static RowContext Context() => new(CouncilFileMaker.Gss, new DateOnly(2018, 3, 31), new IntakeOptions());

    internal static long Validate(string path, Action? atTheEnd = null)
    {
        using var stream = Open(path);
        var accepted = 0L;
        var result = CouncilFileValidator.Validate(stream, Context(), batch =>
        {
            accepted += batch.Count;
            // Only the last batch is not full.
            if (batch.Count < new IntakeOptions().BatchRows)
                atTheEnd?.Invoke();
        });
        return result.IsAccepted ? accepted : throw new InvalidOperationException("The benchmark's file was refused.");
    }

    private static List<AcceptedRows> Batches(string path)
    {
        using var stream = Open(path);
        var batches = new List<AcceptedRows>();
        CouncilFileValidator.Validate(stream, Context(), batches.Add);
        return batches;
    }

    private static long References(List<AcceptedRows> batches)
    {
        using var root = new RootKey(new byte[RootKey.Size], "benchmark");
        using var keys = new KeyRing(root);
        var references = new ReferenceMaker(keys);
        foreach (var batch in batches)
        {
            references.People(CouncilFileMaker.Gss, batch.PersonId.AsSpan(0, batch.Count), new Reference[batch.Count]);
            references.OptOuts(CouncilFileMaker.Gss, batch.PersonId.AsSpan(0, batch.Count), new Reference[batch.Count]);
            references.Families(CouncilFileMaker.Gss, batch.FamilyId.AsSpan(0, batch.Count), new Reference[batch.Count]);
        }

        return 3L * batches.Sum(b => b.Count);
    }

    private static long Tokens(List<AcceptedRows> batches)
    {
        using var root = new RootKey(new byte[RootKey.Size], "benchmark");
        using var keys = new KeyRing(root);
        using var tokeniser = new Tokeniser(keys);
        var builder = tokeniser.Builder();
        foreach (var batch in batches)
            builder.Append(batch.ToIdentifiers());
        return builder.Build().Count;
    }

    private static async Task<long> Tokenise(string path)
    {
        using var root = new RootKey(new byte[RootKey.Size], "benchmark");
        using var keys = new KeyRing(root);
        using var pseudonymiser = new Pseudonymiser(keys, CouncilFileMaker.Gss);
        await using var stream = Open(path);
        var people = 0L;
        await foreach (var group in new RowGroups(pseudonymiser, new IntakeOptions().RowGroupRows, static _ => { }).ReadAsync((emit, stop) => CouncilFileValidator.Validate(stream, Context(), emit, stop)))
            people += group.Rows.Count;
        return people;
    }

    internal static async Task<long> IngestAsync(string path)
    {
        var store = Directory.CreateTempSubdirectory("tfp-intake-");
        try
        {
            using var root = new RootKey(new byte[RootKey.Size], "benchmark");
            using var keys = new KeyRing(root);
            var upload = Path.Combine(store.FullName, "landing", "uploads", CouncilFileMaker.Gss, "2018-03-31", "made-up.csv");
            Directory.CreateDirectory(Path.GetDirectoryName(upload)!);
            File.Copy(path, upload);
            var outcome = await new UploadIngestor(new FolderStorage(store.FullName), keys).IngestAsync(CouncilFileMaker.Gss + "/2018-03-31/made-up.csv");
            return outcome.Rows.Accepted;
        }
        finally
        {
            store.Delete(recursive: true);
        }
    }

    private static long Plain(string path)
    {
        using var reader = CsvReader.Create(Open(path), new CsvReaderOptions { HasHeader = false, Separator = ',' });
        var bytes = 0L;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
                bytes += reader.GetSpan(i).Length;
        }

        return bytes;
    }

    private static long Strings(string path)
    {
        using var reader = CsvReader.Create(Open(path), new CsvReaderOptions { HasHeader = false, Separator = ',' });
        var characters = 0L;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
                characters += reader.GetString(i).Length;
        }

        return characters;
    }

    /// <summary>Wall seconds, or null where DuckDB is not installed.</summary>
    private static double? DuckReadCsv(string path)
    {
        var script = Path.GetFullPath("tests/node/read-csv.mjs");
        if (!File.Exists(script) || !Directory.Exists(Path.GetFullPath("tests/node/node_modules")))
        {
            Console.WriteLine("DuckDB: not measured; run from the repository's root after `npm ci` in tests/node.");
            return null;
        }

        var start = new ProcessStartInfo("node", [script, path, Rounds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var node = Process.Start(start)!;
        var seconds = double.Parse(node.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
        node.WaitForExit();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"DuckDB read_csv into a table, all as text",-55} {seconds,6:0.00} s wall, {Environment.ProcessorCount} threads"));
        return seconds;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
}
