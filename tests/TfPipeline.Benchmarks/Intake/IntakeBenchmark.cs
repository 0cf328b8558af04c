using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using TfPipeline.Core.Intake;
using TfPipeline.Core.Pseudonyms;

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
            Measure("validate and tokenise, with references", () => Tokenise(path).GetAwaiter().GetResult());
            Measure("plain CsvHelper pass, every cell as bytes", () => Plain(path));
            Measure("plain CsvHelper pass, every cell as string", () => Strings(path));
            DuckReadCsv(path);
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>One streaming pass in a process of its own per size, so that the peak is that of the size.</summary>
    public static int Memory(string[] args)
    {
        if (args is ["one", var count])
            return MemoryOf(int.Parse(count, CultureInfo.InvariantCulture));
        foreach (var rows in new[] { 250_000, 1_000_000, 2_000_000 })
        {
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["intake-memory", "one", rows.ToString(CultureInfo.InvariantCulture)]))!;
            child.WaitForExit();
        }

        return 0;
    }

    private static int MemoryOf(int rows)
    {
        var path = Path.Combine(Path.GetTempPath(), $"tfp-intake-{Environment.ProcessId}.csv");
        try
        {
            using (var writer = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["intake-file", path, rows.ToString(CultureInfo.InvariantCulture)]))!)
                writer.WaitForExit();
            var accepted = Validate(path);
            using var self = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows,10:N0} rows  peak resident {self.PeakWorkingSet64 / 1e6,6:N0} MB  ({accepted:N0} accepted)"));
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Measure(string what, Func<long> run)
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

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-45} {best.Wall,6:0.00} s wall  {best.Cpu,6:0.00} s processor  {best.Count:N0}"));
    }

    private static RowContext Context() => new(CouncilFileMaker.Gss, new DateOnly(2018, 3, 31), new IntakeOptions());

    private static long Validate(string path)
    {
        using var stream = Open(path);
        var accepted = 0L;
        var result = CouncilFileValidator.Validate(stream, Context(), batch => accepted += batch.Count);
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
        var made = 0L;
        foreach (var batch in batches)
        {
            for (var i = 0; i < batch.Count; i++)
                made += references.Person(CouncilFileMaker.Gss, batch.PersonId[i]).High != 0 ? 1 : 0;
        }

        return made;
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
        using var pseudonymiser = new Pseudonymiser(keys, CouncilFileMaker.Gss, new IntakeOptions().RowGroupRows);
        await using var stream = Open(path);
        var people = 0L;
        await foreach (var group in new RowGroups(pseudonymiser, static _ => { }).ReadAsync(stream, Context()))
            people += group.Tokens.Count;
        return people;
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

    private static void DuckReadCsv(string path)
    {
        var script = Path.GetFullPath("tests/node/read-csv.mjs");
        if (!File.Exists(script) || !Directory.Exists(Path.GetFullPath("tests/node/node_modules")))
        {
            Console.WriteLine("DuckDB: not measured; run from the repository's root after `npm ci` in tests/node.");
            return;
        }

        using var node = Process.Start(new ProcessStartInfo("node", [script, path, Rounds.ToString(CultureInfo.InvariantCulture)]))!;
        node.WaitForExit();
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
}
