using TfPipeline.Core.Panel.Building;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>Windows of index 2016-03-31: 2014-03-31, 2015-03-31, [index], 2016-09-30, 2017-03-31, 2017-09-30, 2018-03-31.</summary>
[Trait("tier", "unit")]
public sealed class EventRuleTests : IDisposable
{
    private const string Index = "2016-03-31";
    private const string Born = "2003-06-15";
    private readonly TempStorage _storage = new();

    [Theory]
    [InlineData("2014-03-30", "0 0 0 0 0 0 0")] // the day before month −24
    [InlineData("2014-03-31", "1 0 0 0 0 0 0")]
    [InlineData("2015-03-30", "1 0 0 0 0 0 0")]
    [InlineData("2015-03-31", "0 1 0 0 0 0 0")]
    [InlineData("2016-03-30", "0 1 0 0 0 0 0")] // month −1 ends the day before the index date
    [InlineData("2016-03-31", "0 0 1 0 0 0 1")] // month 1 starts on it
    [InlineData("2016-09-29", "0 0 1 0 0 0 1")]
    [InlineData("2016-09-30", "0 0 0 1 0 0 1")] // six months after 31 March is 30 September
    [InlineData("2018-03-30", "0 0 0 0 0 1 1")]
    [InlineData("2018-03-31", "0 0 0 0 0 0 0")]
    public async Task An_event_belongs_to_the_windows_that_hold_its_day(string day, string expected)
    {
        var panel = await Build(("card-0", day, "late"));

        Assert.Equal(expected, panel.Cells("young_fine"));
    }

    [Theory]
    [InlineData("2014-03-31", "m24_m19 m24_m1")]
    [InlineData("2014-10-01", "m18_m13 m24_m1")]
    [InlineData("2015-03-31", "m12_m7 m24_m1")]
    [InlineData("2016-03-30", "m6_m1 m24_m1")]
    [InlineData("2016-03-31", "p1_12")]
    [InlineData("2017-03-30", "p1_12")]
    [InlineData("2017-03-31", "")]
    public async Task An_event_belongs_to_the_windows_without_a_breakdown_too(string day, string expected)
    {
        var panel = await Build(("card-0", day, "late"));

        Assert.Equal(expected, string.Join(' ', PanelWindow.All.Except(PanelWindow.BrokenDown).Where(w => panel.Cell("young_fine", w.Name) == "1").Select(w => w.Name)));
    }

    [Fact]
    public async Task Rows_of_another_kind_do_not_count()
    {
        var panel = await Build(("card-0", "2016-05-01", "LATE"), ("card-0", "2016-05-01", null), ("card-0", "2016-05-01", "rude"));

        Assert.Equal("0 0 0 0 0 0 0", panel.Cells("young_fine"));
    }

    [Fact]
    public async Task Rows_of_someone_else_do_not_count()
    {
        var panel = await Build(("card-9", "2016-05-01", "late"), (null, "2016-05-01", "late"));

        Assert.Equal("0 0 0 0 0 0 0", panel.Cells("young_fine"));
    }

    [Theory]
    [InlineData("2006-07-01", "2016-06-30", "0")] // nine that day, ten the next
    [InlineData("2006-06-30", "2016-06-30", "1")] // ten that day
    [InlineData("1998-06-30", "2016-06-29", "1")] // seventeen
    [InlineData("1998-06-30", "2016-06-30", "0")] // eighteen that day
    public async Task The_age_on_the_day_of_the_event_decides(string born, string day, string expected)
    {
        var panel = await Build(born, ("card-0", day, "late"));

        Assert.Equal(expected, panel.Cell("young_fine", "p1_6"));
    }

    [Theory]
    [InlineData("2006-09-30", "out_of_scope out_of_scope out_of_scope 0 0 0 0")] // ten on the first day of p7_12
    [InlineData("2006-09-29", "out_of_scope out_of_scope 0 0 0 0 0")] // ten on the last day of p1_6
    [InlineData("1998-03-31", "0 0 out_of_scope out_of_scope out_of_scope out_of_scope out_of_scope")] // eighteen on the index date
    [InlineData("1998-04-01", "0 0 0 out_of_scope out_of_scope out_of_scope 0")] // eighteen the day after
    public async Task A_window_is_in_scope_when_the_age_is_on_any_of_its_days(string born, string expected)
    {
        var panel = await Build(born);

        Assert.Equal(expected, panel.Cells("young_fine"));
    }

    [Fact]
    public async Task A_window_outside_coverage_is_missing_and_never_zero_even_when_an_event_is_in_it()
    {
        var delivery = new TinyDelivery(_storage) { CoveredFrom = new(2014, 4, 1), CoveredTo = new(2017, 9, 29) }.With("fines", ["card-0", "2017-12-01", "late"]);

        var panel = await TinyCohort.BuildAsync(_storage, TinyCohort.Of((Index, Born)), delivery);

        // m24_m13 starts a day too early; p13_18 ends on the last day covered; p19_24 and with it p1_24 are not whole.
        Assert.Equal("missing 0 0 0 0 missing missing", panel.Cells("young_fine"));
    }

