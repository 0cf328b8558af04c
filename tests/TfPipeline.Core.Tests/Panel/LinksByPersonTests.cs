using TfPipeline.Core.Panel.Building;
using TfPipeline.Linkage;

namespace TfPipeline.Core.Tests.Panel;

[Trait("tier", "unit")]
public sealed class LinksByPersonTests
{
    [Fact]
    public void Leaves_a_record_with_its_match_when_somebody_else_possibly_has_it()
    {
        var links = Of((0, "r1", 0.4, LinkStatus.Possible), (1, "r1", 0.9, LinkStatus.Match));
        Assert.Equal([LinkStatus.Ambiguous, LinkStatus.Match, LinkStatus.None], links.Standing.Status);
        Assert.Equal([new PersonRecord(1, "r1", 0.9)], links.Matched);
        Assert.Empty(links.Possible);
    }

    [Fact]
    public void Gives_a_record_to_the_more_probable_of_three()
    {
        var links = Of((0, "r1", 0.2, LinkStatus.Possible), (1, "r1", 0.4, LinkStatus.Possible), (2, "r1", 0.3, LinkStatus.Possible));
        Assert.Equal([LinkStatus.Ambiguous, LinkStatus.Possible, LinkStatus.Ambiguous], links.Standing.Status);
        Assert.Equal([null, 0.4, null], links.Standing.Probability);
    }

    [Theory]
    [InlineData(LinkStatus.Possible)]
    [InlineData(LinkStatus.Match)]
    public void Gives_a_record_to_nobody_when_two_are_equally_probable(LinkStatus status)
    {
        var links = Of((0, "r1", 0.3, status), (1, "r1", 0.3, status), (2, "r1", 0.2, status));
        Assert.All(links.Standing.Status, s => Assert.Equal(LinkStatus.Ambiguous, s));
        Assert.Empty(links.Matched.Concat(links.Possible));
    }

    [Fact]
    public void A_tie_below_the_best_claim_changes_nothing()
    {
        var links = Of((0, "r1", 0.3, LinkStatus.Possible), (1, "r1", 0.3, LinkStatus.Possible), (2, "r1", 0.4, LinkStatus.Possible));
        Assert.Equal([new PersonRecord(2, "r1", 0.4)], links.Possible);
    }

    [Fact]
    public void Keeps_several_records_of_one_person_and_a_tie_without_record()
    {
        var links = Of((0, "r2", 0.8, LinkStatus.Match), (0, "r1", 0.9, LinkStatus.Match), (1, null, 0.5, LinkStatus.Ambiguous));
        Assert.Equal([new PersonRecord(0, "r1", 0.9), new PersonRecord(0, "r2", 0.8)], links.Matched);
        Assert.Equal([LinkStatus.Match, LinkStatus.Ambiguous, LinkStatus.None], links.Standing.Status);
        Assert.Equal([0.9, null, null], links.Standing.Probability);
    }

    private static LinksByPerson Of(params (int Person, string? Record, double Probability, LinkStatus Status)[] rows) => LinksByPerson.Make("made-up", 3, new PanelLinks(
        [.. rows.Select(row => row.Person)], [.. rows.Select(row => row.Record)], [.. rows.Select(row => row.Probability)], [.. rows.Select(row => row.Status)]));
}
