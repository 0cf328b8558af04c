using System.Diagnostics;
using System.Globalization;
using TfPipeline.Linkage;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Benchmarks.Linkage;

/// <summary>Processor time of each step of a linkage.</summary>
internal static class StageTimes
{
    public static async Task<int> RunAsync(string folder)
    {
        var source = new SyntheticExtracts(folder, withNumbers: true);
        var (people, _) = source.Cohort();
        using var root = new RootKey(new byte[RootKey.Size], "benchmark");
        using var ring = new KeyRing(root);
        using var tokeniser = new Tokeniser(ring);
        foreach (var department in source.Departments)
        {
            var clock = new Clock(department);
            var partitions = source.Partitions(department);
            var rows = 0;
            foreach (var partition in partitions)
            {
                await foreach (var batch in partition)
                    rows += batch.RecordIds.Length;
            }

            clock.Print($"read {rows} records");
            foreach (var partition in partitions)
            {
                await foreach (var batch in partition)
                    tokeniser.Tokenise(batch.Identifiers);
            }

            clock.Print("read and tokenise");
            var cohort = tokeniser.Tokenise(people);
            var options = TriedOptions.Get();
            clock.Print("tokenise the cohort");
            var plan = await LinkagePlan.MakeAsync(cohort, partitions, ring, options, default);
            clock.Print("plan");
            var sets = new List<CandidateSet>();
            foreach (var partition in partitions)
                sets.Add(await PartitionComparison.CompareAsync(plan, partition, ring, options.Threads, default));
            clock.Print($"compare {sets.Sum(s => s.Compared)} pairs, keep {sets.Sum(s => s.Left.Length)}");
            var result = LinkageResult.Of(plan, sets, options);
            clock.Print($"fit {result.Pairs!.Count} live pairs in {result.Model.Iterations} iterations, decide");
        }

        return 0;
    }

    private sealed class Clock(string name)
    {
        private TimeSpan _last = Process.GetCurrentProcess().TotalProcessorTime;

        public void Print(string what)
        {
            var now = Process.GetCurrentProcess().TotalProcessorTime;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {(now - _last).TotalSeconds:0.00} s {what}"));
            _last = now;
        }
    }
}
