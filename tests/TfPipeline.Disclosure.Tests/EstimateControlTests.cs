namespace TfPipeline.Disclosure.Tests;

[Trait("tier", "unit")]
public sealed class EstimateControlTests
{
    private static readonly EstimateRow Sound = new()
    {
        Outcome = "o",
        Window = "p1_24",
        Estimator = "odds_weights",
        IsEvent = true,
        RestsOn = ["p1_24"],
        Flags = [],
        ResidualDegreesOfFreedom = 10,
        Programme = 2_003,
        Comparison = 1_988,
        ProgrammeMean = 0.101,
        ComparisonMean = 0.123456,
        Effect = -0.022456789,
        StandardError = 0.0101234,
        Low = -0.0423,
        High = -0.0026,
        Relative = -0.18,
        RelativeLow = -0.33,
        RelativeHigh = -0.02,
        PValue = 0.0000123,
        AdjustedPValue = 0.03217,
        MinimumDetectableEffect = 0.0281,
        EffectiveComparison = 1503.7,
    };

    [Fact]
    public void Shows_an_estimate_in_steps_of_at_least_the_rounding_base()
    {
        var table = Apply(Sound);
        Assert.Null(table.Texts("symbol")[0]);
        Assert.Equal(-0.02, table.Doubles("effect")[0]);
        Assert.Equal(0.03, table.Doubles("minimum_detectable_effect")[0]);
        Assert.Equal(0.01, table.Doubles("standard_error")[0]);
        Assert.Equal(0.001, table.Doubles("p_value")[0]);
        Assert.Equal((2_005L, 1_990L, 1_505L), (table.Longs("programme_people")[0], table.Longs("comparison_people")[0], table.Longs("effective_comparison")[0]));
    }

    [Fact]
    public void Shares_come_from_printed_numbers()
    {
        var table = Apply(Sound);
        Assert.Equal(Math.Round(200.0 / 2_005, 6), table.Doubles("programme_share")[0]);
        Assert.Equal(Math.Round((200.0 / 2_005) + 0.02, 6), table.Doubles("comparison_share")[0]!.Value, 5);
    }

    [Fact]
    public void Withholds_at_nine_degrees_of_freedom() => AssertWithheld(Sound with { ResidualDegreesOfFreedom = 9 });

    [Fact]
    public void Withholds_a_small_group() => AssertWithheld(Sound with { Comparison = 9 });

    [Fact]
    public void Withholds_when_the_counts_behind_it_are_withheld() => AssertWithheld(Sound with { RestsOn = ["p1_24", "m12_m1"] });

    [Fact]
    public void Withholds_when_few_had_the_event() => AssertWithheld(Sound with { ComparisonMean = 0.003 });

    [Fact]
    public void Withholds_when_nearly_everyone_had_it() => AssertWithheld(Sound with { ProgrammeMean = 0.998 });

    [Fact]
    public void Says_why_there_is_no_estimate()
    {
        var table = Apply(Sound with { NotEstimated = "no_partners" });
        Assert.Equal((TableSymbols.NotAvailable, "no_partners", null), (table.Texts("symbol")[0], table.Texts("not_estimated")[0], table.Doubles("effect")[0]));
    }

    private static void AssertWithheld(EstimateRow row)
    {
        var table = Apply(row);
        Assert.Equal(TableSymbols.Confidential, table.Texts("symbol")[0]);
        Assert.All(table.Columns.Where(c => c.Values is double?[] or long?[]), c => Assert.Null(c.Values.GetValue(0)));
    }

    private static ReleaseTable Apply(EstimateRow row)
    {
        CountRow Total(string window, string group, int events) => new("o", "p", window, group, CountTable.All, CountTable.All,
            CellCount.OfSingles(2_003), [CellCount.OfSingles(events), CellCount.OfSingles(2_003 - events)]);
        var counts = new CountTable
        {
            Name = "outcomes",
            Categories = ["events", "others"],
            PrintedCategories = 1,
            Rows = [Total("p1_24", "programme", 202), Total("p1_24", "comparison", 250), Total("m12_m1", "programme", 4), Total("m12_m1", "comparison", 250)],
        };
        return DisclosureControl.Apply([new ProposedEstimates("effects", "outcomes", [row]), new ProposedCounts(counts)], DisclosurePolicy.Default).Find("effects")!;
    }
}
