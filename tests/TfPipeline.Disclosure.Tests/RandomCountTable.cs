namespace TfPipeline.Disclosure.Tests;

/// <summary>A made-up table of two dimensions over the same people, with rare, common and nearly certain events. The seed decides all of it.</summary>
internal static class RandomCountTable
{
    private static readonly string[] Parts = ["p1", "p2"];

    public static CountTable Of(int seed, bool windows)
    {
        var random = new Random(seed);
        var (across, down) = (random.Next(2, 5), random.Next(2, 6));
        var size = random.Next(4) switch { 0 => 12, 1 => 30, 2 => 90, _ => 300 };
        var people = Fill(across * down, _ => random.Next(0, size));
        var rate = random.Next(4) switch { 0 => 0.02, 1 => 0.2, 2 => 0.5, _ => 0.97 };
        var parts = Parts.Select(_ => Fill(people.Length, c => Draw(random, people[c], rate))).ToArray();
        var rows = windows
            ? [.. Parts.SelectMany((p, i) => Rows(p, across, down, people, parts[i])), .. Rows("whole", across, down, people, Union(random, people, parts))]
            : Rows("p1", across, down, people, parts[0]).ToList();
        return new CountTable
        {
            Name = "counts",
            Categories = ["events", "others"],
            PrintedCategories = 1,
            Rows = rows,
            CumulativeWindow = windows ? "whole" : null,
            PartWindows = windows ? Parts : [],
        };
    }

    private static int[] Fill(int cells, Func<int, int> value) => [.. Enumerable.Range(0, cells).Select(value)];

    private static int Draw(Random random, int people, double rate) => Enumerable.Range(0, people).Count(_ => random.NextDouble() < rate);

    private static int[] Union(Random random, int[] people, int[][] parts) => Fill(people.Length, c =>
    {
        var (least, most) = (parts.Max(p => p[c]), Math.Min(people[c], parts.Sum(p => p[c])));
        return random.Next(least, most + 1);
    });

    /// <summary>In the order that protection puts rows into.</summary>
    private static IEnumerable<CountRow> Rows(string window, int across, int down, int[] people, int[] events)
    {
        yield return Row(window, CountTable.All, CountTable.All, people.Sum(), events.Sum());
        for (var a = 0; a < across; a++)
            yield return Row(window, "across", $"{a}", Sum(people, c => c % across == a), Sum(events, c => c % across == a));
        for (var d = 0; d < down; d++)
            yield return Row(window, "down", $"{d}", Sum(people, c => c / across == d), Sum(events, c => c / across == d));
    }

    private static int Sum(int[] cells, Func<int, bool> isIn) => cells.Where((_, c) => isIn(c)).Sum();

    private static CountRow Row(string window, string dimension, string level, int people, int events)
        => new("m", "p", window, "g", dimension, level, CellCount.OfSingles(people), [CellCount.OfSingles(events), CellCount.OfSingles(people - events)]);
}
