namespace TfPipeline.Disclosure.Tests;

[Trait("tier", "unit")]
public sealed class SubgroupControlTests
{
    private static readonly EstimateRow Sound = new()
    {
        Outcome = "o",
        Window = "p1_24",
        Estimator = "odds_weights",
        IsEvent = true,
        RestsOn = ["p1_24"],
        Flags = [],
        ResidualDegreesOfFreedom = 100,
        Programme = 1_003,
        Comparison = 988,
        ProgrammeMean = 0.101,
        ComparisonMean = 0.123456,
        Effect = -0.022456789,
        StandardError = 0.0101234,
        Low = -0.0423,
        High = -0.0026,
        PValue = 0.0265,
    };

    [Fact]
    public void Figures_are_cut_to_the_steps_of_the_effect()
    {
        var table = Apply(Row("a"), Row("b"));
        Assert.All(table.Texts("symbol").ToArray(), Assert.Null);
        Assert.Equal(-0.02, table.Doubles("effect")[0]);
        Assert.Equal((-0.02, -0.05, 0.02), (table.Doubles("shrunk_effect")[0], table.Doubles("shrunk_low")[0], table.Doubles("shrunk_high")[0]));
        Assert.Equal(0.32, table.Doubles("interaction_p_value")[0]);
        Assert.Equal(1_005L, table.Longs("programme_people")[0]);

        // Twice the printed p value of z = 2 for both: the smaller is doubled, and the other may not be below it.
        Assert.Equal([0.091, 0.091], table.Doubles("p_value_holm").ToArray().Select(p => p!.Value));
    }

    [Fact]
    public void A_small_category_is_withheld_with_a_second_one()
    {
        var table = Apply(Row("a"), Row("b") with { Estimate = Sound with { Programme = 800 } }, Row("c") with { Estimate = Sound with { Comparison = 9 } });
        Assert.Equal(" c c", string.Join(' ', table.Texts("symbol").ToArray()));
        foreach (var column in new[] { "effect", "shrunk_effect", "shrunk_low", "p_value", "p_value_holm", "interaction_p_value" })
            Assert.All(table.Doubles(column).ToArray()[1..], v => Assert.Null(v));
    }

    [Fact]
    public void Categories_without_an_estimate_keep_their_reason_and_cost_no_other()
    {
        var table = Apply(Row("a"), Row("b") with { Estimate = Sound with { NotEstimated = "too_few_people" } });
        Assert.Equal(" x", string.Join(' ', table.Texts("symbol").ToArray()));
        Assert.Equal("too_few_people", table.Texts("not_estimated")[1]);
    }

    [Fact]
    public void A_category_whose_counts_are_withheld_is_too()
    {
        // The counts have councils, but none of these.
        var counts = new CountTable
        {
            Name = "outcomes",
            Categories = ["events", "others"],
            PrintedCategories = 1,
            Rows =
            [
                .. new[] { "programme", "comparison" }.SelectMany(g => new[] { "all", "council" }.Select(d => new CountRow(
                    "o", "p", "p1_24", g, d, d == "all" ? "all" : "other", CellCount.OfSingles(2_000), [CellCount.OfSingles(200), CellCount.OfSingles(1_800)]))),
            ],
        };
        var proposed = new ProposedSubgroups("subgroups", "outcomes", [Row("a", "council"), Row("b", "council"), Row("yes", "flag.health"), Row("no", "flag.health")]);
        var cleared = DisclosureControl.Apply([new ProposedCounts(counts), proposed], DisclosurePolicy.Default);
        Assert.Equal("c c  ", string.Join(' ', cleared.Find("subgroups")!.Texts("symbol").ToArray()));
    }

    private static SubgroupRow Row(string level, string dimension = "flag.health")
        => new(Sound, dimension, level) { Shrunk = -0.0161, ShrunkLow = -0.0412, ShrunkHigh = 0.0123, InteractionPValue = 0.3211 };

    private static ReleaseTable Apply(params SubgroupRow[] rows)
        => DisclosureControl.Apply([new ProposedSubgroups("subgroups", "outcomes", rows)], DisclosurePolicy.Default).Find("subgroups")!;
}
