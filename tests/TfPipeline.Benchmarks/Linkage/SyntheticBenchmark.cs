using System.Diagnostics;
using System.Globalization;
using TfPipeline.Linkage;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Benchmarks.Linkage;

/// <summary>Accuracy on what <c>tfp synth</c> made, per department, with and without UPN and NINO.</summary>
internal static class SyntheticBenchmark
{
    public static async Task<int> RunAsync(string folder)
    {
        Console.WriteLine("| department | identifiers | precision | recall | F1 | best F1 | candidate recall | sum of p / true | ambiguous | seconds |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var withNumbers in new[] { false, true })
        {
            var source = new SyntheticExtracts(folder, withNumbers);
            foreach (var department in source.Departments)
                await RunAsync(source, department, withNumbers ? "with UPN or NINO" : "names, date, sex, postcode");
        }

        return 0;
    }

    private static async Task RunAsync(SyntheticExtracts source, string department, string identifiers)
    {
        var (people, truth) = source.Cohort();
        var records = source.RecordTruth(department);
        using var root = new RootKey(new byte[RootKey.Size], "benchmark");
        using var ring = new KeyRing(root);
        using var tokeniser = new Tokeniser(ring);
        var watch = Stopwatch.StartNew();
        var result = await MemoryLinkage.LinkAsync(tokeniser.Tokenise(people), source.Partitions(department), ring, TriedOptions.Get());
        var tally = Tally.OfRecords(result, truth, records);
        var ambiguous = result.Links.Status.Count(s => s == LinkStatus.Ambiguous);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {department} | {identifiers} | {tally.Precision:0.0000} | {tally.Recall:0.0000} | {tally.F1:0.0000} | {tally.BestF1:0.0000} | {tally.CandidateRecall:0.0000} | {tally.SumOfP / tally.True:0.000} | {ambiguous} | {watch.Elapsed.TotalSeconds:0.0} |"));
    }
}
