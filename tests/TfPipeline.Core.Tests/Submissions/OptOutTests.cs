using TfPipeline.Core.Cohort;
using TfPipeline.Intake;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Submissions;

/// <summary>Who may have opted out is out of the cohort, earlier rows included, until the council plainly says otherwise.</summary>
[Trait("tier", "unit")]
public sealed class OptOutTests : IDisposable
{
    private readonly IngestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("yes", "P1")]
    [InlineData("yes\u200B", "P1")]
    [InlineData("yes", "p1")]
    [InlineData("yes", "P1\u200B")]
    [InlineData("yes", "\uFEFFP1")]
    [InlineData("Withdrawn", "P1")]
    [InlineData("Opted out", "P1")]
    [InlineData("Yes.", "P1")]
    [InlineData("Y - by phone", " P1 ")]
    public async Task An_opt_out_takes_the_earlier_rows_out(string value, string person)
    {
        await DropAsync("2017-03-31", CouncilCsv.Of().Add());
        await DropAsync("2018-03-31", Large(("person_id", person), ("withdrawn", value)));
        Assert.Equal(1, await OutAsync());
    }

    [Theory]
    [InlineData("no", 0)]
    [InlineData("", 0)]
    [InlineData("yes", 1)]
    [InlineData("reversal", 0)]
    [InlineData("ring back", 1)]
    public async Task A_doubtful_opt_out_holds_until_a_later_plain_answer(string answer, int left)
    {
        await DropAsync("2017-03-31", CouncilCsv.Of());
        await DropAsync("2018-03-31", Large(("person_id", "P1"), ("withdrawn", "perhaps")));
        Assert.Equal(1, await OutAsync());
        await DropAsync("2018-06-30", Large(("person_id", "P1"), ("withdrawn", answer)));
        Assert.Equal(left, await OutAsync());
    }

    [Fact]
    public async Task A_file_without_the_column_answers_nothing()
    {
        await DropAsync("2017-03-31", CouncilCsv.Of());
        await DropAsync("2018-03-31", Large(("person_id", "P1"), ("withdrawn", "perhaps")));
        var csv = CouncilCsv.Of();
        csv.Columns = [.. csv.Columns.Where(c => c != "withdrawn")];
        Assert.Contains("HIS-12", await CodesAsync("2018-06-30", csv));
        Assert.Equal(1, await OutAsync());
    }

    [Fact]
    public async Task A_plain_yes_needs_a_reversal()
    {
        await DropAsync("2017-03-31", CouncilCsv.Of());
        await DropAsync("2018-03-31", CouncilCsv.Of(("withdrawn", "yes")));
        await DropAsync("2018-06-30", CouncilCsv.Of(("withdrawn", "no")));
        Assert.Equal(1, await OutAsync());
        await DropAsync("2018-09-30", CouncilCsv.Of(("withdrawn", "reversal")));
        Assert.Equal(0, await OutAsync());
    }

    [Theory]
    [InlineData("yes", "ethnicity")]
    [InlineData("perhaps", "ethnicity")]
    [InlineData("yes", "")]
    public async Task A_refused_file_opts_people_out(string value, string column)
    {
        await DropAsync("2017-03-31", CouncilCsv.Of().Add());
        var csv = CouncilCsv.Of(("withdrawn", value)).Add(("forename", ""));
        csv.Columns = column.Length == 0 ? [.. csv.Columns.Where(c => c != "sex")] : [column, .. csv.Columns];
        Assert.Equal(ReceiptStatus.Refused, (await DropAsync("2018-03-31", csv)).Status);
        Assert.Equal(1, await OutAsync());
    }

    [Fact]
    public async Task The_corrected_file_of_the_same_drop_answers_a_doubtful_one_that_was_refused()
    {
        await DropAsync("2017-03-31", CouncilCsv.Of());
        await DropAsync("2018-03-31", CouncilCsv.Of(("withdrawn", "perhaps")));
        Assert.Equal(1, await OutAsync());
        await _bench.DropAsync("2018-03-31", "corrected.csv", CouncilCsv.Of(("withdrawn", "no")));
        Assert.Equal(0, await OutAsync());
    }

    [Fact]
    public async Task A_row_with_one_comma_too_many_opts_its_person_out_and_the_council_must_answer()
    {
        await DropAsync("2017-03-31", CouncilCsv.Of().Add());
        var outcome = await DropAsync("2018-03-31", Large(("person_id", "P1"), ("surname", "Example,ton"), ("withdrawn", "yes")));
        Assert.Equal(1, outcome.UnattributedOptOuts);
        Assert.Equal(1, await OutAsync());
    }

    [Fact]
    public async Task An_opt_out_that_names_nobody_reaches_the_operator()
        => Assert.Equal(1, (await DropAsync("2018-03-31", CouncilCsv.Of(("person_id", ""), ("withdrawn", "yes")))).UnattributedOptOuts);

    [Fact]
    public async Task An_opt_out_of_somebody_never_filed_is_queried()
    {
        await DropAsync("2017-03-31", CouncilCsv.Of(("person_id", "00017")));
        Assert.Contains("HIS-11", await CodesAsync("2018-03-31", CouncilCsv.Of(("person_id", "17"), ("withdrawn", "yes"))));
    }

    // Enough rows that one doubtful opt-out does not refuse the file.
    private static CouncilCsv Large(params (string Column, string Value)[] cells)
    {
        var csv = CouncilCsv.Of(cells);
        for (var n = 0; n < 30; n++)
            csv.Add(("person_id", $"Q{n}"), ("family_id", $"G{n}"), ("surname", $"Other{(char)('a' + n % 26)}{(char)('a' + n / 26)}"), ("date_of_birth", $"19{60 + n}-01-{1 + (n % 28):00}"), ("withdrawn", n % 2 == 0 ? "no" : ""));
        return csv;
    }

    private async Task<long> OutAsync()
    {
        var flow = (await new CohortSnapshotter(_bench.Storage, _bench.Keys).BuildAsync(CancellationToken.None)).Flow;
        Assert.True(flow.AddsUp);
        return flow.Withdrawn;
    }

    private Task<Core.Submissions.IngestOutcome> DropAsync(string drop, CouncilCsv csv) => _bench.DropAsync(drop, "file.csv", csv);

    private async Task<string[]> CodesAsync(string drop, CouncilCsv csv)
        => [.. ReceiptJson.Read(System.Text.Encoding.UTF8.GetBytes(await _bench.ReceiptAsync(await DropAsync(drop, csv)))).Rules.Select(r => r.Code)];
}
