using System.Reflection;

namespace TfPipeline.Disclosure.Tests;

[Trait("tier", "unit")]
public sealed class DisclosureControlTests
{
    [Fact]
    public void Only_the_control_can_make_a_cleared_release()
        => Assert.All(typeof(ClearedRelease).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), c => Assert.True(c.IsPrivate));

    [Fact]
    public void An_unknown_kind_of_output_is_for_review_and_stays_inside()
    {
        var cleared = DisclosureControl.Apply([new Unheard("heat_map")], DisclosurePolicy.Default);
        Assert.Empty(cleared.Tables);
        Assert.Equal(DisclosureVerdict.Review, Assert.Single(cleared.Statement.Outputs).Verdict);
    }

    [Fact]
    public void An_unsound_policy_releases_nothing()
        => Assert.Throws<DisclosurePolicyException>(() => DisclosureControl.Apply([], DisclosurePolicy.Default with { RoundingBase = 0 }));

    [Fact]
    public void A_small_step_of_the_flow_causes_secondary_suppression_of_another()
    {
        var table = DisclosureControl.Apply(
            [new ProposedFlow("flow", [new("cohort", "rows", 1_002), new("cohort", "withdrawn", 4), new("cohort", "merged", 38), new("panel", "people", 960)])],
            DisclosurePolicy.Default).Find("flow")!;
        Assert.Equal([1_000, null, null, 960], table.Longs("people"));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Balance_of_a_rare_covariate_is_withheld(int have, bool withheld)
    {
        var row = new BalanceRow("d", "main", "odds_weights", "council", true, 1_000, 1_000, have / 1000.0, 0.5, 0.123, 0.0456, null, null);
        var table = DisclosureControl.Apply([new ProposedBalance("balance", [row])], DisclosurePolicy.Default).Find("balance")!;
        Assert.Equal(withheld ? null : 0.12, table.Doubles("smd_before")[0]);
    }

    [Fact]
    public void A_mean_that_one_family_dominates_is_withheld_with_the_next_smallest_level()
    {
        MeanRow Row(string level, double largest) => new("attainment", "p1_24", "programme", "council", level, CellCount.OfSingles(40), 1_234.56, largest, 40, false);
        var table = DisclosureControl.Apply([new ProposedMeans("means", [Row("a", 1_190), Row("b", 60), Row("c", 60)])], DisclosurePolicy.Default).Find("means")!;
        Assert.Equal([null, null, 30.9], table.Doubles("mean"));
    }

    [Fact]
    public void Means_with_negative_values_are_for_review()
    {
        var row = new MeanRow("net", "p1_24", "programme", CountTable.All, CountTable.All, CellCount.OfSingles(40), 100, 5, 5, true);
        Assert.Empty(DisclosureControl.Apply([new ProposedMeans("means", [row])], DisclosurePolicy.Default).Tables);
    }

    [Fact]
    public void The_public_statement_holds_no_parameter()
    {
        var policy = DisclosurePolicy.Default with { MinimumCount = 17, ProtectionWidth = 13, RoundingBase = 7 };
        var text = System.Text.Json.JsonSerializer.Serialize(DisclosureControl.Apply([], policy).Statement);
        Assert.DoesNotContain("17", text, StringComparison.Ordinal);
        Assert.DoesNotContain("13", text, StringComparison.Ordinal);
    }

    private sealed record Unheard(string Name) : ProposedOutput(Name);
}
