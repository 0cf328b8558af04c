using TfPipeline.Core.Linkage;
using TfPipeline.Core.Panel;
using TfPipeline.Core.Panel.Building;

namespace TfPipeline.Core.Tests.Panel;

[Trait("tier", "unit")]
public sealed class PanelLinkTableTests
{
    [Fact]
    public void Leaves_a_record_with_its_match_when_somebody_else_possibly_has_it()
    {
        var links = Of(("r1", 0.4, LinkStatus.Possible), ("r1", 0.9, LinkStatus.Match));
        Assert.Equal([PersonLink.Ambiguous, PersonLink.Match], links.Status);
        Assert.Equal(new string?[] { null, "r1" }.AsEnumerable(), links.RecordId);
    }

    [Fact]
    public void Gives_a_record_to_the_more_probable_of_two()
    {
        var links = Of(("r1", 0.2, LinkStatus.Possible), ("r1", 0.4, LinkStatus.Possible), ("r1", 0.3, LinkStatus.Possible));
        Assert.Equal([PersonLink.Ambiguous, PersonLink.Possible, PersonLink.Ambiguous], links.Status);
    }

    [Fact]
    public void Gives_a_record_to_nobody_when_two_are_equally_probable()
    {
        var links = Of(("r1", 0.3, LinkStatus.Possible), ("r1", 0.3, LinkStatus.Possible), ("r1", 0.2, LinkStatus.Possible));
        Assert.All(links.Status, status => Assert.Equal(PersonLink.Ambiguous, status));
        Assert.All(links.RecordId, Assert.Null);
    }

    [Fact]
    public void Keeps_several_records_of_one_person_and_a_tie_without_record()
    {
        var links = Of(("r1", 0.9, LinkStatus.Match), ("r2", 0.8, LinkStatus.Match), ("", 0.5, LinkStatus.Ambiguous));
        Assert.Equal(new string?[] { "r1", "r2", null }.AsEnumerable(), links.RecordId);
        Assert.Equal(PersonLink.Ambiguous, links.Status[2]);
    }

    private static PanelLinks Of(params (string Record, double Probability, LinkStatus Status)[] rows) => PanelLinkTable.From(new LinkTable
    {
        CohortCount = rows.Length,
        CohortIndex = [.. Enumerable.Range(0, rows.Length)],
        RecordId = [.. rows.Select(row => row.Record)],
        Probability = [.. rows.Select(row => row.Probability)],
        Weight = new double[rows.Length],
        Pass = new LinkPass[rows.Length],
        Status = [.. rows.Select(row => row.Status)],
        HasRecord = new float[rows.Length],
    });
}
