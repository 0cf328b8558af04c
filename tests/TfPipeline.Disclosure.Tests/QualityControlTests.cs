namespace TfPipeline.Disclosure.Tests;

[Trait("tier", "unit")]
public sealed class QualityControlTests
{
    [Theory]
    [InlineData(0, 10_000, null)]
    [InlineData(1, 10_000, null)]
    [InlineData(9, 10_000, null)]
    [InlineData(10, 10_000, 10L)]
    [InlineData(13, 10_000, 15L)]
    [InlineData(9_991, 10_000, null)]
    [InlineData(10_000, 10_000, null)]
    public void A_count_that_is_small_or_leaves_few_is_withheld_and_the_others_are_rounded(long misfits, long values, long? printed)
    {
        var table = Cleared(new QualityRow("offences", "code_known", misfits, values));

        Assert.Equal(printed, table.Longs("misfits")[0]);
        Assert.Equal(printed is null ? "c" : null, table.Texts("misfits_symbol")[0]);
        Assert.Equal(printed is { } shown ? (double)shown / values : null, table.Doubles("share")[0]);
    }

    [Fact]
    public void No_count_and_a_small_count_look_the_same()
    {
        var table = Cleared(new("a", "code_known", 0, 5_000), new("a", "row_once", 9, 5_000));

        Assert.All(table.Columns.Where(c => c.Name != "rule"), c => Assert.Equal(c.Values.GetValue(0), c.Values.GetValue(1)));
    }

    private static ReleaseTable Cleared(params QualityRow[] rows) =>
        DisclosureControl.Apply([new ProposedQuality("data_quality", rows)], DisclosurePolicy.Default).Find("data_quality")!;
}
