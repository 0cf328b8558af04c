using TfPipeline.Evaluation.Panels;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

[Trait("tier", "unit")]
public sealed class ShareAndResultRuleTests : IDisposable
{
    private const string Index = "2016-02-29";
    private readonly TempStorage _storage = new();

    [Theory]
    [InlineData("9", "99", "0")]
    [InlineData("10", "100", "1")] // exactly a tenth
    [InlineData("99", "1000", "0")]
    [InlineData("0", "100", "0")]
    public async Task A_tenth_is_enough(string missed, string due, string expected)
    {
        var panel = await Visits(["card-0", "2016-03-01", "2016-03-31", missed, due]);

        Assert.Equal(expected, panel.Cell("absent_reader", "p1_6"));
    }

    [Fact]
    public async Task Own_sessions_of_all_rows_in_the_window_are_added_up_first()
    {
        // 12 of 60 and 0 of 70: 12 of 130 is less than a tenth, though the first row alone is not.
        var panel = await Visits(["card-0", "2016-03-01", "2016-03-31", "12", "60"], ["card-0", "2016-04-16", "2016-07-20", "0", "70"]);

        Assert.Equal("missing missing 0 missing missing missing 0", panel.Cells("absent_reader"));
    }

    [Theory]
    [InlineData("2016-02-01", "2016-03-28", "p1_6")] // 57 days: the middle is 29 February, the index date
    [InlineData("2016-02-01", "2016-03-27", "m12_m1")] // 56 days: of 28 and 29 February the earlier
    [InlineData("2016-07-29", "2016-09-28", "p1_6")] // middle 28 August
    [InlineData("2016-07-30", "2016-09-29", "p7_12")] // middle 29 August, six months after 29 February
    public async Task A_term_belongs_to_the_window_of_its_middle_day(string from, string to, string window)
    {
        var panel = await Visits(["card-0", from, to, "50", "100"]);

        Assert.Equal([window], PanelWindow.BrokenDown.Where(w => w != PanelWindow.Cumulative && panel.Cell("absent_reader", w.Name) == "1").Select(w => w.Name));
    }

    [Fact]
    public async Task A_window_without_sessions_is_missing()
    {
        var panel = await Visits(["card-0", "2016-03-01", "2016-03-31", "0", "0"], ["card-0", "2016-03-01", null, "5", "9"], ["card-0", "2016-03-01", "2016-03-31", null, "9"]);

        Assert.Equal("missing missing missing missing missing missing missing", panel.Cells("absent_reader"));
        Assert.Equal(2, panel.Info.Departments[0].UnusableRows);
    }

    [Fact]
    public async Task The_first_result_after_the_index_date_is_taken_and_before_it_the_last()
    {
        var panel = await Tests(
            ["card-0", "2017-01-05", "55"],
            ["card-0", "2016-10-05", "41.5"],
            ["card-0", "2016-10-05", "47"],
            ["card-0", "2015-10-01", "30"],
            ["card-0", "2015-11-01", "33"],
            ["card-0", "2014-05-01", "20"]);

        // First after: 2016-10-05, the smaller of the two that day, in p7_12 and p1_24. Last before: 2015-11-01 in m12_m1.
        Assert.Equal("missing 33 missing 41.5 missing missing 41.5", panel.Cells("reading_score"));
    }

    [Fact]
    public async Task A_result_on_the_index_date_comes_after()
    {
        var panel = await Tests(["card-0", Index, "12"]);

        Assert.Equal("missing missing 12 missing missing missing 12", panel.Cells("reading_score"));
    }

    [Fact]
    public async Task A_result_that_is_not_a_number_is_unusable()
    {
        var panel = await Tests(["card-0", "2016-03-01", "NaN"], ["card-0", "2016-03-02", null], [("card-0"), null, "3"]);

        Assert.Equal("missing", panel.Cell("reading_score", "p1_24"));
        Assert.Equal(3, panel.Info.Departments[0].UnusableRows);
    }

    public void Dispose() => _storage.Dispose();

    private Task<PanelData> Visits(params string?[][] rows) =>
        TinyCohort.BuildAsync(_storage, TinyCohort.Of((Index, "2004-01-01")), new TinyDelivery(_storage).With("visits", rows));

    private Task<PanelData> Tests(params string?[][] rows) =>
        TinyCohort.BuildAsync(_storage, TinyCohort.Of((Index, "2004-01-01")), new TinyDelivery(_storage).With("tests", rows));
}
