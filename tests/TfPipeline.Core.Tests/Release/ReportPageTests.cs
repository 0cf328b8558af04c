using TfPipeline.Core.Disclosure;
using TfPipeline.Core.Evaluation;
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
    public void Shows_every_treatment_of_doubtful_links_and_how_far_draws_shrink_effects()
    {
        foreach (var words in new[] { "Matches only (main)", "Possible links taken too", "Linked without National Insurance and pupil numbers", "Corrected for false links", "Links drawn at random", "Drawn links expected right" })
            Assert.Contains(words, Page, StringComparison.Ordinal);
        Assert.Contains(SimulatedRelease.Evaluation.Caveats, c => c.Code == "links");
    }

    [Fact]
    public void A_design_that_leaves_the_groups_unlike_marks_every_figure_made_from_it()
    {
        var page = With(EffectFlags.Imbalance, EffectFlags.ProgrammeDropped);
        Assert.Contains("† groups still differ; part of the programme group left out", page, StringComparison.Ordinal);
        Assert.Matches(@"\d\)†", page);
        Assert.DoesNotMatch(@"\d\)†", With());

        static string With(params string[] flags)
        {
            var evaluation = SimulatedRelease.Evaluation with { Effects = [.. SimulatedRelease.Evaluation.Effects.Select(e => e with { Flags = flags })] };
            var cleared = DisclosureControl.Apply(ReleaseProposal.Of(SimulatedRelease.Panel, evaluation), DisclosurePolicy.Default);
            return ReportPage.Of(cleared, ReleaseFacts.Of(ReleaseName.Parse("r1"), SimulatedRelease.Panel, evaluation));
        }
    }

    [Fact]
    public void Prints_no_negative_zero_and_no_broken_number() => PageChecks.PrintsNoNegativeZeroAndNoBrokenNumber(Page);

    [Fact]
    public void Text_from_elsewhere_is_escaped()
        => Assert.Equal("&lt;b&gt; &amp; &quot;", Html.Text("<b> & \""));
}
