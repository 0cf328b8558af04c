using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Submissions;

[Trait("tier", "unit")]
public sealed class HistoryTests : IDisposable
{
    private readonly IngestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_first_drop_has_no_history()
        => Assert.Empty(await CodesAsync("2017-03-31", CouncilCsv.Of()));

    [Theory]
    [InlineData("date_of_birth", "2001-03-03", "HIS-01")]
    [InlineData("sex", "M", "HIS-02")]
    [InlineData("index_date", "2016-05-05", "HIS-06")]
    [InlineData("withdrawn", "reversal", "HIS-08")]
    public async Task What_changed_since_the_last_drop_is_queried(string column, string value, string code)
    {
        await CodesAsync("2017-03-31", CouncilCsv.Of());
        Assert.Equal([code], await CodesAsync("2018-03-31", CouncilCsv.Of((column, value))));
    }

    [Fact]
    public async Task Families_that_vanish_are_counted_and_nobody_is_deleted()
    {
        await CodesAsync("2017-03-31", CouncilCsv.Of().Add().Add());
        var outcome = await DropAsync("2018-03-31", CouncilCsv.Of(("postcode", "S2 2AB")));
        var receipt = await ReadAsync(outcome);
        Assert.Equal([("HIS-03", 2)], receipt.Rules.Select(r => (r.Code, r.Count)));
    }

    [Fact]
    public async Task A_group_that_changed_is_queried_once_a_family()
    {
        await CodesAsync("2017-03-31", CouncilCsv.Of(("group", "comparison")).Add(("group", "comparison"), ("family_id", "F1")));
        Assert.Equal(["HIS-04"], await CodesAsync("2018-03-31", CouncilCsv.Of().Add(("family_id", "F1"))));
        Assert.Equal(["HIS-03"], await CodesAsync("2018-06-30", CouncilCsv.Of(("family_id", "F9"), ("person_id", "P9"))));
    }

    [Fact]
    public async Task A_person_who_opted_out_stays_out_until_a_reversal()
    {
        await CodesAsync("2017-03-31", CouncilCsv.Of(("withdrawn", "yes")));
        Assert.Equal(["HIS-07"], await CodesAsync("2017-06-30", CouncilCsv.Of()));
        Assert.Empty(await CodesAsync("2017-09-30", CouncilCsv.Of(("withdrawn", "reversal"))));
        Assert.Equal(["HIS-10"], await CodesAsync("2017-12-31", CouncilCsv.Of(("withdrawn", "reversal")), without: "HIS-08"));
    }

    [Fact]
    public async Task An_older_folder_that_comes_late_says_so()
    {
        await CodesAsync("2018-03-31", CouncilCsv.Of());
        Assert.Equal(["HIS-09"], await CodesAsync("2017-03-31", CouncilCsv.Of(("sex", "M"))));
    }

    [Theory]
    [InlineData(1, "date_of_birth", "2001-03-03")]
    [InlineData(1, "sex", "M")]
    [InlineData(1, "group", "comparison")]
    [InlineData(2, "withdrawn", "reversal")]
    [InlineData(1, "crime_asb", "0")]
    public async Task A_row_that_history_queries_counts_as_queried_once(int queried, string column, string value)
    {
        await CodesAsync("2017-03-31", CouncilCsv.Of().Add());
        // The postcode of the second row is a query of its own; a reversal without an opt-out is one of history.
        var csv = CouncilCsv.Of((column, value)).Add(("postcode", queried == 2 ? "" : "S1 2HE"), (column, queried == 2 ? value : ""));
        if (queried == 1)
            csv = CouncilCsv.Of((column, value), ("postcode", "")).Add();
        Assert.Equal(queried, (await ReadAsync(await DropAsync("2018-03-31", csv))).Rows.Queried);
    }

    [Fact]
    public async Task A_family_that_vanished_has_no_row_to_count()
    {
        await CodesAsync("2017-03-31", CouncilCsv.Of().Add());
        var receipt = await ReadAsync(await DropAsync("2018-03-31", CouncilCsv.Of()));
        Assert.Equal(("HIS-03", 1, 0), (receipt.Rules.Single().Code, receipt.Rules.Single().Count, receipt.Rows.Queried));
    }

    [Fact]
    public async Task A_receipt_is_the_same_byte_for_byte_whether_or_not_another_council_holds_the_person()
    {
        using var alone = new IngestBench();
        var probe = CouncilCsv.Of(("upn", "B801200005001"), ("nino", "AB123456C")).Add();
        var before = await alone.DropAsync(IngestBench.Name("2018-03-31", "probe.csv"), probe.Bytes());
        var elsewhere = CouncilCsv.Of(("upn", "B801200005001"), ("nino", "AB123456C"), ("council_code", "E08000018"), ("withdrawn", "no")).Add(("council_code", "E08000018"));
        await _bench.DropAsync(IngestBench.Name("2017-03-31", "a.csv", "E08000018"), elsewhere.Bytes());
        var after = await _bench.DropAsync(IngestBench.Name("2018-03-31", "probe.csv"), probe.Bytes());
        foreach (var ending in new[] { ".json", ".html", ".csv", ".state.json" })
            Assert.Equal(Unversioned(await alone.ReceiptAsync(before, ending)), Unversioned(await _bench.ReceiptAsync(after, ending)));
    }

    // The version of the upload is the storage's own mark, not something about people.
    private static string Unversioned(string text)
        => string.Join('\n', text.Split('\n').Where(l => !l.Contains("\"uploadVersion\"", StringComparison.Ordinal)));

    private async Task<string[]> CodesAsync(string drop, CouncilCsv csv, string? without = null)
        => [.. (await ReadAsync(await DropAsync(drop, csv))).Rules.Select(r => r.Code).Where(c => c != without)];

    private Task<IngestOutcome> DropAsync(string drop, CouncilCsv csv) => _bench.DropAsync(drop, "file.csv", csv);

    private async Task<Receipt> ReadAsync(IngestOutcome outcome)
        => ReceiptJson.Read(System.Text.Encoding.UTF8.GetBytes(await _bench.ReceiptAsync(outcome)));
}
