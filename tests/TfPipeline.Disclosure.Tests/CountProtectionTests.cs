using FsCheck;
using FsCheck.Fluent;

namespace TfPipeline.Disclosure.Tests;

public sealed class CountProtectionTests
{
    private static readonly DisclosurePolicy Small = DisclosurePolicy.Default with
    {
        MinimumCount = 3,
        ProtectionWidth = 3,
        RoundingBase = 3,
        DominancePercent = 0,
        DominanceShare = 100,
    };

    private static readonly Gen<(int[] People, int[] Seeds)> Tables =
        from people in Gen.ArrayOf(Gen.Choose(0, 7), 4)
        from seeds in Gen.ArrayOf(Gen.Choose(0, 999), 12)
        select (people, seeds);

    [Theory]
    [Trait("tier", "property")]
    [InlineData(DisclosureMethod.Rounding, true)]
    [InlineData(DisclosureMethod.Rounding, false)]
    [InlineData(DisclosureMethod.Suppression, true)]
    public void Nobody_can_narrow_a_withheld_count_below_the_protection_width(DisclosureMethod method, bool zeros)
    {
        var policy = Small with { Method = method, ZerosAreDisclosive = zeros };
        Prop.ForAll(Tables.ToArbitrary(), t =>
        {
            var table = TwoByTwo(t.People, t.Seeds, windows: false);
            var (rows, audits) = CountProtection.Apply(table, policy);
            Assert.All(audits, a => Assert.Equal(0, a.Result.Unprotected));
            AssertNobodyNarrows(rows, table, policy);
        }).Check(Full(150, 2_000));
    }

    [Fact]
    [Trait("tier", "property")]
    public void Nobody_can_narrow_a_withheld_count_by_comparing_windows()
    {
        Prop.ForAll(Tables.ToArbitrary(), t =>
        {
            var table = TwoByTwo(t.People, t.Seeds, windows: true);
            var (rows, _) = CountProtection.Apply(table, Small);
            AssertNobodyNarrows(rows, table, Small);
        }).Check(Full(60, 600));
    }

    [Fact]
    [Trait("tier", "unit")]
    public void A_count_of_everybody_is_protected_like_a_count_of_nobody()
    {
        var table = OneDimension([(40, 40), (60, 30)]);
        var (rows, _) = CountProtection.Apply(table, DisclosurePolicy.Default);
        Assert.Equal(TableSymbols.Confidential, rows[1].Categories[0].Symbol);
        Assert.Equal(40, rows[1].People.Value);
    }

    [Fact]
    [Trait("tier", "unit")]
    public void A_single_small_level_causes_secondary_suppression_of_another()
    {
        var (rows, _) = CountProtection.Apply(OneDimension([(400, 4), (500, 60)]), DisclosurePolicy.Default);
        Assert.Equal([null, TableSymbols.Confidential, TableSymbols.Confidential], rows.Select(r => r.Categories[0].Symbol));
        Assert.Equal(65, rows[0].Categories[0].Value);
    }

    [Fact]
    [Trait("tier", "unit")]
    public void Rounded_cells_beside_a_withheld_one_can_protect_it()
    {
        var councils = Enumerable.Range(0, 30).Select(i => (400, i == 7 ? 4 : 41)).ToArray();
        var (rows, audits) = CountProtection.Apply(OneDimension(councils), DisclosurePolicy.Default);
        Assert.Equal(1, rows.Count(r => r.Categories[0].Symbol is not null));
        Assert.Equal(0, audits.Sum(a => a.Result.Secondary));
    }

    [Theory]
    [Trait("tier", "unit")]
    [InlineData(9, null)]
    [InlineData(10, 10L)]
    [InlineData(11, 10L)]
    [InlineData(12, 10L)]
    [InlineData(13, 15L)]
    public void Counts_are_withheld_below_ten_and_rounded_from_ten(int events, long? shown)
    {
        var councils = Enumerable.Range(0, 40).Select(i => (400, i == 0 ? events : 200)).ToArray();
        var (rows, _) = CountProtection.Apply(OneDimension(councils), DisclosurePolicy.Default);
        Assert.Equal(shown, rows[1].Categories[0].Value);
    }

    [Fact]
    [Trait("tier", "unit")]
    public void A_count_that_two_families_make_up_is_withheld()
    {
        var people = new CellCount(400, 6, 6);
        var events = new CellCount(12, 6, 5);
        var others = Enumerable.Range(0, 40).Select(i => Row("council", $"{i:00}", CellCount.OfSingles(400), 200)).ToList();
        others.Add(new CountRow("m", "p", "w", "g", "council", "x", people, [events, CellCount.OfSingles(388)]));
        var table = Table([Total(others), .. others]);
        var (rows, _) = CountProtection.Apply(table, DisclosurePolicy.Default);
        Assert.Equal(TableSymbols.Confidential, rows[^1].Categories[0].Symbol);
    }

    [Fact]
    [Trait("tier", "unit")]
    public void A_head_count_withheld_in_one_measure_is_withheld_in_every_measure_of_the_population()
    {
        List<CountRow> rows = [];
        foreach (var (measure, small) in new[] { ("a", 9), ("b", 12) })
        {
            var levels = new[] { small, 300, 200 }.Select((n, i) => Row("sex", $"{i}", CellCount.OfSingles(n), n / 2) with { Measure = measure }).ToList();
            rows.AddRange([Total(levels) with { Measure = measure }, .. levels]);
        }

        var (printed, _) = CountProtection.Apply(Table(rows), DisclosurePolicy.Default);
        Assert.All(printed.Where(r => r.Source.Level == "0"), r => Assert.Equal(TableSymbols.Confidential, r.People.Symbol));
    }

