using TfPipeline.Reports.Receipts;
using TfPipeline.Reports.Rendering;
using TfPipeline.TestKit;

namespace TfPipeline.Reports.Tests;

[Trait("tier", "unit")]
public sealed class ReceiptPageTests
{
    private readonly PageRenderer _pages = new();

    [Fact]
    public async Task Says_the_verdict_what_to_do_where_and_which_file()
    {
        var page = PageText.Of(await _pages.RenderAsync(SampleReceipt.Make()));
        foreach (var part in new[]
        {
            "<title>Receipt: accepted (E08000035)</title>", "<h1>Your file was accepted</h1>", "7,655 of 20,000 rows are used. 12,345 are left out",
            "(12,345 times)", "Write it as 2016-02-29.", "The list is cut: it shows 3 of 12,346 findings.", "<a href=\"findings.csv\">",
            "<td>2</td><td>G</td><td>date_of_birth</td>", "<td data-key=\"0\">file</td><td></td>", "<dd>1,234,567</dd>", "earlier drops are needed: GSS-05.",
        })
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_has_text_for_every_chart_and_loads_nothing()
    {
        var page = PageText.Of(await _pages.RenderAsync(SampleReceipt.Make() with { CsvName = null }));
        PageChecks.ReachesNothingOutsideItself(page);
        PageChecks.ContentsLeadToEverySectionAndIdsAreUnique(page);
        PageChecks.TablesHaveCaptionsAndHeaderCellsAndScrollByKeyboard(page);
        PageChecks.RowsHaveAsManyCellsAsTheHeading(page);
        PageChecks.EndsLinesInALineFeed(page);
    }

    [Theory]
    [InlineData(ReceiptOutcome.Accepted, "class=\"warn\"", "rows are used")]
    [InlineData(ReceiptOutcome.Refused, "class=\"bad\"", "Nothing of the file is used but the opt-outs that can be read in it.")]
    [InlineData(ReceiptOutcome.Duplicate, "class=\"good\"", "Your file was known already")]
    [InlineData(ReceiptOutcome.Superseded, "class=\"warn\"", "Your file was replaced")]
    [InlineData(ReceiptOutcome.Failed, "class=\"bad\"", "Your file was not processed")]
    public async Task Every_outcome_has_its_words_and_its_colour(ReceiptOutcome outcome, string colour, string words)
    {
        var page = PageText.Of(await _pages.RenderAsync(SampleReceipt.Make(outcome)));
        Assert.Contains(colour, page, StringComparison.Ordinal);
        Assert.Contains(words, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_without_rows_and_findings_shows_the_file_only()
    {
        var page = PageText.Of(await _pages.RenderAsync(new ReceiptModel
        {
            Council = "E08000035",
            Outcome = ReceiptOutcome.Failed,
            Fault = "storage could not be reached",
            Rows = new RowCounts(0, 0, 0, 0, 0),
            Rules = [],
            Findings = [],
            FindingsTotal = 0,
        }));
        Assert.Equal(["Which file"], System.Text.RegularExpressions.Regex.Matches(page, "<h2[^>]*>([^<]+)<").Select(m => m.Groups[1].Value));
        Assert.Contains("<dt>kind of fault</dt><dd>storage could not be reached</dd>", page.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_a_text_is_shown_as_text()
    {
        var sample = SampleReceipt.Make();
        var page = System.Text.Encoding.UTF8.GetString(await _pages.RenderAsync(sample with { Council = "<b>&\"", CsvName = "\"><script>alert(1)</script>" }));
        Assert.Contains("<dd>&lt;b&gt;&amp;&quot;</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_and_the_style_are_those_that_the_policy_allows()
    {
        var page = System.Text.Encoding.UTF8.GetString(await _pages.RenderAsync(SampleReceipt.Make()));
        foreach (var (kind, element) in new[] { ("style-src", "style"), ("script-src", "script") })
        {
            var text = System.Text.RegularExpressions.Regex.Match(page, $"<{element}>(.*?)</{element}>", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
            var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
            Assert.Contains($"{kind} 'sha256-{hash}'", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        }
    }
}
