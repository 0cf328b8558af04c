using TfPipeline.Core.Cohort;
using TfPipeline.Core.Submissions;
using TfPipeline.Core.Tests.Submissions;
using TfPipeline.Identifiers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Cohort;

[Trait("tier", "unit")]
public sealed class SnapshotTests : IDisposable
{
    private const string Other = "E08000018";
    private static readonly (string, string)[] Comparison = [("group", "comparison")];

    private readonly IngestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_snapshot_reads_back_as_it_was_taken()
    {
        await DropAsync("2018-03-31", CouncilCsv.Of(("upn", "B801200005001"), ("end_date", "2017-01-02")).Add([.. Comparison, ("sex", "M")]));
        var snapshot = await TakeAsync();
        Assert.Equal([true, false], snapshot.IsProgramme);
        Assert.Equal([CouncilCsv.Gss, CouncilCsv.Gss], snapshot.Gss);
        Assert.Equal([Sex.Female, Sex.Male], snapshot.Sex);
        Assert.Equal([true, false], snapshot.HasUpn);
        Assert.Equal([new DateOnly(2017, 1, 2), null], snapshot.EndDate);
        Assert.Equal(new DateOnly(2016, 5, 4), snapshot.IndexDate[0]);
        Assert.Equal(ProblemFlags.CrimeAsb | ProblemFlags.SchoolAttendance, snapshot.Problems[0]);
        Assert.NotEqual(0, snapshot.Tokens.Names.Edits(snapshot.Tokens.Surname[0]).Length);
        Assert.Equal((2, 2, true), (snapshot.Flow.Kept, snapshot.Flow.Families, snapshot.Flow.AddsUp));
    }

    [Fact]
    public async Task The_newest_drop_wins_whatever_the_order_of_arrival()
    {
        await DropAsync("2018-03-31-2", CouncilCsv.Of(("date_of_birth", "2001-03-03")));
        await DropAsync("2018-03-31", CouncilCsv.Of(("date_of_birth", "2001-03-01")));
        await DropAsync("2018-03-31-1", CouncilCsv.Of(("date_of_birth", "2001-03-02")));
        var snapshot = await TakeAsync();
        Assert.Equal([new DateOnly(2001, 3, 3)], snapshot.DateOfBirth);
        Assert.Equal((3, 2, 1), (snapshot.Flow.Rows, snapshot.Flow.EarlierVersions, snapshot.Flow.PeopleKnown));
    }

    [Fact]
    public async Task An_opt_out_beats_later_rows_until_a_reversal()
    {
        await DropAsync("2017-03-31", CouncilCsv.Of().Add());
        await DropAsync("2017-09-30", CouncilCsv.Of(("withdrawn", "yes")));
        await DropAsync("2018-03-31", CouncilCsv.Of().Add());
        var snapshot = await TakeAsync();
        Assert.Equal((1, 1, true), (snapshot.Flow.Kept, snapshot.Flow.Withdrawn, snapshot.Flow.AddsUp));
        await DropAsync("2018-09-30", CouncilCsv.Of(("withdrawn", "reversal")));
        Assert.Equal(2, (await TakeAsync("run-2")).Count);
    }

    [Fact]
    public async Task A_comparison_family_that_joins_keeps_group_and_index_date()
    {
        await DropAsync("2017-03-31", CouncilCsv.Of([.. Comparison, ("index_date", "2016-01-01")]));
        await DropAsync("2018-03-31", CouncilCsv.Of(("index_date", "2017-06-01")));
        var snapshot = await TakeAsync();
        Assert.Equal([false], snapshot.IsProgramme);
        Assert.Equal([new DateOnly(2016, 1, 1)], snapshot.IndexDate);
        Assert.Equal([new DateOnly(2017, 6, 1)], snapshot.CrossoverDate);
        Assert.Equal(1, snapshot.Flow.CrossedOver);
    }

    [Fact]
    public async Task A_programme_family_stays_one()
    {
        await DropAsync("2017-03-31", CouncilCsv.Of(("index_date", "2016-01-01")));
        await DropAsync("2018-03-31", CouncilCsv.Of([.. Comparison, ("index_date", "2017-06-01")]));
        var snapshot = await TakeAsync();
        Assert.Equal([true], snapshot.IsProgramme);
        Assert.Equal([new DateOnly(2016, 1, 1)], snapshot.IndexDate);
        Assert.Equal([null], snapshot.CrossoverDate);
    }

    [Fact]
    public async Task Of_two_councils_the_earliest_programme_start_wins()
    {
        await DropAsync("2018-03-31", CouncilCsv.Of(("index_date", "2016-05-05")));
        await DropAsync("2018-03-31", CouncilCsv.Of(("index_date", "2016-05-04"), ("council_code", Other)), Other);
        var snapshot = await TakeAsync();
        Assert.Equal([Other], snapshot.Gss);
        Assert.Equal((1, 1, true), (snapshot.Flow.Kept, snapshot.Flow.Duplicates, snapshot.Flow.AddsUp));
    }

