using System.Text.RegularExpressions;
using TfPipeline.Core.Disclosure;
using TfPipeline.Core.Release;
using TfPipeline.Core.Release.Pages;
using TfPipeline.Core.Release.Proposals;

namespace TfPipeline.Core.Tests.Release;

[Trait("tier", "integration")]
public sealed class ReportPageTests
{
    private static readonly Lazy<string> Made = new(() =>
    {
        var cleared = DisclosureControl.Apply(ReleaseProposal.Of(SimulatedRelease.Panel, SimulatedRelease.Evaluation), DisclosurePolicy.Default);
        return ReportPage.Of(cleared, ReleaseFacts.Of(ReleaseName.Parse("r1"), SimulatedRelease.Panel, SimulatedRelease.Evaluation));
    });

    private static string Page => Made.Value;

    [Fact]
    public void Reaches_nothing_outside_itself()
    {
        Assert.DoesNotMatch(new Regex("(src|href)=\"(?!#)"), Page);
        Assert.DoesNotContain("<script", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", Page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_the_data_are_synthetic() => Assert.Contains("<strong>Synthetic data.</strong>", Page, StringComparison.Ordinal);

    [Fact]
    public void Every_chart_has_words_and_a_table()
    {
        var charts = Regex.Matches(Page, "role=\"img\" aria-label=\"([^\"]+)\"");
        Assert.True(charts.Count >= 8);
        Assert.All(charts, c => Assert.Contains("table", c.Groups[1].Value, StringComparison.Ordinal));
        Assert.All(Regex.Matches(Page, "<svg(?![^>]*(aria-hidden|role=\"img\"|class=\"at\"))[^>]*>"), m => Assert.Fail(m.Value));
    }

    [Fact]
    public void Contents_lead_to_every_section_and_ids_are_unique()
    {
        var ids = Regex.Matches(Page, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(Regex.Matches(Page, "href=\"#([^\"]+)\""), m => Assert.Contains(m.Groups[1].Value, ids));
    }

    [Fact]
    public void Tables_have_captions_and_header_cells_and_scroll_by_keyboard()
    {
        var tables = Regex.Count(Page, "<table>");
        Assert.Equal(tables, Regex.Count(Page, "<table><caption>[^<]+</caption><thead>"));
        Assert.Equal(tables, Regex.Count(Page, "role=\"region\" tabindex=\"0\" aria-label=\"[^\"]+\""));
    }

    [Fact]
    public void Shows_adverse_results_and_the_naive_difference_like_the_others()
    {
        Assert.Contains("clearly worse", Page, StringComparison.Ordinal);
        Assert.Contains("Naive difference (not an effect)", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Prints_no_negative_zero_and_no_broken_number()
    {
        Assert.DoesNotMatch(new Regex("−0(\\.0+)?[ )<%]"), Page);
        Assert.DoesNotContain("NaN", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_from_elsewhere_is_escaped()
        => Assert.Equal("&lt;b&gt; &amp; &quot;", Html.Text("<b> & \""));
}
