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
    public void Reaches_nothing_outside_itself() => PageChecks.ReachesNothingOutsideItself(Page);

    [Fact]
    public void Says_that_the_data_are_synthetic() => Assert.Contains("<strong>Synthetic data.</strong>", Page, StringComparison.Ordinal);

    [Fact]
    public void Every_chart_has_words_and_a_table() => PageChecks.EveryChartHasWordsAndATable(Page, atLeast: 8);

    [Fact]
    public void Contents_lead_to_every_section_and_ids_are_unique() => PageChecks.ContentsLeadToEverySectionAndIdsAreUnique(Page);

    [Fact]
    public void Tables_have_captions_and_header_cells_and_scroll_by_keyboard() => PageChecks.TablesHaveCaptionsAndHeaderCellsAndScrollByKeyboard(Page);

    [Fact]
    public void Shows_adverse_results_and_the_naive_difference_like_the_others()
    {
        Assert.Contains("clearly worse", Page, StringComparison.Ordinal);
        Assert.Contains("Naive difference (not an effect)", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Prints_no_negative_zero_and_no_broken_number() => PageChecks.PrintsNoNegativeZeroAndNoBrokenNumber(Page);

    [Fact]
    public void Text_from_elsewhere_is_escaped()
        => Assert.Equal("&lt;b&gt; &amp; &quot;", Html.Text("<b> & \""));
}
