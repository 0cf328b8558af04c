using TfPipeline.Core.DepartmentLinking;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;
using TfPipeline.Linkage.Reporting;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.DepartmentLinking;

[Trait("tier", "unit")]
public sealed class LinkageReportTests
{
    private static readonly LinkageOptions Options = new() { RandomPairs = 100_000, MinPairsPerBlockingRule = 200_000, Threads = 2 };
    private static readonly MadeUpPeople People = MadeUpPeople.Make(120, 300, 0.8, 21);
    private static readonly Lazy<Task<LinkageReport>> Made = new(() => ReportAsync(People.Partitions(2)));

    [Fact]
    public async Task Counts_every_candidate_and_every_match_once()
    {
        var report = await Made.Value;
        Assert.Equal(report.Summary.Matches, report.Weights.Sum(w => w.Linked));
        Assert.Equal(report.Summary.Matches, report.EvidenceClasses.Sum(p => p.Matches));
        Assert.Equal(report.Summary.ExpectedMatches, report.Weights.Sum(w => w.Expected), 0.01 * report.Summary.ExpectedMatches);
        Assert.Equal(People.RightIds.Length, report.Records);
        Assert.Equal(People.Left.Count, report.Groups[0].Rates.Sum(r => r.People));
        Assert.Equal(report.Summary.Matches, report.Groups[0].Rates.Sum(r => r.Matched));
    }

    [Fact]
    public async Task Agrees_with_the_summary_about_expected_quality()
    {
        var report = await Made.Value;
        var used = report.Thresholds.Single(t => t.Threshold.Equals(report.MatchThreshold));
        Assert.Equal(report.Summary.ExpectedPrecision, used.Precision, 6);
        Assert.Equal(report.Summary.ExpectedRecall, used.Recall, 6);
        Assert.True(report.Thresholds.Zip(report.Thresholds.Skip(1)).All(t => t.First.Recall >= t.Second.Recall && t.First.Precision <= t.Second.Precision));
    }

    [Fact]
    public async Task Judges_the_links_by_the_truth()
    {
        var truth = (await Made.Value).Truth!;
        var partners = People.Truth.Count(t => t >= 0);
        Assert.Equal(partners, truth.TruePairs);
        Assert.InRange(truth.Right, 0.9 * partners, truth.Taken);
        Assert.InRange(truth.Candidates, truth.Right, partners);
        Assert.Equal(2 * truth.Precision * truth.Recall / (truth.Precision + truth.Recall), truth.F1, 9);
    }

    [Fact]
    public async Task Is_the_same_page_however_the_records_are_cut_and_ordered()
    {
        var order = Enumerable.Range(0, People.RightIds.Length).ToArray();
        new Random(4).Shuffle(order);
        Assert.Equal(await PageAsync(await Made.Value), await PageAsync(await ReportAsync(People.Partitions(5, order))));
    }

