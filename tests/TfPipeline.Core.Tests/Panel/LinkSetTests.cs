using TfPipeline.Core.Panel.Building;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>Panels under other sets of links; every person of the cohort is fined or not according to whose record they hold.</summary>
[Trait("tier", "unit")]
public sealed class LinkSetTests : IDisposable
{
    private const string Index = "2016-03-31";
    private const string Born = "2003-06-15";
    private readonly TempStorage _storage = new();

    [Fact]
    public async Task A_linkage_without_numbers_may_give_a_person_another_record_or_none()
    {
        var panel = await BuildAsync(3, source => source with
        {
            WithoutNumbers = Links((0, "card-0"), (1, "card-9")),
        });

        var without = panel.Under(panel.FindLinkSet(LinkSetNames.WithoutNumbers)!);
        Assert.Equal(["0", "0", "1"], Fines(panel));
        Assert.Equal(["0", "1", "assumed 0"], Fines(without));
        Assert.Equal([1, 2], panel.FindLinkSet(LinkSetNames.WithoutNumbers)!.Departments[0].Person);
        Assert.Equal([LinkStatus.Match, LinkStatus.Match, LinkStatus.None], without.People.Links[0].Status);
    }

    [Fact]
    public async Task A_record_has_one_person_at_most_in_every_set_of_links()
    {
        var panel = await BuildAsync(3, source => source with { WithoutNumbers = Links((0, "card-2"), (1, "card-1"), (2, "card-0")) });

        Assert.Equal(["1", "0", "0"], Fines(panel.Under(panel.FindLinkSet(LinkSetNames.WithoutNumbers)!)));
        Assert.Equal(["0", "0", "1"], Fines(panel));
    }

    [Fact]
    public async Task Draws_give_each_person_one_record_or_none_and_keep_certain_links()
    {
        var panel = await BuildAsync(3, source => source with
        {
            Uncertain = new UncertainPairs
            {
                SeveralRecordsPerPerson = false,
                CohortIndex = [0, 0, 1],
                RecordId = ["card-0", "card-9", "card-9"],
                Odds = [1, 1, 1],
                Probability = [0.4, 0.2, 0.4],
            },
        });

        var draws = panel.LinkSets.Where(s => LinkSetNames.IsDraw(s.Name)).Select(panel.Under).ToList();
        Assert.Equal(LinkageDraws.Draws, draws.Count);
        Assert.All(draws, d => Assert.Equal("1", Fines(d)[2]));

        // card-9 is fined, card-0 isn't: never two people with the same fine.
        Assert.All(draws, d => Assert.True(Fines(d).Take(2).Count(f => f == "1") <= 1));
        Assert.True(draws.Select(d => string.Join(' ', Fines(d))).Distinct().Count() > 1, "sets of links that are never different are not drawn");
    }

    [Fact]
    public async Task Rows_that_only_another_set_of_links_reads_are_not_counted_as_unusable()
    {
        var panel = await BuildAsync(2, source => source with { WithoutNumbers = Links((0, "card-0"), (1, "card-8")) });

        Assert.Equal(0, panel.Info.Departments[0].UnusableRows);
    }

    public void Dispose() => _storage.Dispose();

    private static string[] Fines(PanelData panel) => [.. Enumerable.Range(0, panel.People.Count).Select(p => panel.Cell("young_fine", "p1_6", p))];

    private static PanelLinks Links(params (int Person, string Record)[] links) => new(
        [.. links.Select(l => l.Person)], [.. links.Select(l => l.Record)], [.. links.Select(_ => 0.95)], [.. links.Select(_ => LinkStatus.Match)]);

    private async Task<PanelData> BuildAsync(int people, Func<PanelSource, PanelSource> change)
    {
        var cohort = TinyCohort.Of([.. Enumerable.Repeat((Index, Born), people)]);
        var delivery = new TinyDelivery(_storage).With("fines", ["card-2", "2016-05-01", "late"], ["card-9", "2016-05-01", "late"], ["card-8", null, "late"]);
        await delivery.WriteAsync();
        var source = new PanelSource(await delivery.FoundAsync(), Links([.. Enumerable.Range(0, people).Select(i => (i, FormattableString.Invariant($"card-{i}")))]));
        return await PanelBuilder.BuildAsync(_storage[PipelineContainer.Extracts], "run", cohort, [change(source)]);
    }
}
