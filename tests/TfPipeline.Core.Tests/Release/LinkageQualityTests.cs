using TfPipeline.Core.Release.Proposals;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Release;

[Trait("tier", "unit")]
public sealed class LinkageQualityTests
{
    private static readonly PeopleTable Simulated = SimulatedPanel.Make(600, 5).Data.People;

    [Fact]
    public void Expected_precision_is_the_mean_probability_of_the_matches_and_recall_their_share_of_the_expected_records()
    {
        var people = Made((i, programme) => (i % 4 > 0, programme ? 0.9 : 0.8, i % 4 > 0 ? 0.95 : 0.1));
        var table = Cleared(people).Find(LinkageCounts.Quality)!;
        foreach (var (group, p) in new[] { ("programme", 0.9), ("comparison", 0.8) })
        {
            var row = Total(table, group);
            int[] members = [.. Enumerable.Range(0, people.Count).Where(i => people.IsProgramme[i] == (group == "programme"))];
            Assert.Equal(p, table.Doubles(LinkageCounts.Precision)[row]!.Value, 4);
            Assert.Equal(p * members.Count(i => i % 4 > 0) / members.Sum(i => i % 4 > 0 ? 0.95 : 0.1), table.Doubles(LinkageCounts.Recall)[row]!.Value, 4);
            Assert.Null(table.Texts(LinkageCounts.Recall + "_symbol")[row]);
        }
    }

    [Fact]
    public void A_figure_is_withheld_wherever_a_count_of_its_row_is()
    {
        var people = Made((i, _) => (i % 40 == 0, 0.97, i % 40 == 0 ? 0.99 : 0.01));
        var table = Cleared(people).Find(LinkageCounts.Quality)!;
        var withheld = Enumerable.Range(0, table.Rows).Where(r => (table.Texts("match_symbol")[r] ?? table.Texts("people_symbol")[r]) is not null).ToList();
        Assert.NotEmpty(withheld);
        foreach (var figure in new[] { LinkageCounts.Precision, LinkageCounts.Recall })
        {
            Assert.All(withheld, r => Assert.Equal((null, TableSymbols.Confidential), (table.Doubles(figure)[r], table.Texts(figure + "_symbol")[r])));
            Assert.All(Enumerable.Range(0, table.Rows).Except(withheld), r => Assert.NotNull(table.Doubles(figure)[r]));
        }
    }

    [Fact]
    public void Recall_is_not_available_where_linkage_did_not_say_who_has_a_record()
    {
        var people = Made((i, _) => (i % 2 == 0, 0.97, 0));
        people = people with { Links = [people.Links[0] with { HasRecord = new double?[people.Count] }] };
        var table = Cleared(people).Find(LinkageCounts.Quality)!;
        Assert.Equal((null, TableSymbols.NotAvailable), (table.Doubles(LinkageCounts.Recall)[Total(table, "programme")], table.Texts("expected_recall_symbol")[Total(table, "programme")]));
        Assert.NotNull(table.Doubles(LinkageCounts.Precision)[Total(table, "programme")]);
    }

    [Fact]
    public void Tells_a_planted_difference_between_the_groups_from_none()
    {
        var random = new Random(8);
        var people = Made((_, programme) => (random.NextDouble() < (programme ? 0.8 : 0.6), 0.97, 0.9));
        var table = Cleared(people).Find(LinkageDifferences.Table)!;
        var rate = Row(table, LinkageDifferences.MatchRate);
        Assert.InRange(table.Doubles("difference")[rate]!.Value, 0.14, 0.26);
        Assert.True(table.Doubles("ci_low")[rate] > 0.05);
        Assert.Equal(0.001, table.Doubles("p_value")[rate]);
        Assert.Equal("no_variation", table.Texts("not_estimated")[Row(table, LinkageCounts.Precision)]);
        Assert.InRange(table.Doubles("difference")[Row(table, LinkageCounts.Recall)]!.Value, 0.14, 0.28);
    }