    [Fact]
    public async Task Without_a_record_a_person_gets_what_the_contract_says()
    {
        var cohort = TinyCohort.Of((Index, Born), (Index, Born), (Index, Born));
        var links = new PanelLinks([1, 2], [null, "card-2"], [0.5, 0.8], [LinkStatus.Ambiguous, LinkStatus.Possible]);
        var delivery = new TinyDelivery(_storage).With("fines", ["card-2", "2016-05-01", "late"], ["card-0", "2016-05-01", "late"]);

        var panel = await TinyCohort.BuildAsync(_storage, cohort, delivery, links);

        Assert.Equal("assumed 0", panel.Cell("young_fine", "p1_6", 0));
        Assert.Equal("assumed 0", panel.Cell("young_fine", "p1_6", 1));
        Assert.Equal("unknown", panel.Cell("member", "p1_6", 0));
        Assert.Equal(new LinkCounts(Match: 0, Possible: 1, Ambiguous: 1, None: 1), panel.Info.Departments[0].Links);
    }

    [Fact]
    public async Task A_possible_link_s_events_are_in_the_set_of_links_that_takes_it_and_nowhere_else()
    {
        var cohort = TinyCohort.Of((Index, Born), (Index, Born), (Index, Born));
        var links = new PanelLinks([1, 2], [null, "card-2"], [0.5, 0.8], [LinkStatus.Ambiguous, LinkStatus.Possible]);
        var delivery = new TinyDelivery(_storage).With("fines", ["card-2", "2016-05-01", "late"]);

        var panel = await TinyCohort.BuildAsync(_storage, cohort, delivery, links);

        Assert.Equal("assumed 0", panel.Cell("young_fine", "p1_6", 2));
        Assert.Equal("unknown", panel.Cell("member", "p1_6", 2));
        Assert.Equal(LinkStatus.Possible, panel.People.Links[0].Status[2]);
        var taken = panel.Under(panel.FindLinkSet(LinkSetNames.WithPossible)!);
        Assert.Equal("1", taken.Cell("young_fine", "p1_6", 2));
        Assert.Equal("0", taken.Cell("member", "p1_6", 2));
        Assert.Equal("assumed 0", taken.Cell("young_fine", "p1_6", 1));
        Assert.Equal([LinkStatus.None, LinkStatus.Ambiguous, LinkStatus.Match], taken.People.Links[0].Status);
    }

    [Fact]
    public async Task A_person_with_several_records_has_the_events_of_all()
    {
        var links = new PanelLinks([0, 0], ["card-a", "card-b"], [0.9, 0.97], [LinkStatus.Match, LinkStatus.Match]);
        var delivery = new TinyDelivery(_storage).With("fines", ["card-a", "2016-05-01", "late"]).With("fines", ["card-b", "2016-12-01", "damage"]);

        var panel = await TinyCohort.BuildAsync(_storage, TinyCohort.Of((Index, Born)), delivery, links);

        Assert.Equal("0 0 1 1 0 0 1", panel.Cells("young_fine"));
        Assert.Equal(0.97, panel.People.Links[0].Probability[0]);
    }

    [Fact]
    public async Task A_row_without_a_date_is_counted_as_unusable()
    {
        var panel = await Build(("card-0", null, "late"));

        Assert.Equal("0 0 0 0 0 0 0", panel.Cells("young_fine"));
        Assert.Equal(1, panel.Info.Departments[0].UnusableRows);
    }

    [Fact]
    public async Task A_record_that_two_people_claim_is_the_more_likely_one_s()
    {
        var links = new PanelLinks([0, 1], ["card-a", "card-a"], [0.9, 0.95], [LinkStatus.Match, LinkStatus.Match]);
        var delivery = new TinyDelivery(_storage).With("fines", ["card-a", "2016-05-01", "late"]);

        var panel = await TinyCohort.BuildAsync(_storage, TinyCohort.Of((Index, Born), (Index, Born)), delivery, links);

        Assert.Equal(["assumed 0", "1"], new[] { panel.Cell("young_fine", "p1_6", 0), panel.Cell("young_fine", "p1_6", 1) });
        Assert.Equal([LinkStatus.Ambiguous, LinkStatus.Match], panel.People.Links[0].Status);
    }

    [Fact]
    public async Task A_link_of_someone_outside_the_cohort_stops_the_build()
    {
        var links = new PanelLinks([1], ["card-a"], [0.9], [LinkStatus.Match]);

        await Assert.ThrowsAsync<ArgumentException>(() => TinyCohort.BuildAsync(_storage, TinyCohort.Of((Index, Born)), new TinyDelivery(_storage), links));
    }

    public void Dispose() => _storage.Dispose();

    private Task<PanelData> Build(params (string? Card, string? Date, string? Kind)[] fines) => Build(Born, fines);

    private Task<PanelData> Build(string born, params (string? Card, string? Date, string? Kind)[] fines) =>
        TinyCohort.BuildAsync(_storage, TinyCohort.Of((Index, born)), new TinyDelivery(_storage).With("fines", [.. fines.Select(f => new[] { f.Card, f.Date, f.Kind })]));
}
