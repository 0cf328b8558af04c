using TfPipeline.Evaluation.Panels;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>Index 2016-01-10; windows end on the 9th of January and July.</summary>
[Trait("tier", "unit")]
public sealed class SpellRuleTests : IDisposable
{
    private const string Index = "2016-01-10";
    private readonly TempStorage _storage = new();

    [Theory]
    [InlineData("2015-01-01", "2015-01-09", "1 0 0 0 0 0 0")] // both ends count: the 9th is the last day of m24_m13
    [InlineData("2015-01-09", "2015-01-10", "1 1 0 0 0 0 0")]
    [InlineData("2013-01-01", "2014-01-09", "0 0 0 0 0 0 0")]
    [InlineData("2013-01-01", "2014-01-10", "1 0 0 0 0 0 0")]
    [InlineData("2016-07-09", "2016-07-10", "0 0 1 1 0 0 1")]
    [InlineData("2016-07-10", "2016-07-10", "0 0 0 1 0 0 1")]
    [InlineData("2017-12-01", null, "0 0 0 0 0 1 1")]
    [InlineData("2013-01-01", null, "1 1 1 1 1 1 1")]
    [InlineData("2016-08-01", "2016-07-31", "0 0 0 0 0 0 0")] // ends before it starts: unusable
    public async Task A_spell_is_in_every_window_that_it_touches(string from, string? to, string expected)
    {
        var panel = await Build("2005-05-05", ["card-0", from, to]);

        Assert.Equal(expected, panel.Cells("member"));
    }

    [Fact]
    public async Task Only_days_at_an_age_in_scope_count()
    {
        // Eighteen on 2016-05-05: the spell touches p1_6 only from then on, but the window itself is in scope.
        var panel = await Build("1998-05-05", ["card-0", "2016-05-05", "2016-06-30"]);

        Assert.Equal("0 0 0 out_of_scope out_of_scope out_of_scope 0", panel.Cells("member"));
    }

    [Fact]
    public async Task Days_in_two_overlapping_spells_count_once()
    {
        // 2016-02-01…02-10 and 2016-02-05…02-20 are 20 days; 02-21…02-25 touches the second: 5 more; 2016-03-01 one more. A copy adds none.
        var panel = await Build(
            "1990-01-01",
            ["card-0", "2016-02-05", "2016-02-20"],
            ["card-0", "2016-02-01", "2016-02-10"],
            ["card-0", "2016-02-21", "2016-02-25"],
            ["card-0", "2016-02-05", "2016-02-20"],
            ["card-0", "2016-03-01", "2016-03-01"]);

        Assert.Equal("0 0 26 0 0 0 26", panel.Cells("member_days"));
    }

    [Fact]
    public async Task A_spell_across_windows_is_cut_at_their_ends_and_a_leap_day_is_a_day()
    {
        // 2016-01-01…09: 9 days before; 2016-01-10…03-01: 22 + 29 + 1 = 52 days after.
        var panel = await Build("1990-01-01", ["card-0", "2016-01-01", "2016-03-01"]);

        Assert.Equal("0 9 52 0 0 0 52", panel.Cells("member_days"));
    }

    [Fact]
    public async Task An_open_spell_ends_with_the_coverage()
    {
        var delivery = new TinyDelivery(_storage) { CoveredTo = new(2016, 7, 9) }.With("memberships", ["card-0", "2016-06-30", null]);

        var panel = await TinyCohort.BuildAsync(_storage, TinyCohort.Of((Index, "1990-01-01")), delivery);

        // 30 June to 9 July are 10 days; later windows are not covered.
        Assert.Equal("0 0 10 missing missing missing missing", panel.Cells("member_days"));
    }

    [Fact]
    public async Task Days_outside_coverage_are_cut_off()
    {
        var delivery = new TinyDelivery(_storage) { CoveredFrom = new(2015, 1, 10), CoveredTo = new(2018, 1, 9) }.With("memberships", ["card-0", "2014-06-01", "2015-01-12"]);

        var panel = await TinyCohort.BuildAsync(_storage, TinyCohort.Of((Index, "1990-01-01")), delivery);

        Assert.Equal("missing 3 0 0 0 0 0", panel.Cells("member_days"));
    }

    public void Dispose() => _storage.Dispose();

    private Task<PanelData> Build(string born, params string?[][] spells) =>
        TinyCohort.BuildAsync(_storage, TinyCohort.Of((Index, born)), new TinyDelivery(_storage).With("memberships", spells));
}