    [Fact]
    public async Task Holds_no_value_of_a_person()
    {
        var page = await PageAsync(await Made.Value);
        var values = new[] { People.Left, People.Right }.SelectMany(b => b.Forename!.Concat(b.Surname!).Concat(b.Postcode!)
            .Concat(b.DateOfBirth!.Select(d => d?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.All(values.OfType<string>().Concat(People.RightIds).Distinct(), v => Assert.DoesNotContain(v, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_has_text_for_every_chart_and_loads_nothing()
    {
        var page = await PageAsync(await Made.Value);
        PageChecks.ReachesNothingOutsideItself(page);
        PageChecks.RunsNoScript(page);
        PageChecks.EveryChartHasATitleADescriptionAndATable(page, atLeast: 7);
        PageChecks.ContentsLeadToEverySectionAndIdsAreUnique(page);
        PageChecks.TablesHaveCaptionsAndHeaderCellsAndScrollByKeyboard(page);
        PageChecks.RowsHaveAsManyCellsAsTheHeading(page);
        PageChecks.PrintsNoNegativeZeroAndNoBrokenNumber(page);
    }

    [Fact]
    public async Task Draws_a_linkage_without_any_doubt()
    {
        var certain = await Made.Value with { Thresholds = [new(0.5, 10, 1, 1)], Weights = [new(8, 16, 10, 0, 10)] };
        PageChecks.PrintsNoNegativeZeroAndNoBrokenNumber(await PageAsync(certain));
    }

    [Fact]
    public async Task Shows_one_file_joined_with_itself()
    {
        var copies = Tokens(MadeUpPeople.Make(80, 0, 0.9, 5).Left);
        var both = TokenTable.Concat([copies, copies]);
        var truth = LinkageTruth.Within([.. Enumerable.Range(0, both.Count).Select(i => (i % copies.Count).ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        var found = PersonLinkage.Deduplicate(both, Options);
        var report = LinkageReport.Of(found.Pairs, Options with { Cardinality = Cardinality.ManyToMany }, [new GroupColumn("half", [.. Enumerable.Range(0, both.Count).Select(i => i < copies.Count ? "first" : "second")])], truth);
        Assert.True(report.IsSelf);
        Assert.Equal(copies.Count, report.Truth!.TruePairs);
        Assert.All(report.Groups[0].Rates, r => Assert.InRange(r.Rate, 0.95, 1));
        PageChecks.PrintsNoNegativeZeroAndNoBrokenNumber(await PageAsync(report));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(1, 1)]
    public async Task Reports_no_fit_where_there_are_too_few_people(int left, int right)
    {
        var few = MadeUpPeople.Make(left, right, 0, 6);
        using var ring = TestKeys.Ring();
        var result = await MemoryLinkage.LinkAsync(Tokens(few.Left), few.Partitions(1), ring, Options);
        var truth = LinkageTruth.Between(new string?[few.Left.Count], few.RightIds, new string?[few.RightIds.Length]);
        PageChecks.PrintsNoNegativeZeroAndNoBrokenNumber(await PageAsync(LinkageReport.Of(result, Options, [new GroupColumn("sex", few.Left.Sex!.Select(s => s!).ToArray())], truth)));
    }

    [Fact]
    public async Task Does_not_name_levels_of_few_people()
    {
        var levels = Enumerable.Range(0, People.Left.Count).Select(i => i < 9 ? "rare" : i < 12 ? "rarer" : i < 22 ? "ten" : "").ToArray();
        var rates = (await ReportAsync(People.Partitions(1), new GroupColumn("kind", levels))).Groups[0].Rates;
        Assert.Equal(["not given", "ten", "2 levels of fewer than 10 people each"], rates.Select(r => r.Level));
        Assert.Equal([People.Left.Count - 22, 10, 12], rates.Select(r => r.People));
    }

    [Fact]
    public async Task Refuses_a_column_with_as_many_levels_as_values_have()
    {
        var column = new GroupColumn("surname", [.. Enumerable.Range(0, People.Left.Count).Select(i => $"n{i}")]);
        Assert.False(column.IsFewLevels);
        await Assert.ThrowsAsync<ArgumentException>(() => ReportAsync(People.Partitions(1), column));
    }

    [Theory]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(0, 0, 0, 1)]
    public void Knows_Wilsons_interval(int part, int whole, double low, double high)
    {
        var (from, to) = Proportion.Interval(part, whole);
        Assert.Equal((low, high), (Math.Round(from, 4), Math.Round(to, 4)));
    }

    [Fact]
    public void Sorts_probabilities_into_bins_with_their_edges()
    {
        var calibration = new Calibration();
        foreach (var (p, right) in new[] { (0.009, false), (0.01, false), (0.0499, true), (0.05, false), (0.99, true), (1.0, true) })
            calibration.Add(p, right);
        var bins = calibration.Bins();
        Assert.Equal((2, 1), (bins[0].Pairs, bins[0].Right));
        Assert.Equal((1, 0), (bins[1].Pairs, bins[1].Right));
        Assert.Equal((2, 2, 0.995), (bins[^1].Pairs, bins[^1].Right, bins[^1].Mean));
        Assert.Equal(5, bins.Sum(b => b.Pairs));
    }

    private static async Task<LinkageReport> ReportAsync(IReadOnlyList<IAsyncEnumerable<RecordBatch>> partitions, GroupColumn? column = null)
    {
        using var ring = TestKeys.Ring();
        var result = await MemoryLinkage.LinkAsync(Tokens(People.Left), partitions, ring, Options);
        var truth = LinkageTruth.Between(
            [.. Enumerable.Range(0, People.Left.Count).Select(i => $"p{i}")], People.RightIds, [.. People.Truth.Select((t, r) => t >= 0 ? $"p{t}" : $"other{r}")]);
        return LinkageReport.Of(result, Options, [column ?? new GroupColumn("sex", [.. People.Left.Sex!.Select(s => s!)])], truth);
    }

    private static async Task<string> PageAsync(LinkageReport report) => PageText.Of(await LinkageReportHtml.WriteAsync(report, "Linkage"));

    private static TokenTable Tokens(IdentifierBatch batch)
    {
        using var ring = TestKeys.Ring();
        using var tokeniser = new Tokeniser(ring);
        return tokeniser.Tokenise(batch);
    }
}
