using System.Globalization;
using System.Text;
using TfPipeline.Linkage;
using TfPipeline.Linkage.Reporting;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Benchmarks.Linkage;

/// <summary>Stated probabilities beside the truth, default settings, on the public sets and on synthetic departments.</summary>
internal static class CalibrationBenchmark
{
    private const int Draws = 5;

    public static async Task<int> RunAsync(string folder, string synthetic)
    {
        Console.Write(Text([await TwoFilesAsync(folder), OneFile(folder), await DepartmentsAsync(synthetic)]));
        return 0;
    }

    private static async Task<Sum> TwoFilesAsync(string folder)
    {
        var (a, b) = (LabelledSet.Read(Path.Combine(folder, "febrl4_a.csv")), LabelledSet.Read(Path.Combine(folder, "febrl4_b.csv")));
        var sum = new Sum("febrl4 one to one, all overlaps");
        foreach (var (share, draws) in new[] { (1.0, 1), (0.5, Draws), (0.1, Draws), (0.02, Draws) })
        {
            for (var seed = 1; seed <= draws; seed++)
            {
                var (left, right) = OverlapDraw.Of(a, b, share, seed);
                using var ring = Keys();
                using var tokeniser = new Tokeniser(ring);
                var result = await MemoryLinkage.LinkAsync(tokeniser.Tokenise(left.People), [right.Records()], ring, new LinkageOptions());
                sum.Add(TruthFigures.Of(result, LinkageTruth.Between(left.Truth, right.Ids, right.Truth)));
            }
        }

        return sum;
    }

    private static Sum OneFile(string folder)
    {
        var sum = new Sum("febrl3, rldata10000 and fake_1000, each with itself");
        foreach (var name in new[] { "febrl3", "rldata10000", "fake_1000" })
        {
            var set = LabelledSet.Read(Path.Combine(folder, name + ".csv"));
            using var ring = Keys();
            using var tokeniser = new Tokeniser(ring);
            sum.Add(TruthFigures.Of(PersonLinkage.Deduplicate(tokeniser.Tokenise(set.People), new LinkageOptions()).Pairs, LinkageTruth.Within(set.Truth)));
        }

        return sum;
    }

    private static async Task<Sum> DepartmentsAsync(string folder)
    {
        var sum = new Sum("synthetic departments, names, date, sex, postcode");
        var source = new SyntheticExtracts(folder, withNumbers: false);
        foreach (var department in source.Departments)
        {
            var (people, truth) = source.Cohort();
            var records = source.RecordTruth(department);
            using var ring = Keys();
            using var tokeniser = new Tokeniser(ring);
            var result = await MemoryLinkage.LinkAsync(tokeniser.Tokenise(people), source.Partitions(department), ring, new LinkageOptions());
            var all = records.Values.ToHashSet(StringComparer.Ordinal);
            sum.Add(TruthFigures.Of(result, new LinkageTruth((i, id) => records.GetValueOrDefault(id) == truth[i], truth.Count(all.Contains))));
        }

        return sum;
    }

    private static string Text(IReadOnlyList<Sum> sums)
    {
        var text = new StringBuilder("| set | pairs at .01 or more | sum of p / true pairs | mean distance of stated and observed share |\n| --- | --- | --- | --- |\n");
        foreach (var sum in sums)
            text.Append(CultureInfo.InvariantCulture, $"| {sum.Name} | {sum.Bins.Sum(b => b.Pairs):N0} | {sum.Expected / sum.True:0.000} | {sum.Distance:0.0000} |\n");
        foreach (var sum in sums)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{sum.Name}:\n\n| probability | pairs | stated | right | 95 % interval |\n| --- | --- | --- | --- | --- |\n");
            foreach (var bin in sum.Bins.Where(b => b.Pairs > 0))
                text.Append(CultureInfo.InvariantCulture, $"| {bin.From:0.##} to {bin.To:0.##} | {bin.Pairs:N0} | {bin.Mean:0.000} | {bin.Share:0.000} | {bin.Interval.Low:0.000} to {bin.Interval.High:0.000} |\n");
        }

        return text.ToString();
    }

    private static KeyRing Keys()
    {
        using var root = new RootKey(new byte[RootKey.Size], "benchmark");
        return new KeyRing(root);
    }

    /// <summary>Figures of several linkages together.</summary>
    private sealed class Sum(string name)
    {
        public string Name => name;

        public double True { get; private set; }

        public double Expected { get; private set; }

        public IReadOnlyList<CalibrationBin> Bins { get; private set; } = new Calibration().Bins();

        public double Distance => Bins.Sum(b => Math.Abs((b.Mean * b.Pairs) - b.Right)) / Math.Max(1, Bins.Sum(b => b.Pairs));

        public void Add(TruthFigures figures)
        {
            (True, Expected) = (True + figures.TruePairs, Expected + figures.ExpectedMatches);
            Bins = [.. Bins.Zip(figures.Bins, (x, y) => x.Pairs + y.Pairs == 0 ? x : x with
            {
                Pairs = x.Pairs + y.Pairs,
                Right = x.Right + y.Right,
                Mean = ((x.Mean * x.Pairs) + (y.Mean * y.Pairs)) / (x.Pairs + y.Pairs),
            })];
        }
    }
}
