using System.Security.Cryptography;
using System.Text;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Submissions;

[Trait("tier", "unit")]
public sealed class IngestTests : IDisposable
{
    private readonly IngestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task An_upload_becomes_rows_without_identifiers_and_a_receipt()
    {
        var outcome = await _bench.DropAsync("2018-03-31", "Jane Canaryson.csv", CouncilCsv.Of(("surname", "Canaryson")).Add(("date_of_birth", "")));
        Assert.Equal((IngestAction.Processed, ReceiptStatus.Refused), (outcome.Action, outcome.Status));
        outcome = await _bench.DropAsync("2018-03-31", "Jane Canaryson.csv", CouncilCsv.Of(("surname", "Canaryson")).Add());
        Assert.Equal((IngestAction.Processed, ReceiptStatus.Accepted), (outcome.Action, outcome.Status));
        var rows = await _bench.RowsAsync(outcome);
        Assert.Equal([2, 3], rows.Row);
        Assert.All(rows.Tokens.Surname, s => Assert.True(s >= 0));
        Assert.Equal(new DateOnly(2001, 2, 2).DayNumber, rows.BirthDay[0]);
        foreach (var (name, content) in _bench.EverythingOutsideUploads())
        {
            Assert.DoesNotContain("Canaryson", name, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Canaryson", content, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task No_plain_hash_of_an_upload_lies_outside_landing()
    {
        var content = CouncilCsv.Of(("withdrawn", "yes")).Bytes();
        await _bench.DropAsync(IngestBench.Name("2018-03-31", "a.csv"), content);
        await _bench.DropAsync(IngestBench.Name("2018-03-31", "same.csv"), content);
        await _bench.DropAsync(IngestBench.Name("2018-03-31", "refused.csv"), [1, .. content]);
        string[] written = [.. new[] { content, [1, .. content] }.Select(c => SHA256.HashData(c))
            .SelectMany(h => new[] { Convert.ToHexString(h), Convert.ToBase64String(h), Encoding.Latin1.GetString(h) })];
        Assert.Contains(_bench.EverythingOutsideUploads(), f => f.Name.StartsWith("landing/", StringComparison.Ordinal) && f.Content.Contains(written[0], StringComparison.OrdinalIgnoreCase));
        foreach (var (name, text) in _bench.EverythingOutsideUploads().Where(f => !f.Name.StartsWith("landing/", StringComparison.Ordinal)))
            Assert.DoesNotContain(written, hash => name.Contains(hash, StringComparison.OrdinalIgnoreCase) || text.Contains(hash, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Row_groups_hold_the_rows_of_the_file_in_order_however_they_are_cut()
    {
        var csv = new CouncilCsv();
        for (var i = 0; i < 200; i++)
            csv.Add(("surname", $"Name{(char)('a' + (i % 26))}{(char)('a' + (i / 26))}"), ("family_id", $"F{i / 3}"), ("withdrawn", i % 50 == 7 ? "yes" : ""));
        var whole = await _bench.RowsAsync(await _bench.DropAsync("2018-03-31", "a.csv", csv));

        var name = IngestBench.Name("2018-03-31", "a.csv", "E08000035");
        using var cut = new IngestBench();
        await cut.PutAsync(name, csv.Bytes());
        var outcome = await new UploadIngestor(cut.Storage, cut.Keys, new IntakeOptions { BatchRows = 3, RowGroupRows = 9 }).IngestAsync(name);
        var groups = await cut.GroupsAsync(outcome);
        Assert.True(groups.Count > 20);
        Assert.Equal(whole.Row, groups.SelectMany(g => g.Row));
        Assert.Equal(whole.Person, groups.SelectMany(g => g.Person));
        Assert.Equal(whole.Family, groups.SelectMany(g => g.Family));
        Assert.Equal(whole.OptOut, groups.SelectMany(g => g.OptOut));
        // The arrays of a group are used again: nothing of the rows before may stay where a row opts out.
        Assert.Equal(whole.BirthDay, groups.SelectMany(g => g.BirthDay));
        Assert.Equal(whole.IndexDay, groups.SelectMany(g => g.IndexDay));
        Assert.Equal(whole.Problems, groups.SelectMany(g => g.Problems));
        Assert.Equal(whole.Withdrawal, groups.SelectMany(g => g.Withdrawal));
        Assert.Equal(TokenColumns.From(whole.Tokens), TokenColumns.From(TokenTable.Concat([.. groups.Select(g => g.Tokens)])));
    }

    [Fact]
    public async Task One_event_ten_times_leaves_the_same_blobs()
    {
        await _bench.DropAsync("2018-03-31", "a.csv", CouncilCsv.Of());
        var before = _bench.EverythingOutsideUploads();
        for (var i = 0; i < 9; i++)
            Assert.Equal(IngestAction.AlreadyProcessed, (await _bench.IngestAsync("2018-03-31", "a.csv")).Action);
        Assert.Equal(before, _bench.EverythingOutsideUploads());
    }

    [Fact]
    public async Task Two_workers_on_one_upload_leave_one_submission()
    {
        await _bench.PutAsync("2018-03-31", "a.csv", CouncilCsv.Of().Bytes());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _bench.IngestAsync("2018-03-31", "a.csv"))));
        Assert.Single(outcomes.Select(o => o.Submission).Distinct());
        Assert.Equal(ReceiptStatus.Accepted, (await _bench.StatesAsync()).Single().Status);
    }

    [Fact]
    public async Task The_same_bytes_under_another_name_change_nothing_and_say_so()
    {
        await _bench.DropAsync("2018-03-31", "a.csv", CouncilCsv.Of());
        var outcome = await _bench.DropAsync("2018-03-31", "b.csv", CouncilCsv.Of());
        Assert.Equal(ReceiptStatus.Duplicate, outcome.Status);
        Assert.Contains("FIL-16", await _bench.ReceiptAsync(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_content_of_the_same_name_replaces_the_older()
    {
        var first = await _bench.DropAsync("2018-03-31", "a.csv", CouncilCsv.Of());
        var second = await _bench.DropAsync("2018-03-31", "a.csv", CouncilCsv.Of().Add());
        Assert.Equal(ReceiptStatus.Superseded, await _bench.StatusAsync(first));
        Assert.Equal(ReceiptStatus.Accepted, await _bench.StatusAsync(second));
        var back = await _bench.DropAsync("2018-03-31", "a.csv", CouncilCsv.Of());
        Assert.Equal(first.Submission, back.Submission);
        Assert.Equal(ReceiptStatus.Accepted, await _bench.StatusAsync(first));
        Assert.Equal(ReceiptStatus.Superseded, await _bench.StatusAsync(second));
    }

    [Fact]
    public async Task A_deleted_upload_is_gone_without_fuss()
        => Assert.Equal(IngestAction.Gone, (await _bench.IngestAsync("2018-03-31", "never.csv")).Action);

    [Theory]
    [InlineData("E08000035/a.csv")]
    [InlineData("E08000035/2018-3-31/a.csv")]
    [InlineData("E08000035/2018-03-31-0/a.csv")]
    [InlineData("E08000035/2018-03-31/deeper/a.csv")]
    [InlineData("E07000004/2018-03-31/a.csv")]
    [InlineData("e08000035/2018-03-31/a.csv")]
    public async Task A_wrong_folder_ends_in_a_receipt(string name)
    {
        await _bench.PutAsync(name, CouncilCsv.Of().Bytes());
        var outcome = await _bench.Ingestor.IngestAsync(name);
        Assert.Equal(ReceiptStatus.Refused, outcome.Status);
        Assert.Contains("FIL-13", await _bench.ReceiptAsync(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_leave_a_failed_receipt_until_the_upload_is_processed()
    {
        await _bench.PutAsync("2018-03-31", "a.csv", CouncilCsv.Of().Bytes());
        var failed = await _bench.Ingestor.RecordFailedAsync(IngestBench.Name("2018-03-31", "a.csv"));
        Assert.Equal(ReceiptStatus.Failed, failed.Status);
        await _bench.IngestAsync("2018-03-31", "a.csv");
        Assert.Equal(ReceiptStatus.Superseded, await _bench.StatusAsync(failed));
        Assert.Equal(ReceiptStatus.Accepted, (await _bench.Ingestor.RecordFailedAsync(IngestBench.Name("2018-03-31", "a.csv"))).Status);
    }
}
