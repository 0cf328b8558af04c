using TfPipeline.Core.Release;
using TfPipeline.Core.Release.Pages;
using TfPipeline.Core.Release.Proposals;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Reports.Rendering;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Release;

[Trait("tier", "integration")]
public sealed class ReportPageTests
{
    private static readonly Lazy<Task<string>> Made = new(() => PageAsync(SimulatedRelease.Evaluation));

    [Fact]
    public async Task The_page_has_text_for_every_chart_and_loads_nothing()
    {
        var page = await Made.Value;
        PageChecks.ReachesNothingOutsideItself(page);
        PageChecks.RunsNoScript(page);
        PageChecks.EveryChartHasATitleADescriptionAndATable(page, atLeast: 8);
        PageChecks.ContentsLeadToEverySectionAndIdsAreUnique(page);
        PageChecks.TablesHaveCaptionsAndHeaderCellsAndScrollByKeyboard(page);
        PageChecks.RowsHaveAsManyCellsAsTheHeading(page);
        PageChecks.PrintsNoNegativeZeroAndNoBrokenNumber(page);
    }

    [Fact]
    public async Task Says_that_the_data_are_synthetic() => Assert.Contains("<strong>Synthetic data.</strong>", await Made.Value, StringComparison.Ordinal);

    [Fact]
    public async Task Shows_adverse_results_and_the_naive_difference_like_the_others()
    {
        var page = await Made.Value;
        Assert.Contains("clearly worse", page, StringComparison.Ordinal);
        Assert.Contains("Naive difference (not an effect)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_every_treatment_of_doubtful_links_and_how_far_draws_shrink_effects()
    {
        var page = await Made.Value;
        foreach (var words in new[] { "Matches only (main)", "Possible links taken too", "Linked without National Insurance and pupil numbers", "Corrected for false links", "Links drawn at random", "Drawn links expected right" })
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains(SimulatedRelease.Evaluation.Caveats, c => c.Code == "links");
    }

    [Fact]
    public async Task A_design_that_leaves_the_groups_unlike_marks_every_figure_made_from_it()
    {
        var page = await WithAsync(EffectFlags.Imbalance, EffectFlags.ProgrammeDropped);
        Assert.Contains("† groups still differ; part of the programme group left out", page, StringComparison.Ordinal);
        Assert.Matches(@"\d\)†", page);
        Assert.DoesNotMatch(@"\d\)†", await WithAsync());

        static Task<string> WithAsync(params string[] flags)
            => PageAsync(SimulatedRelease.Evaluation with { Effects = [.. SimulatedRelease.Evaluation.Effects.Select(e => e with { Flags = flags })] });
    }

    private static async Task<string> PageAsync(EvaluationResult evaluation)
    {
        var cleared = DisclosureControl.Apply(ReleaseProposal.Of(SimulatedRelease.Panel, evaluation), DisclosurePolicy.Default);
        return PageText.Of(await new PageRenderer().RenderAsync(ReleaseReportMapper.Map(cleared, ReleaseFacts.Of(ReleaseName.Parse("r1"), SimulatedRelease.Panel, evaluation))));
    }
}
