namespace TfPipeline.Disclosure.Tests;

/// <summary>A custody-like outcome over 150 councils of unequal size: nearly every council's count is small, England's is not.</summary>
public sealed class RareEventTests
{
    private static readonly string[] Windows = ["p1_6", "p7_12", "p13_18", "p19_24", "p1_24"];

    [Theory]
    [Trait("tier", "unit")]
    [InlineData(DisclosureMethod.Rounding)]
    [InlineData(DisclosureMethod.Suppression)]
    public void A_rare_event_keeps_its_national_figures_while_every_small_one_is_proven_safe(DisclosureMethod method)
    {
        var cleared = DisclosureControl.Apply([new ProposedCounts(Made(people: 40_000, councils: 150, share: 0.003))], DisclosurePolicy.Default with { Method = method });
        var table = cleared.Find("outcomes")!;
        Assert.All(Enumerable.Range(0, table.Rows).Where(r => table.Texts("dimension")[r] == CountTable.All), r => Assert.NotNull(table.Longs("events")[r]));
        Assert.All(cleared.Audit.Counts, a => Assert.Equal(0, a.Unprotected));
        Assert.All(cleared.Audit.Counts, a => Assert.True(a.NarrowestInterval is null or >= 10));
        Assert.True(cleared.Audit.Counts.Sum(a => a.Secondary) < 30);
    }

    private static CountTable Made(int people, int councils, double share)
    {
        var random = new Random(1);
        var council = new int[people];
        var sex = new int[people];
        var had = Array.ConvertAll(Windows, _ => new bool[people]);
        for (var p = 0; p < people; p++)
        {
            council[p] = (int)(councils * Math.Pow(random.NextDouble(), 1.7));
            sex[p] = random.Next(2);
            for (var w = 0; w < Windows.Length - 1; w++)
            {
                had[w][p] = random.NextDouble() < share / 3;
                had[^1][p] |= had[w][p];
            }
        }

        var rows = Enumerable.Range(0, Windows.Length).SelectMany(w =>
            Rows(w, CountTable.All, 1, _ => 0).Concat(Rows(w, "council", councils, p => council[p])).Concat(Rows(w, "sex", 2, p => sex[p])));
        return new CountTable
        {
            Name = "outcomes",
            Categories = ["events", "others"],
            PrintedCategories = 1,
            CumulativeWindow = Windows[^1],
            PartWindows = Windows[..^1],
            Rows = [.. rows],
        };

        IEnumerable<CountRow> Rows(int window, string dimension, int levels, Func<int, int> of)
        {
            var (all, events) = (new int[levels], new int[levels]);
            for (var p = 0; p < people; p++)
            {
                all[of(p)]++;
                events[of(p)] += had[window][p] ? 1 : 0;
            }

            return Enumerable.Range(0, levels).Select(l => new CountRow(
                "custody", "adults", Windows[window], "programme", dimension, dimension == CountTable.All ? CountTable.All : $"{l:000}",
                CellCount.OfSingles(all[l]), [CellCount.OfSingles(events[l]), CellCount.OfSingles(all[l] - events[l])]));
        }
    }
}
