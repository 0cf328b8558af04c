namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class ColumnRarityTests
{
    private const int People = 2001;

    private static readonly bool[] Treated = [.. Enumerable.Range(0, People).Select(i => i % 2 == 0)];

    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    public void A_category_needs_five_people_of_each_group_or_a_two_hundredth_of_all(int people, bool adds) =>
        Assert.Equal(adds, new ColumnRarity(Treated).Adds(First(people + 1)));

    [Fact]
    public void A_category_of_one_group_only_is_kept_when_it_is_large() =>
        Assert.True(new ColumnRarity(Treated).Adds(DesignColumn.Of([.. Treated.Select((t, i) => t && i < 100 ? 1.0 : 0.0)])));

    [Fact]
    public void A_column_that_differs_from_another_or_its_complement_in_a_handful_adds_nothing()
    {
        var rarity = new ColumnRarity(Treated);
        Assert.True(rarity.Adds(First(700)));
        Assert.False(rarity.Adds(First(703)));
        Assert.False(rarity.Adds(DesignColumn.Of(Array.ConvertAll(First(698).ToArray(), v => 1 - v))));
        Assert.True(rarity.Adds(First(900)));
    }

    [Fact]
    public void Counts_that_hardly_anyone_has_are_rare_too()
    {
        var counts = new double[People];
        (counts[2], counts[4]) = (2, 1);
        Assert.False(new ColumnRarity(Treated).Adds(DesignColumn.Of(counts)));
    }

    private static DesignColumn First(int people) => DesignColumn.Of([.. Enumerable.Range(0, People).Select(i => i < people ? 1.0 : 0.0)]);
}
