using System.Text.RegularExpressions;
using TfPipeline.Reports.ReleaseReports;
using TfPipeline.Reports.Rendering;
using TfPipeline.TestKit;

namespace TfPipeline.Reports.Tests;

[Trait("tier", "unit")]
public sealed class ReleaseReportPageTests
{
    [Fact]
    public async Task Says_effects_with_their_intervals_marks_and_verdicts()
    {
        var page = Words(await new PageRenderer().RenderAsync(SampleReports.Release()));
        foreach (var part in new[]
        {
            "Synthetic data.", "2 outcomes estimated 1 clearly better 1 clearly worse 0 clearly different, direction not judged 0 no clear difference 0 not answered", "Looked after: 3.41% instead of 3.96%; −1.25 (−2.00 to −0.50)† points better",
            "Attainment 8: +1.5000 (1.4925 to 1.5075) worse", "Looked after † groups still differ", "−14% (−25% to −1%)", "17,880 | 21,475", "The same for months 1 to 6",
        })
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_failed_diagnostic_takes_the_verdict_and_leaves_the_figure()
    {
        var sample = SampleReports.Release();
        var care = sample.Effects.Headline[0].Outcome;
        var failed = SampleReports.Effect(0.02, Verdict.NotAnswered, EffectWarning.PlaceboFails) with { Vetoes = [EffectWarning.PlaceboFails] };
        var page = Words(await new PageRenderer().RenderAsync(sample with { Effects = sample.Effects with { Headline = [new(care, failed)] } }));
        Assert.Contains("1 outcomes estimated 0 clearly better 0 clearly worse 0 clearly different, direction not judged 0 no clear difference 1 not answered", page, StringComparison.Ordinal);
        Assert.Contains("Not answered, because a diagnostic failed: Looked after: 3.41% instead of 3.96%; +2.00 (1.25 to 2.75) points; placebo fails", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clear_difference_without_an_agreed_direction_stands_among_the_clear_ones()
    {
        var sample = SampleReports.Release();
        var care = sample.Effects.Headline[0].Outcome;
        var more = SampleReports.Effect(0.02, Verdict.More) with { Covered = 0.64 };
        var page = Words(await new PageRenderer().RenderAsync(sample with { Effects = sample.Effects with { Headline = [new(care, more)] } }));
        Assert.Contains("1 clearly different, direction not judged 0 no clear difference", page, StringComparison.Ordinal);
        Assert.Contains("points more, direction not judged; about 64% of the programme group only, so not about England", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_symbols_where_figures_are_withheld_and_nothing_in_their_place()
    {
        var page = PageText.Of(await new PageRenderer().RenderAsync(SampleReports.Release()));
        Assert.Contains("<td><abbr title=\"withheld\">c</abbr></td><td>1,234</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td><abbr title=\"not available\">x</abbr></td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draws_the_thirty_largest_imbalances_and_lists_them_all()
    {
        var page = Words(await new PageRenderer().RenderAsync(SampleReports.Release()));
        Assert.Contains("Balance before and after odds weights, the 30 largest of 31 before adjustment: model first used for “Looked after”", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "Covariate 31 "));
        Assert.Equal(2, Regex.Count(page, "Covariate 30 "));
    }

    [Fact]
    public async Task Says_so_where_a_release_has_no_figures()
    {
        var page = Words(await new PageRenderer().RenderAsync(SampleReports.EmptyRelease()));
        foreach (var part in new[] { "No answered outcome shows a clear difference.", "No estimate can be shown.", "No balance figures are in this release.", "No overlap figures", "No linkage figures", "This release holds no flow counts.", "what is shown is exact" })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Synthetic data.", page, StringComparison.Ordinal);
    }

    /// <summary>The words of a page with single spaces, as a reader sees them.</summary>
    private static string Words(byte[] page)
    {
        var markup = System.Text.Encoding.UTF8.GetString(page);
        var body = markup[markup.IndexOf("<body>", StringComparison.Ordinal)..];
        var text = Regex.Replace(Regex.Replace(body, "</?(td|th|tr|li|p|h\\d|div|dt|dd|summary|figcaption|title|desc|text)[^>]*>", " "), "<[^>]+>", "");
        return Regex.Replace(System.Net.WebUtility.HtmlDecode(text), "\\s+", " ");
    }
}