    [Fact]
    public void A_difference_is_withheld_where_the_matches_of_a_group_are()
    {
        var people = Made((i, programme) => (programme ? i % 200 == 0 : i % 2 == 0, 0.9 + (0.001 * (i % 7)), 0.9));
        var cleared = Cleared(people);
        Assert.NotNull(cleared.Find(LinkageCounts.Quality)!.Texts("match_symbol")[Total(cleared.Find(LinkageCounts.Quality)!, "programme")]);
        var table = cleared.Find(LinkageDifferences.Table)!;
        Assert.All(Enumerable.Range(0, table.Rows), r => Assert.Equal((null, TableSymbols.Confidential), (table.Doubles("difference")[r], table.Texts("symbol")[r])));
    }

    [Fact]
    public void Without_one_of_the_groups_there_is_no_difference()
    {
        var people = Made((i, _) => (i % 2 == 0, 0.97, 0.9));
        var table = Cleared(people with { IsProgramme = new bool[people.Count] }).Find(LinkageDifferences.Table)!;
        Assert.All(table.Texts("not_estimated"), reason => Assert.Equal(NotEstimatedReasons.TooFewPeople, reason));
    }

    /// <summary>Families are linked or missed together, so a test that took people as independent would reject far too often.</summary>
    [Fact]
    [Trait("tier", "property")]
    public void The_test_keeps_its_level_when_families_are_linked_together()
    {
        var random = new Random(77);
        var rejected = 0;
        const int worlds = 600;
        for (var world = 0; world < worlds; world++)
        {
            var (programme, matched, family, known) = (new List<bool>(), new List<double>(), new List<int>(), new List<double>());
            for (var f = 0; f < 240; f++)
            {
                var (isProgramme, share, size) = (f % 3 == 0, random.Next(3) == 0 ? 0.2 : 0.95, random.Next(1, 7));
                for (var k = 0; k < size; k++)
                {
                    programme.Add(isProgramme);
                    family.Add(f);
                    known.Add(random.NextDouble() < 0.7 ? 1 : 0.05);
                    matched.Add(random.NextDouble() < share ? 0.97 : 0);
                }
            }

            rejected += NaiveDifference.Estimate([.. programme], [.. matched], [.. family], [.. known]).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(rejected, 0.025 * worlds, 0.085 * worlds);
    }

    [Fact]
    public void With_equal_weights_a_difference_of_ratios_is_one_of_means()
    {
        bool[] programme = [true, true, true, false, false, false];
        double[] values = [1, 0, 1, 0, 0, 1];
        int[] families = [1, 1, 2, 3, 4, 4];
        var means = NaiveDifference.Estimate(programme, values, families);
        var ratios = NaiveDifference.Estimate(programme, values, families, [2, 2, 2, 5, 5, 5]);
        Assert.Equal((means.Effect, means.StandardError), (ratios.Effect, ratios.StandardError));
        // By hand: cluster sums of (y − mean)/n are 0 − 1/9, 1/9; −1/9, 1/9; so the variance is 4/81 · 4/3.
        Assert.Equal(Math.Sqrt(4.0 / 81 * 4 / 3), means.StandardError, 12);
    }

    private static PeopleTable Made(Func<int, bool, (bool IsMatched, double Probability, double HasRecord)> of)
    {
        var all = Enumerable.Range(0, Simulated.Count).Select(i => of(i, Simulated.IsProgramme[i])).ToArray();
        return Simulated with
        {
            Links =
            [
                new DepartmentLinks("made-up", [.. all.Select(a => a.IsMatched ? LinkStatus.Match : LinkStatus.None)], [.. all.Select(a => a.IsMatched ? a.Probability : (double?)null)])
                {
                    HasRecord = [.. all.Select(a => (double?)a.HasRecord)],
                },
            ],
        };
    }

    private static ClearedRelease Cleared(PeopleTable people)
        => DisclosureControl.Apply([LinkageCounts.QualityOf(people, Breakdown.Of(people)), LinkageDifferences.Of(people)], DisclosurePolicy.Default);

    private static int Total(ReleaseTable table, string group)
        => Enumerable.Range(0, table.Rows).Single(r => table.Texts("dimension")[r] == CountTable.All && table.Texts("group")[r] == group);

    private static int Row(ReleaseTable table, string figure) => Enumerable.Range(0, table.Rows).Single(r => table.Texts("figure")[r] == figure);
}
