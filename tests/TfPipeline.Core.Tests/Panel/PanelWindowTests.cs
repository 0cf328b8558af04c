using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Tests.Panel;

[Trait("tier", "unit")]
public sealed class PanelWindowTests
{
    [Theory]
    [InlineData("2016-05-10", "m24_m13", "2014-05-10", "2015-05-10")]
    [InlineData("2016-05-10", "m12_m1", "2015-05-10", "2016-05-10")]
    [InlineData("2016-05-10", "p1_6", "2016-05-10", "2016-11-10")]
    [InlineData("2016-05-10", "p19_24", "2017-11-10", "2018-05-10")]
    [InlineData("2016-05-10", "p1_24", "2016-05-10", "2018-05-10")]
    [InlineData("2016-08-31", "p1_6", "2016-08-31", "2017-02-28")]
    [InlineData("2016-08-31", "p7_12", "2017-02-28", "2017-08-31")]
    [InlineData("2016-05-10", "m24_m19", "2014-05-10", "2014-11-10")]
    [InlineData("2016-05-10", "m18_m13", "2014-11-10", "2015-05-10")]
    [InlineData("2016-05-10", "m12_m7", "2015-05-10", "2015-11-10")]
    [InlineData("2016-05-10", "m6_m1", "2015-11-10", "2016-05-10")]
    [InlineData("2016-05-10", "m24_m1", "2014-05-10", "2016-05-10")]
    [InlineData("2016-05-10", "p1_12", "2016-05-10", "2017-05-10")]
    [InlineData("2016-02-29", "m12_m1", "2015-02-28", "2016-02-29")]
    [InlineData("2016-02-29", "p1_24", "2016-02-29", "2018-02-28")]
    public void A_window_starts_and_ends_on_clamped_calendar_days(string index, string window, string from, string until)
    {
        var days = PanelWindow.Find(window)!.Days(Day.Of(index));

        Assert.Equal((Day.Of(from), Day.Of(until)), days);
    }

    [Fact]
    public void The_windows_after_the_index_date_cover_the_cumulative_one_without_gap_or_overlap()
    {
        for (var day = new DateOnly(2015, 1, 1); day < new DateOnly(2017, 1, 1); day = day.AddDays(1))
        {
            var parts = PanelWindow.HalfYears.Where(w => !w.IsBefore).Select(w => w.Days(day)).ToList();
            var whole = PanelWindow.Cumulative.Days(day);

            Assert.Equal(whole.From, parts[0].From);
            Assert.Equal(whole.Until, parts[^1].Until);
            Assert.All(parts.Zip(parts.Skip(1)), p => Assert.Equal(p.First.Until, p.Second.From));
        }
    }

    [Fact]
    public void Every_window_after_the_index_date_has_one_of_its_length_just_before()
    {
        foreach (var window in PanelWindow.All.Where(w => !w.IsBefore))
        {
            Assert.Equal(window.Months, window.Before.Months);
            Assert.Equal(-1, window.Before.LastMonth);
        }
    }

    [Fact]
    public void There_is_no_window_of_another_name() => Assert.Null(PanelWindow.Find("p0_6"));
}
