using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using TfPipeline.Cli.Linking;
using TfPipeline.Core.OutsideParquet;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Benchmarks.Linkage.Scale;

/// <summary>What one linkage of files took and how good it was.</summary>
internal sealed record ScaleFigures(
    string Set, double Wall, double Processor, long PeakMegabytes, double CandidateRecall, double Precision, double Recall, double SumOfP, long Compared, long Kept, string Digest);

/// <summary>One linkage from files to links, in a process of its own so that its time and memory are its own.</summary>
internal static class ScaleRun
{
    /// <summary>Runs this program again for one linkage and takes its figures.</summary>
    public static async Task<ScaleFigures> InOwnProcessAsync(ScaleSet set, int threads, int partitions)
    {
        using var child = Itself.Start(
            withOutput: true, "scale-one", Path.GetDirectoryName(set.Folder)!, JsonSerializer.Serialize(set.Size), threads.ToString(CultureInfo.InvariantCulture), partitions.ToString(CultureInfo.InvariantCulture));
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return JsonSerializer.Deserialize<ScaleFigures>(output) ?? throw new InvalidOperationException("A linkage in a process of its own ended without figures.");
    }

    public static async Task<int> OneAsync(string root, string size, string threads, string partitions)
    {
        var set = await ScaleSet.MakeAsync(root, JsonSerializer.Deserialize<ScaleSize>(size)!);
        var figures = await RunAsync(set, int.Parse(threads, CultureInfo.InvariantCulture), int.Parse(partitions, CultureInfo.InvariantCulture));
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }

    public static async Task<ScaleFigures> RunAsync(ScaleSet set, int threads, int partitions)
    {
        var started = Stopwatch.GetTimestamp();
        using var root = new RootKey(new byte[RootKey.Size], "benchmark");
        using var ring = new KeyRing(root);
        var options = TriedOptions.Get() with { Threads = threads };
        var (left, result) = set.Size.Partitions == 0 ? await FromCsvAsync(set, ring, options) : await FromParquetAsync(set, ring, options, partitions);
        var links = Path.Combine(set.Folder, "links.csv");
        await LinkOutput.WriteLinksAsync(new FileInfo(links), result.Links, i => left[i], id => id, default);
        ScaleClock.Mark("write the links");
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var processor = Environment.CpuUsage.TotalTime.TotalSeconds;
        using var self = Process.GetCurrentProcess();
        return Judge(set, Array.ConvertAll(left, id => int.Parse(id, CultureInfo.InvariantCulture)), result, new ScaleFigures(set.Size.Name, wall, processor, self.PeakWorkingSet64 >> 20, 0, 0, 0, 0, result.Compared, result.Pairs!.Count, ""));
    }

    private static async Task<(string[] Ids, LinkageResult Result)> FromCsvAsync(ScaleSet set, KeyRing ring, LinkageOptions options)
    {
        ScaleClock.Mark("start");
        var (left, right) = await PersonFile.ReadBothAsync(() => Read(set.Left, ring), () => Read(set.Right, ring));
        ScaleClock.Mark("read and tokenise");
        if (!ScaleClock.IsOn)
            return (left.Ids, PersonLinkage.Link(left.People, right!.People, right.Ids, options));
        using var recordKeys = new RecordKeys();
        var keys = recordKeys.Of(right!.Ids);
        ScaleClock.Mark("number the records");
        var plan = LinkagePlan.Make(left.People, right.People, keys, options);
        ScaleClock.Mark("plan");
        var compared = PartitionComparison.Compare(plan, right.People, right.Ids, keys, options.Threads);
        ScaleClock.Mark($"compare {compared.Compared:N0} pairs, keep {compared.Candidates:N0}, plausible {compared.Left.Length:N0}");
        var result = LinkageResult.Of(plan, [compared], options);
        ScaleClock.Mark($"fit in {result.Model.Iterations} iterations, decide");
        return (left.Ids, result);
    }

