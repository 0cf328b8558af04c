using System.Text.Json;
using TfPipeline.Core.Cohort;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Submissions;

/// <summary>A council's code changes: Somerset's county council of E10000027 became the unitary council of E06000066 on 1 April 2023.</summary>
[Trait("tier", "unit")]
public sealed class CodeChangeTests : IDisposable
{
    private const string Old = "E10000027";
    private const string New = "E06000066";

    private readonly IngestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_opted_out_under_the_old_code_stays_out_under_the_new_one(bool newComesFirst)
    {
        var drops = new (string Gss, string Drop, string Withdrawn)[] { (Old, "2022-09-30", "yes"), (New, "2023-09-30", "") };
        foreach (var (gss, drop, withdrawn) in newComesFirst ? drops.Reverse() : drops)
            await DropAsync(gss, drop, withdrawn);
        var flow = await FlowAsync("run-1");
        Assert.Equal((1, 1, true), (flow.Kept, flow.Withdrawn, flow.AddsUp));
    }

    [Fact]
    public async Task A_row_of_somebody_who_opted_out_under_the_old_code_is_queried()
    {
        await DropAsync(Old, "2022-09-30", "yes");
        Assert.Contains("HIS-07", await DropAsync(New, "2023-09-30", ""));
    }

    [Fact]
    public async Task A_reversal_under_the_new_code_takes_the_opt_out_back()
    {
        await DropAsync(Old, "2022-09-30", "yes");
        await DropAsync(New, "2023-09-30", "");
        Assert.DoesNotContain("HIS-10", await DropAsync(New, "2024-03-31", "reversal"));
        Assert.Equal((2, 0), (await FlowAsync("run-1")) is var flow ? (flow.Kept, flow.Withdrawn) : default);
    }

    [Fact]
    public async Task A_person_who_was_filed_under_both_codes_counts_once()
    {
        await DropAsync(Old, "2022-09-30", "");
        await DropAsync(New, "2023-09-30", "");
        Assert.Equal(2, (await FlowAsync("run-1")).Kept);
    }

    [Fact]
    public async Task The_same_reference_at_another_council_is_somebody_else()
    {
        await DropAsync(Old, "2022-09-30", "yes");
        await DropAsync("E06000065", "2023-09-30", "");
        Assert.Equal((2, 0), (await FlowAsync("run-1")) is var flow ? (flow.Kept, flow.Withdrawn) : default);
    }

    private async Task<string[]> DropAsync(string gss, string drop, string withdrawn)
    {
        var csv = CouncilCsv.Of(("council_code", gss), ("withdrawn", withdrawn)).Add(("council_code", gss));
        var outcome = await _bench.DropAsync(IngestBench.Name(drop, "file.csv", gss), csv.Bytes());
        var receipt = JsonDocument.Parse(await _bench.ReceiptAsync(outcome)).RootElement;
        return [.. receipt.GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("code").GetString()!)];
    }

    private async Task<CohortFlow> FlowAsync(string run) => (await new CohortSnapshotter(_bench.Storage, _bench.Keys).SnapshotAsync(run)).Flow;
}
