using TfPipeline.Core.Panel.Building;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

[Trait("tier", "unit")]
public sealed class PanelFileTests : IDisposable
{
    private readonly TempStorage _storage = new();

    [Fact]
    public async Task A_panel_reads_back_as_it_was_written()
    {
        var panel = await Make();
        await Write();

        var read = await PanelReader.ReadAsync(_storage[PipelineContainer.Panel], "run");

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(panel.Info), System.Text.Json.JsonSerializer.Serialize(read.Info));
        Assert.Equal(panel.People.Family, read.People.Family);
        Assert.Equal(panel.People.IsProgramme, read.People.IsProgramme);
        Assert.Equal(panel.People.CrossoverMonth, read.People.CrossoverMonth);
        Assert.Equal(panel.People.IndexMonth, read.People.IndexMonth);
        Assert.Equal(panel.People.Health, read.People.Health);
        Assert.Equal(panel.People.PersonRef, read.People.PersonRef);
        Assert.Equal(panel.People.Links[0].Status, read.People.Links[0].Status);
        Assert.Equal(panel.People.Links[0].Probability, read.People.Links[0].Probability);
        Assert.Equal([0.99, 0.02, 0.7], read.People.Links[0].HasRecord);
        foreach (var outcome in panel.Info.Outcomes)
            for (var person = 0; person < panel.People.Count; person++)
                Assert.Equal(panel.Cells(outcome.Code, person), read.Cells(outcome.Code, person));
    }

    [Fact]
    public async Task Other_sets_of_links_read_back_as_they_were_written()
    {
        var panel = await Make();
        await Write();

        var read = await PanelReader.ReadAsync(_storage[PipelineContainer.Panel], "run");

        var (before, after) = (panel.Under(panel.FindLinkSet(LinkSetNames.WithPossible)!), read.Under(read.FindLinkSet(LinkSetNames.WithPossible)!));
        Assert.Equal(before.People.Links[0].Probability, after.People.Links[0].Probability);
        Assert.Equal("1.5", after.Cell("reading_score", "p1_6", 2));
        foreach (var outcome in panel.Info.Outcomes)
            Assert.Equal(before.Cells(outcome.Code, 2), after.Cells(outcome.Code, 2));
    }

    [Fact]
    public async Task The_same_panel_gives_the_same_bytes()
    {
        await Write();
        var first = await _storage.ReadAsync(PipelineContainer.Panel, "run/outcomes/member_days.parquet");
        await Write();

        Assert.Equal(first, await _storage.ReadAsync(PipelineContainer.Panel, "run/outcomes/member_days.parquet"));
    }

    [Fact]
    public async Task Without_panel_json_there_is_no_panel()
    {
        var area = _storage[PipelineContainer.Panel];
        await Write();
        await area.DeleteAsync("run/panel.json");

        Assert.Null(await PanelReader.ReadInfoAsync(area, "run"));
        await Assert.ThrowsAsync<PanelFileException>(() => PanelReader.ReadAsync(area, "run"));
    }

    [Fact]
    public async Task A_missing_or_foreign_outcome_file_is_named()
    {
        var area = _storage[PipelineContainer.Panel];
        await Write();
        await _storage.WriteAsync(PipelineContainer.Panel, "run/outcomes/member.parquet", new byte[100]);

        var fault = await Assert.ThrowsAsync<PanelFileException>(() => PanelReader.ReadAsync(area, "run"));

        Assert.Contains("run/outcomes/member.parquet", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_of_files_and_rows_changes_nothing()
    {
        var rows = Enumerable.Range(0, 40).Select(i => new[] { FormattableString.Invariant($"card-{i % 3}"), FormattableString.Invariant($"201{4 + (i % 4)}-0{1 + (i % 9)}-11"), i % 5 == 0 ? null : FormattableString.Invariant($"2018-0{1 + (i % 7)}-02") }).ToArray();
        var cohort = TinyCohort.Of(("2016-02-29", "2003-01-01"), ("2015-12-31", "1980-01-01"), ("2016-05-05", "2010-01-01"));

        var forward = await TinyCohort.BuildAsync(_storage, cohort, new TinyDelivery(_storage).With("memberships", rows));
        rows.AsSpan().Reverse();
        var backward = await TinyCohort.BuildAsync(_storage, cohort, new TinyDelivery(_storage).With("memberships", rows[..9]).With("memberships", rows[9..]));

        for (var person = 0; person < 3; person++)
        {
            Assert.Equal(forward.Cells("member", person), backward.Cells("member", person));
            Assert.Equal(forward.Cells("member_days", person), backward.Cells("member_days", person));
        }
    }

    [Theory]
    [InlineData("2016-01-31", null, null)]
    [InlineData("2016-01-31", "2016-01-30", null)]
    [InlineData("2016-01-31", "2016-01-31", 1)]
    [InlineData("2016-01-31", "2016-02-28", 1)]
    [InlineData("2016-01-31", "2016-02-29", 2)] // one month after 31 January, clamped
    [InlineData("2016-01-31", "2016-03-30", 2)]
    [InlineData("2016-01-31", "2017-01-31", 13)]
    public void The_month_of_a_crossover_is_counted_like_windows_are(string index, string? day, int? expected) =>
        Assert.Equal(expected, PanelBuilder.MonthOf(Day.Of(index), Day.OrNull(day)));

    public void Dispose() => _storage.Dispose();

    private async Task<PanelData> Make() =>
        await PanelBuilder.BuildAsync(_storage[PipelineContainer.Extracts], "run", Cohort(), [Source(await DeliverAsync())]);

    private async Task Write() => await PanelBuilder.WriteAsync(
        _storage[PipelineContainer.Extracts], _storage[PipelineContainer.Panel], "run", Cohort(), [await DeliverAsync()], (delivery, _) => Task.FromResult(Source(delivery)));

    private static PanelCohort Cohort()
    {
        var cohort = TinyCohort.Of(("2016-02-29", "2003-01-01"), ("2015-12-31", "1980-01-01"), ("2016-05-05", "2010-01-01"));
        cohort.CrossoverDate[1] = new DateOnly(2016, 7, 1);
        return cohort;
    }

    private static PanelSource Source(Delivery delivery) =>
        new(delivery, new PanelLinks([0, 2], ["card-0", "card-2"], [0.99, 0.6], [LinkStatus.Match, LinkStatus.Possible]) { HasRecord = [0.99, 0.02, 0.7] });

    private async Task<Delivery> DeliverAsync()
    {
        var delivery = new TinyDelivery(_storage).With("memberships", ["card-0", "2014-01-01", null], ["card-2", "2016-06-01", "2016-06-04"]).With("tests", ["card-2", "2016-06-06", "1.5"]);
        await delivery.WriteAsync();
        return await delivery.FoundAsync();
    }
}