    [Fact]
    [Trait("tier", "unit")]
    public void The_order_of_rows_changes_nothing()
    {
        var table = OneDimension([(400, 4), (500, 60), (70, 7), (90, 88), (45, 45)]);
        var (forward, _) = CountProtection.Apply(table, DisclosurePolicy.Default);
        var (backward, _) = CountProtection.Apply(table with { Rows = [.. table.Rows.Reverse()] }, DisclosurePolicy.Default);
        Assert.Equal(forward.Select(Text), backward.Reverse().Select(Text));
        static string Text(PrintedRow r) => $"{r.Source.Level} {r.People} {r.Categories[0]}";
    }

    [Fact]
    [Trait("tier", "unit")]
    public void Refuses_levels_that_do_not_add_up()
    {
        var table = OneDimension([(40, 20)]);
        var wrong = table with { Rows = [table.Rows[0] with { People = CellCount.OfSingles(41), Categories = [CellCount.OfSingles(20), CellCount.OfSingles(21)] }, table.Rows[1]] };
        Assert.Throws<ArgumentException>(() => CountProtection.Apply(wrong, DisclosurePolicy.Default));
    }

    [Fact]
    [Trait("tier", "unit")]
    public void An_uncovered_window_prints_its_symbol()
    {
        var absent = new CountRow("m", "p", "w", "g", CountTable.All, CountTable.All, null, null);
        var (rows, _) = CountProtection.Apply(Table([absent]), DisclosurePolicy.Default);
        Assert.Equal(TableSymbols.NotAvailable, rows[0].People.Symbol);
    }

    private static void AssertNobodyNarrows(IReadOnlyList<PrintedRow> rows, CountTable table, DisclosurePolicy policy)
    {
        var attacker = new Attacker(rows, table, policy, table.CumulativeWindow is not null);
        foreach (var row in rows)
        {
            var (w, d, l) = (row.Source.Window, row.Source.Dimension, row.Source.Level);
            if (row.People.Symbol is not null)
                Assert.True(attacker.Span(w, d, l, events: false, policy.ProtectionWidth) >= policy.ProtectionWidth, $"people {w} {d} {l}");
            if (row.Categories[0].Symbol is not null)
                Assert.True(attacker.Span(w, d, l, events: true, policy.ProtectionWidth) >= policy.ProtectionWidth, $"events {w} {d} {l}");
            if (row.Source.Categories![1].IsSensitive(policy))
                Assert.True(attacker.SpanOfOthers(w, d, l, policy.ProtectionWidth) >= policy.ProtectionWidth, $"others {w} {d} {l}");
        }
    }

    private static Config Full(int few, int many)
        => Config.QuickThrowOnFailure.WithMaxTest(Environment.GetEnvironmentVariable("TFP_FULL") == "1" ? many : few);

    /// <summary>Two dimensions of two levels over the same people; each part window draws its events, the whole is their union.</summary>
    private static CountTable TwoByTwo(int[] people, int[] seeds, bool windows)
    {
        string[] names = windows ? ["w1", "w2", "whole"] : ["w1"];
        var rows = new List<CountRow>();
        for (var w = 0; w < names.Length; w++)
        {
            var events = people.Select((n, cell) => names[w] == "whole"
                ? Union(n, Drawn(seeds, people, cell, 0), Drawn(seeds, people, cell, 1), seeds[8 + cell])
                : Drawn(seeds, people, cell, w)).ToArray();
            rows.AddRange(Rows(names[w], people, events));
        }

        return Table(rows) with { CumulativeWindow = windows ? "whole" : null, PartWindows = windows ? ["w1", "w2"] : [] };
    }

    private static int Drawn(int[] seeds, int[] people, int cell, int window) => seeds[(window * 4) + cell] % (people[cell] + 1);

    private static int Union(int people, int a, int b, int seed)
    {
        var (least, most) = (Math.Max(a, b), Math.Min(people, a + b));
        return least + (seed % (most - least + 1));
    }

    private static IEnumerable<CountRow> Rows(string window, int[] n, int[] e)
    {
        yield return Of(CountTable.All, CountTable.All, n.Sum(), e.Sum());
        yield return Of("sex", "f", n[0] + n[1], e[0] + e[1]);
        yield return Of("sex", "m", n[2] + n[3], e[2] + e[3]);
        yield return Of("age", "young", n[0] + n[2], e[0] + e[2]);
        yield return Of("age", "old", n[1] + n[3], e[1] + e[3]);
        CountRow Of(string dimension, string level, int people, int events)
            => Row(dimension, level, CellCount.OfSingles(people), events) with { Window = window };
    }

    private static CountTable OneDimension(IReadOnlyList<(int People, int Events)> levels)
    {
        var rows = levels.Select((l, i) => Row("council", $"{i:00}", CellCount.OfSingles(l.People), l.Events)).ToList();
        return Table([Total(rows), .. rows]);
    }

    private static CountRow Row(string dimension, string level, CellCount people, int events)
        => new("m", "p", "w", "g", dimension, level, people, [CellCount.OfSingles(events), CellCount.OfSingles(people.People - events)]);

    private static CountRow Total(IReadOnlyList<CountRow> rows)
        => Row(CountTable.All, CountTable.All, CellCount.OfSingles(rows.Sum(r => r.People!.Value.People)), (int)rows.Sum(r => r.Categories![0].People));

    private static CountTable Table(IReadOnlyList<CountRow> rows)
        => new() { Name = "counts", Categories = ["events", "others"], PrintedCategories = 1, Rows = rows };
}
