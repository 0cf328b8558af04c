using Parquet;
using Parquet.Schema;
using TfPipeline.Core.Panel.Building;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>
/// The contract for offences: dated by the offence, counted by what came of it later. Windows of index 2016-03-31: 2014-03-31,
/// 2015-03-31, [index], 2016-09-30, 2017-03-31, 2017-09-30, 2018-03-31.
/// </summary>
[Trait("tier", "unit")]
public sealed class OffenceTests : IDisposable
{
    private const string Index = "2016-03-31";
    private readonly TempStorage _storage = new();

    [Theory]
    [InlineData("2016-03-30", "2016-05-01", "juvenile_conviction", "0 1 0 0 0 0 0")] // offence before the index date, disposal after
    [InlineData("2016-09-29", "2017-06-01", "juvenile_conviction", "0 0 1 0 0 0 1")] // two windows later
    [InlineData("2018-03-30", "2018-11-01", "juvenile_conviction", "0 0 0 0 0 1 1")] // disposal after the last window
    [InlineData("2018-03-31", "2018-11-01", "juvenile_conviction", "0 0 0 0 0 0 0")]
    public async Task The_day_of_the_offence_decides_the_window_whenever_the_disposal_comes(string offence, string disposal, string outcome, string expected)
    {
        var panel = await BuildAsync("2003-06-15", (offence, disposal, "conviction"));

        Assert.Equal(expected, panel.Cells(outcome));
        Assert.Equal("0 0 0 0 0 0 0", panel.Cells("juvenile_caution"));
    }

    [Fact]
    public async Task An_offence_at_seventeen_that_is_sentenced_at_eighteen_is_a_juvenile_s()
    {
        var panel = await BuildAsync("1998-08-01", ("2016-07-31", "2016-12-01", "custody"));

        Assert.Equal("1", panel.Cell("juvenile_custody", "p1_6"));
        Assert.Equal("1", panel.Cell("juvenile_conviction", "p1_6"));
        Assert.Equal("0", panel.Cell("adult_custody", "p1_6"));
        Assert.Equal("0", panel.Cell("adult_custody", "p7_12"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no_further_action")]
    public async Task An_offence_that_nothing_came_of_counts_for_nothing(string? disposal)
    {
        var panel = await BuildAsync("2003-06-15", ("2016-05-01", null, disposal));

        Assert.All(panel.Outcomes, o => Assert.DoesNotContain('1', panel.Cells(o.Outcome)));
    }

    public void Dispose() => _storage.Dispose();

    private async Task<PanelData> BuildAsync(string born, (string Offence, string? Disposed, string? Disposal) row)
    {
        var contract = ContractCatalogue.BuiltIn.Find("offences")!;
        await _storage.WriteAsync(PipelineContainer.Extracts, "offences/2020-01/events-0001.parquet", await EventsAsync(row));
        var manifest = new DeliveryManifest
        {
            Department = "offences",
            Delivery = "2020-01",
            Synthetic = true,
            Files = [new DeliveryFile("events-0001.parquet", "events", 1, new string('0', 64))],
            Coverage = [.. contract.Outcomes.Select(o => new OutcomeCoverage(o.Code, new(2010, 1, 1), new(2020, 12, 31)))],
        };
        var links = new PanelLinks([0], ["r"], [0.99], [LinkStatus.Match]);
        return await PanelBuilder.BuildAsync(
            _storage[PipelineContainer.Extracts], "run", TinyCohort.Of((Index, born)), [new PanelSource(new Delivery(contract, manifest), links)]);
    }

    private static async Task<byte[]> EventsAsync((string Offence, string? Disposed, string? Disposal) row)
    {
        DataField record = new DataField<string>("record_id"), offence = new DataField<DateOnly>("offence_date", true);
        DataField disposed = new DataField<DateOnly>("disposal_date", true), disposal = new DataField<string>("disposal");
        using var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(record, offence, disposed, disposal), stream))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(record, new string?[] { "r" });
            await group.WriteAsync<DateOnly>(offence, new DateOnly?[] { Day.Of(row.Offence) });
            await group.WriteAsync<DateOnly>(disposed, new[] { Day.OrNull(row.Disposed) });
            await group.WriteAsync(disposal, new[] { row.Disposal });
            group.CompleteValidate();
        }

        return stream.ToArray();
    }
}
