using System.Text;
using TfPipeline.Reports.Rendering;
using TfPipeline.Reports.Reviews;
using TfPipeline.TestKit;

namespace TfPipeline.Reports.Tests;

[Trait("tier", "unit")]
public sealed class ReviewPageTests
{
    [Fact]
    public async Task Shows_what_is_withheld_what_failed_what_changed_and_what_the_difference_tells()
    {
        var page = await PageAsync(SampleReviews.Full());
        foreach (var part in new[]
        {
            "not in the release", "Below the minimum", "a difference before the index date", "13,890", "rows repeat", "Compared with r1", "31,234", "E08000001",
            "1,234", "places that repeat an earlier figure", "the fewest who joined or left", "which was wrong",
        })
            Assert.Contains(part, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_difference_was_not_examined_and_that_nothing_is_there_to_compare_with()
    {
        var first = await PageAsync(SampleReviews.First());
        foreach (var part in new[] { "first release in the ledger", "None failed", "found nothing" })
            Assert.Contains(part, first, StringComparison.Ordinal);
        Assert.Contains("Not examined.</strong> The difference from r1 was not examined", await PageAsync(SampleReviews.Full() with { Difference = null }), StringComparison.Ordinal);
        Assert.Contains("without a ledger", await PageAsync(SampleReviews.First() with { Difference = null }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_words_of_people_as_text_and_never_as_markup()
    {
        var tombstone = Encoding.UTF8.GetString(await new PageRenderer().RenderAsync(new TombstoneModel("r1", new DateOnly(2026, 1, 7), "<b>wrong</b> year")));
        Assert.Contains("Withdrawn on 2026-01-07. Reason: &lt;b&gt;wrong&lt;/b&gt; year", tombstone, StringComparison.Ordinal);
        Assert.Contains("a &lt;late&gt; file", Encoding.UTF8.GetString(await new PageRenderer().RenderAsync(SampleReviews.Full())), StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(ReviewModel model) => PageText.Of(await new PageRenderer().RenderAsync(model));
}
