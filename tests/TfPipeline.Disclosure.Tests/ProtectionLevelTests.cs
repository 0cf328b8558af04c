namespace TfPipeline.Disclosure.Tests;

/// <summary>Protection levels per cell: an interval must be wide, and may be asked to reach beyond the true count.</summary>
[Trait("tier", "unit")]
public sealed class ProtectionLevelTests
{
    // Two council's small counts whose sum is printed as ten: each is between 0 and 12.
    private static readonly (int People, int Events)[] Two = [(400, 8), (500, 4), (900, 0 + 400)];

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void The_interval_reaches_as_far_above_the_count_as_the_policy_says(int above)
    {
        var policy = DisclosurePolicy.Default with { UpperProtection = above };
        Assert.All(Intervals(policy), i => Assert.True(i.High - i.Count >= above && i.High - i.Low >= policy.ProtectionWidth, $"{i}"));
    }

    [Fact]
    public void Without_an_upper_level_an_interval_may_end_just_above_a_small_count()
        => Assert.Contains(Intervals(DisclosurePolicy.Default), i => i.High - i.Count < 30);

    [Theory]
    [InlineData("upperProtection", -1)]
    [InlineData("lowerProtection", 1_001)]
    public void Refuses_levels_outside_their_range(string property, int level)
        => Assert.Throws<DisclosurePolicyException>(() => DisclosurePolicy.Parse($$"""{"owner":"a","version":"1","{{property}}":{{level}}}"""));

    private static List<(string Level, long Count, long Low, long High)> Intervals(DisclosurePolicy policy)
    {
        List<CountRow> levels = [.. Two.Select((l, i) => Row("council", $"{i}", l.People, l.Events))];
        CountTable table = new() { Name = "counts", Categories = ["events", "others"], PrintedCategories = 1, Rows = [Row(CountTable.All, CountTable.All, Two.Sum(l => l.People), Two.Sum(l => l.Events)), .. levels] };
        var (rows, _) = CountProtection.Apply(table, policy);
        PublishedRow[] published = [.. rows.Select(PublishedRow.Of)];
        var attacker = new SolverAttacker(published, policy, null, CellSystem.Unlimited);
        return [.. published.Select((p, i) => (p, i)).Where(x => x.p.Events is null && rows[x.i].Source.Categories![0].People < policy.MinimumCount)
            .Select(x => (x.p.Level, rows[x.i].Source.Categories![0].People, attacker.Interval(x.p, Counted.Events).Low, attacker.Interval(x.p, Counted.Events).High))];
    }

    private static CountRow Row(string dimension, string level, int people, int events)
        => new("m", "p", "w", "g", dimension, level, CellCount.OfSingles(people), [CellCount.OfSingles(events), CellCount.OfSingles(people - events)]);
}
