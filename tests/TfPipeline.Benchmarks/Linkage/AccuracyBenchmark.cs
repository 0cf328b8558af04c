using System.Diagnostics;
using System.Globalization;
using TfPipeline.Linkage;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Benchmarks.Linkage;

/// <summary>Accuracy on the public sets with default settings.</summary>
internal static class AccuracyBenchmark
{
    public static async Task<int> RunAsync(string folder)
    {
        Console.WriteLine("| set | precision | recall | F1 | best F1 | candidate recall | sum of p / true | seconds |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        if (Environment.GetEnvironmentVariable("TFP_MISFIT") is not null)
        {
            await OneToOne("tenth", LabelledSet.Read(Path.Combine(folder, "febrl4_a.csv")), LabelledSet.Read(Path.Combine(folder, "febrl4_b.csv")), 0.1, 2);
            Dedupes(folder);
            return 0;
        }

        var a = LabelledSet.Read(Path.Combine(folder, "febrl4_a.csv"));
        var b = LabelledSet.Read(Path.Combine(folder, "febrl4_b.csv"));
        await OneToOne("febrl4", a, b, 1, 1);
        await OneToOne("febrl4, half overlap", a, b, 0.5, 5);
        await OneToOne("febrl4, a tenth overlap", a, b, 0.1, 5);
        await OneToOne("febrl4, 2 % overlap", a, b, 0.02, 5);
        Dedupes(folder);
        return 0;
    }

    public static void Dedupes(string folder)
    {
        foreach (var set in new[] { "febrl3", "rldata10000", "fake_1000" })
            Dedupe(set, LabelledSet.Read(Path.Combine(folder, set + ".csv")));
    }

    private static async Task OneToOne(string name, LabelledSet a, LabelledSet b, double share, int seeds)
    {
        var watch = Stopwatch.StartNew();
        var sum = new Tally();
        for (var seed = 1; seed <= seeds; seed++)
        {
            var (l, r) = OverlapDraw.Of(a, b, share, seed);
            using var ring = Keys();
            using var tokeniser = new Tokeniser(ring);
            var result = await MemoryLinkage.LinkAsync(tokeniser.Tokenise(l.People), [r.Records()], ring, TriedOptions.Get());
            sum.Add(Tally.OfLinks(result, l, r));
        }

        Print(name, sum, watch);
    }

    private static void Dedupe(string name, LabelledSet set)
    {
        var watch = Stopwatch.StartNew();
        using var ring = Keys();
        using var tokeniser = new Tokeniser(ring);
        var result = PersonLinkage.Deduplicate(tokeniser.Tokenise(set.People), TriedOptions.Get());
        Print(name + ", pairs", Tally.OfPairs(result.Pairs, set), watch);
        Print(name + ", clusters", Tally.OfClusters(result, set), watch);
    }

    private static void Print(string name, Tally t, Stopwatch watch) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {t.Precision:0.0000} | {t.Recall:0.0000} | {t.F1:0.0000} | {(t.Pairs.Count == 0 ? "–" : Text(t.BestF1))} | {(t.Pairs.Count == 0 ? "–" : Text(t.CandidateRecall))} | {(t.Pairs.Count == 0 ? "–" : Text(t.SumOfP / Math.Max(1, t.True)))} | {watch.Elapsed.TotalSeconds:0.0} |"));

    private static string Text(double share) => share.ToString("0.0000", CultureInfo.InvariantCulture);

    private static KeyRing Keys()
    {
        using var root = new RootKey(new byte[RootKey.Size], "benchmark");
        return new KeyRing(root);
    }
}