    private static async Task<(string[] Ids, LinkageResult Result)> FromParquetAsync(ScaleSet set, KeyRing ring, LinkageOptions options, int partitions)
    {
        var left = Read(set.Left, ring);
        ScaleClock.Mark("read and tokenise the cohort");
        // Other numbers of partitions than files join whole files.
        var files = Enumerable.Range(0, set.Size.Partitions).GroupBy(k => k % partitions).Select(g => Read(set, [.. g])).ToList();
        var plan = await LinkagePlan.MakeAsync(left.People, files, ring, options, default);
        MemoryPressure.CollectAfterPhase(left.People.Count + plan.TermFrequencies.RightCount);
        ScaleClock.Mark("plan");
        var sets = new CandidateSet[files.Count];
        using var pool = new DisposingObjectPool<RecordTokens>(() => new RecordTokens(plan.Encoding, ring, TokenSet.Full));
        await Parallel.ForAsync(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, async (k, token) =>
            sets[k] = await pool.UseAsync(tokens => PartitionComparison.CompareAsync(plan, files[k], tokens, 1, token)));
        ScaleClock.Mark($"compare {sets.Sum(s => s.Compared):N0} pairs, keep {sets.Sum(s => s.Candidates):N0}, plausible {sets.Sum(s => s.Left.Length):N0}");
        plan.EndJoining();
        MemoryPressure.CollectAfterPhase(left.People.Count + plan.TermFrequencies.RightCount);
        var result = LinkageResult.Of(plan, sets, options);
        ScaleClock.Mark($"fit in {result.Model.Iterations} iterations, decide");
        return (left.Ids, result);
    }

    private static PersonFile Read(string file, KeyRing ring)
        => PersonFile.Read(new FileInfo(file), "a file", "id", new Dictionary<string, string>(StringComparer.Ordinal), [], ring);

    private static async IAsyncEnumerable<RecordBatch> Read(ScaleSet set, int[] files)
    {
        foreach (var k in files)
        {
            await using var stream = File.OpenRead(set.Partition(k));
            using var file = OutsideParquetFile.Open(stream);
            for (var g = 0; g < file.RowGroups; g++)
            {
                using var group = file.Group(g);
                string?[] Text(int field) => group.Texts(file.Columns[field]);
                yield return new RecordBatch(Array.ConvertAll(Text(0), id => id!), new IdentifierBatch
                {
                    Count = group.Rows,
                    Forename = Text(1),
                    Surname = Text(2),
                    Sex = Text(3),
                    DateOfBirth = group.Dates(file.Columns[4]),
                    Postcode = Text(5),
                });
            }
        }
    }

    private static ScaleFigures Judge(ScaleSet set, int[] people, LinkageResult result, ScaleFigures figures)
    {
        var truth = set.Truth();
        var ids = Array.ConvertAll(result.Pairs!.RecordIds, id => int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture));
        double candidates = 0, sum = 0, right = 0, taken = 0, all = truth.Count(t => t >= 0);
        for (var p = 0; p < result.Pairs.Count; p++)
        {
            candidates += truth[ids[result.Pairs.Right[p]]] == people[result.Pairs.Left[p]] ? 1 : 0;
            sum += result.Fitted!.Probabilities[p];
        }

        var digest = new XxHash3();
        for (var k = 0; k < result.Links.Count; k++)
        {
            var id = result.Links.RecordId[k];
            digest.Append(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{result.Links.CohortIndex[k]} {id} {result.Links.Probability[k]:R} {result.Links.Status[k]}\n")));
            if (result.Links.Status[k] != LinkStatus.Match)
                continue;
            taken++;
            right += truth[int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture)] == people[result.Links.CohortIndex[k]] ? 1 : 0;
        }

        return figures with { CandidateRecall = candidates / all, Precision = right / taken, Recall = right / all, SumOfP = sum / all, Digest = digest.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture) };
    }
}