    [Fact]
    public async Task A_comparison_family_with_a_member_on_the_programme_elsewhere_is_left_out_whole()
    {
        await DropAsync("2018-03-31", CouncilCsv.Of(Comparison).Add([.. Comparison, ("family_id", "F1")]).Add(Comparison));
        await DropAsync("2018-03-31", CouncilCsv.Of(("council_code", Other)), Other);
        var snapshot = await TakeAsync();
        Assert.Equal((2, 2, 1, true), (snapshot.Flow.Kept, snapshot.Flow.Contaminated, snapshot.Flow.ContaminatedFamilies, snapshot.Flow.AddsUp));
        Assert.Equal([true, false], snapshot.IsProgramme);
    }

    [Fact]
    public async Task Superseded_and_equal_content_counts_once()
    {
        await _bench.DropAsync("2018-03-31", "a.csv", CouncilCsv.Of());
        await _bench.DropAsync("2018-03-31", "b.csv", CouncilCsv.Of());
        Assert.Equal(1, (await TakeAsync()).Flow.Submissions);
        // The first upload is replaced: what it held is still in force through the second.
        await _bench.DropAsync("2018-03-31", "a.csv", new CouncilCsv().Add().Add());
        var snapshot = await TakeAsync("run-2");
        Assert.Equal((2, 2), (snapshot.Flow.Submissions, snapshot.Count));
    }

    [Fact]
    public async Task Another_key_changes_references_and_nothing_else()
    {
        using var otherRoot = new RootKey(new byte[32], "test-2");
        using var otherKeys = new KeyRing(otherRoot);
        var csv = new CouncilCsv();
        for (var i = 0; i < 50; i++)
            csv.Add(("family_id", $"F{i / 3}"), ("surname", $"Name{(char)('a' + (i % 26))}"));
        await DropAsync("2018-03-31", csv);

        // Files of one drop that each know the person otherwise: which of them counts may not depend on the key either.
        for (var day = 1; day <= 9; day++)
            await _bench.DropAsync("2018-03-31", $"{day}.csv", CouncilCsv.Of(("person_id", "both"), ("date_of_birth", $"2001-03-0{day}")));
        var one = await TakeAsync();
        using var second = new IngestBench();
        foreach (var file in new[] { "file.csv", "1.csv", "2.csv", "3.csv", "4.csv", "5.csv", "6.csv", "7.csv", "8.csv", "9.csv" })
        {
            await second.PutAsync("2018-03-31", file, file == "file.csv" ? csv.Bytes() : CouncilCsv.Of(("person_id", "both"), ("date_of_birth", $"2001-03-0{file[0]}")).Bytes());
            await new UploadIngestor(second.Storage, otherKeys).IngestAsync(IngestBench.Name("2018-03-31", file));
        }

        await new CohortSnapshotter(second.Storage, otherKeys).SnapshotAsync("run-1");
        var two = await CohortSnapshot.ReadAsync(second.Storage[PipelineContainer.Cohort], "run-1", otherKeys);
        Assert.Equal(one.DateOfBirth, two.DateOfBirth);
        Assert.Equal(one.Problems, two.Problems);
        Assert.Empty(one.PersonRef.Intersect(two.PersonRef));
        await Assert.ThrowsAsync<CohortKeyException>(() => new CohortSnapshotter(_bench.Storage, otherKeys).SnapshotAsync("run-2"));
    }

    [Fact]
    public async Task A_run_takes_its_snapshot_once()
    {
        await DropAsync("2018-03-31", CouncilCsv.Of());
        var first = await new CohortSnapshotter(_bench.Storage, _bench.Keys).SnapshotAsync("run-1");
        await DropAsync("2018-04-30", CouncilCsv.Of().Add());
        Assert.Equal(first, await new CohortSnapshotter(_bench.Storage, _bench.Keys).SnapshotAsync("run-1"));
    }

    [Fact]
    public async Task No_submissions_give_an_empty_cohort()
        => Assert.Equal(0, (await TakeAsync()).Count);

    private Task<IngestOutcome> DropAsync(string drop, CouncilCsv csv, string gss = CouncilCsv.Gss)
        => _bench.DropAsync(IngestBench.Name(drop, "file.csv", gss), csv.Bytes());

    private async Task<CohortSnapshot> TakeAsync(string runId = "run-1")
    {
        await new CohortSnapshotter(_bench.Storage, _bench.Keys).SnapshotAsync(runId);
        return await CohortSnapshot.ReadAsync(_bench.Storage[PipelineContainer.Cohort], runId, _bench.Keys);
    }
}
