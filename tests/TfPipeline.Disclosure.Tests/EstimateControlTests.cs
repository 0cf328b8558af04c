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

        // From the printed -0.02 and 0.01: z = 2.
        Assert.Equal(0.046, table.Doubles("p_value")[0]);
        Assert.Equal((-0.04, 0.0), (table.Doubles("ci_low")[0], table.Doubles("ci_high")[0]));
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

    [Fact]
    public void A_relative_limit_is_on_the_side_of_its_effects_limit_and_never_within_the_point()
    {
        var table = Apply(Sound with { Effect = -0.03, Low = -0.05, High = -0.01, StandardError = 0.0102 });
        var share = Math.Round(200.0 / 2_005, 6);
        Assert.Equal(-0.03 / (share + 0.03), table.Doubles("relative")[0]!.Value, 0.0006);
        Assert.InRange(table.Doubles("relative_low")[0]!.Value, (-0.05 / (share + 0.05)) - 0.001, -0.05 / (share + 0.05));
        Assert.InRange(table.Doubles("relative_high")[0]!.Value, -0.01 / (share + 0.01), -0.001);
        Assert.True(table.Doubles("confounder_ratio_of_limit")[0] > 1);
    }

    [Fact]
    public void No_relative_effect_stands_where_its_unit_is_coarser_than_a_tenth()
    {
        // 40 events: five of them are an eighth.
        var table = Apply(Sound with { ProgrammeMean = 0.02, ComparisonMean = 0.04, Effect = -0.02 }, programmeEvents: 40);
        Assert.NotNull(table.Doubles("effect")[0]);
        Assert.Null(table.Doubles("relative")[0]);
        Assert.Null(table.Doubles("relative_low")[0]);
        Assert.Null(table.Doubles("confounder_ratio")[0]);
    }

    [Theory]
    [InlineData("naive")]
    [InlineData("odds_weights")]
    [InlineData("nearest")]
    public void All_printed_columns_together_leave_every_count_that_rounding_leaves(string estimator)
    {
        // An attacker who knows the rules, and that nobody has family in the data, tries every pair of counts that the printed counts allow.
        const int People = 2_003;
        for (var events = 190; events < 215; events++)
        {
            var published = Print(events, events + 3);
            for (var programme = Rounding.Least(Rounding.Of(events, 5), 5); programme <= Rounding.Greatest(Rounding.Of(events, 5), 5); programme++)
            {
                for (var comparison = Rounding.Least(Rounding.Of(events + 3, 5), 5); comparison <= Rounding.Greatest(Rounding.Of(events + 3, 5), 5); comparison++)
                    Assert.Equal(published, Print((int)programme, (int)comparison));
            }
        }

        string Print(int programme, int comparison)
        {
            double p = (double)programme / People, c = (double)comparison / People;
            var error = Math.Sqrt(((p * (1 - p)) + (c * (1 - c))) / People * People / (People - 1));

            // An adjusted effect may have any value; what stands beside it must not depend on the counts once it is printed.
            var effect = estimator == "naive" ? p - c : -0.0123;
            error = estimator == "naive" ? error : 0.00951;
            var row = Sound with
            {
                Estimator = estimator,
                OfCounts = estimator == "naive",
                Programme = People,
                Comparison = People,
                ProgrammeMean = p,
                ComparisonMean = c,
                Effect = effect,
                StandardError = error,
                Low = effect - (1.96 * error),
                High = effect + (1.96 * error),
                PValue = 2 * Sigma(-Math.Abs(effect / error)),
                AdjustedPValue = Sigma(-Math.Abs(effect / error)),
                Relative = (p / c) - 1,
                MinimumDetectableEffect = 2.8 * error,
                EffectiveComparison = People,
            };
            var table = Apply(row, programme, comparison);
            return string.Join('|', table.Columns.Select(k => $"{k.Name}={k.Values.GetValue(0)}"));
        }

        static double Sigma(double z) => 1 / (1 + Math.Exp(-1.702 * z));
    }

    [Fact]
    public void The_adjusted_p_value_is_made_from_printed_ones_and_counts_withheld_tests()
    {
        var clear = Sound with { Effect = -0.03, AdjustedPValue = 0.0001 };
        var table = Apply([clear, clear with { Comparison = 9 }, Sound with { Effect = 0.001 }, clear with { Estimator = "nearest" }]);

        // z = 3 gives .003; three tests of one estimator make .0027 to .008, one alone leaves it.
        Assert.Equal([0.003, null, 1, 0.003], table.Doubles("p_value"));
        Assert.Equal([0.008, null, 1, 0.003], table.Doubles("p_value_adjusted"));
    }

    [Fact]
    public void What_covers_part_of_the_programme_group_is_printed_in_coarser_steps()
    {
        var table = Apply(Sound with { Programme = 1_683, ShareCovered = 1_683.0 / 2_003, ProgrammeMean = 0.10123 });
        Assert.Equal((1_680L, 0.84, 0.1), (table.Longs("programme_people")[0], table.Doubles("programme_covered_share")[0], table.Doubles("programme_share")[0]));
    }

    private static void AssertWithheld(EstimateRow row)
    {
        var table = Apply(row);
        Assert.Equal(TableSymbols.Confidential, table.Texts("symbol")[0]);
        Assert.All(table.Columns.Where(c => c.Values is double?[] or long?[]), c => Assert.Null(c.Values.GetValue(0)));
    }

    private static ReleaseTable Apply(EstimateRow row, int programmeEvents = 202, int comparisonEvents = 250) => Apply([row], programmeEvents, comparisonEvents);

    private static ReleaseTable Apply(IReadOnlyList<EstimateRow> rows, int programmeEvents = 202, int comparisonEvents = 250)
    {
        CountRow Total(string window, string group, int events) => new("o", "p", window, group, CountTable.All, CountTable.All,
            CellCount.OfSingles(2_003), [CellCount.OfSingles(events), CellCount.OfSingles(2_003 - events)]);
        var counts = new CountTable
        {
            Name = "outcomes",
            Categories = ["events", "others"],
            PrintedCategories = 1,
            Rows = [Total("p1_24", "programme", programmeEvents), Total("p1_24", "comparison", comparisonEvents), Total("m12_m1", "programme", 4), Total("m12_m1", "comparison", 250)],
        };
        return DisclosureControl.Apply([new ProposedEstimates("effects", "outcomes", rows), new ProposedCounts(counts)], DisclosurePolicy.Default).Find("effects")!;
    }
}
