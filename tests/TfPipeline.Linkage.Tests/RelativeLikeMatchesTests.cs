using TfPipeline.Identifiers;
using TfPipeline.Linkage.Reporting;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Linkage.Tests;

/// <summary>Some people have only a relative on the right side. The truth is known, because the test puts the relative there.</summary>
[Trait("tier", "unit")]
public sealed class RelativeLikeMatchesTests : IDisposable
{
    private static readonly string[] OtherForenames = ["ZUWYXU", "VYXUWA", "WUZZYBU", "YXUVWU"];

    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Theory]
    [InlineData(10, 3)]
    [InlineData(60, 4)]
    [InlineData(120, 5)]
    public void True_precision_lies_between_the_expected_one_and_that_with_all_doubtful_matches_wrong(int twins, int seed)
    {
        var (people, changed) = WithRelatives(twins, seed, areTwins: true);
        var result = Link(people, Cardinality.OneToOne);
        var summary = LinkSummary.Of(result);
        Assert.InRange(summary.RelativeLike.Twins, 0.9 * twins, twins + 3);
        Assert.InRange(Precision(people, changed, result), summary.PrecisionIfRelatives - 0.005, summary.ExpectedPrecision + 0.005);
        Assert.InRange(summary.ExpectedPrecision - summary.PrecisionIfRelatives, 0.8 * twins / summary.Matches, 1);
    }

    [Fact]
    public void A_parent_and_child_of_one_name_are_counted_as_namesakes()
    {
        // The noise of the made-up files moves a few dates into another month, which looks the same, so the counts are compared with those before.
        var before = LinkSummary.Of(Link(WithRelatives(0, 6, areTwins: false).People, Cardinality.OneToOne)).RelativeLike;
        var after = LinkSummary.Of(Link(WithRelatives(40, 6, areTwins: false).People, Cardinality.OneToOne)).RelativeLike;
        Assert.InRange(after.Namesakes - before.Namesakes, 30, 40);
        Assert.InRange(after.Twins - before.Twins, -1, 1);
    }

    [Fact]
    public void Files_without_relatives_alone_have_hardly_any_such_match()
    {
        var summary = LinkSummary.Of(Link(WithRelatives(0, 7, areTwins: true).People, Cardinality.OneToOne));
        Assert.InRange(summary.RelativeLike.Count, 0, 0.005 * summary.Matches);
    }

    [Fact]
    public void A_record_that_two_people_match_is_counted_where_links_are_not_limited()
    {
        var people = MadeUpPeople.Make(300, 50, 1, 8);
        var twice = people with { Left = Twice(people.Left) };
        Assert.InRange(LinkSummary.Of(Link(twice, Cardinality.ManyToMany)).RecordsOfSeveralPeople, 0.9 * people.Truth.Count(t => t >= 0), people.RightIds.Length);
        Assert.Equal(0, LinkSummary.Of(Link(people, Cardinality.OneToOne)).RecordsOfSeveralPeople);
    }

    private LinkageResult Link(MadeUpPeople people, Cardinality cardinality)
    {
        using var tokeniser = new Tokeniser(_ring);
        return PersonLinkage.Link(tokeniser.Tokenise(people.Left), tokeniser.Tokenise(people.Right), people.RightIds, new LinkageOptions { Cardinality = cardinality, Threads = 2 });
    }

    private static double Precision(MadeUpPeople people, HashSet<int> changed, LinkageResult result)
    {
        var rows = people.RightIds.Select((id, r) => (id, r)).ToDictionary(p => p.id, p => p.r, StringComparer.Ordinal);
        var matches = Enumerable.Range(0, result.Links.Count).Where(k => result.Links.Status[k] == LinkStatus.Match).ToList();
        return matches.Count(k => rows[result.Links.RecordId[k]] is var r && !changed.Contains(r) && people.Truth[r] == result.Links.CohortIndex[k]) / (double)matches.Count;
    }

    /// <summary>So many records, otherwise equal to a person, become their relative's.</summary>
    private static (MadeUpPeople People, HashSet<int> Changed) WithRelatives(int count, int seed, bool areTwins)
    {
        var people = MadeUpPeople.Make(500, 100, 1, seed);
        var (left, right) = (people.Left, people.Right);
        var changed = Enumerable.Range(0, people.RightIds.Length).Where(r => people.Truth[r] is >= 0 and var t
            && (left.Forename![t], left.Surname![t], left.DateOfBirth![t], left.Postcode![t]) == (right.Forename![r], right.Surname![r], right.DateOfBirth![r], right.Postcode![r]))
            .Take(count).ToHashSet();
        foreach (var r in changed)
        {
            if (areTwins)
                right.Forename![r] = OtherForenames[r % OtherForenames.Length];
            else
                right.DateOfBirth![r] = right.DateOfBirth![r]!.Value.AddDays(-9_876);
        }

        return (people, changed);
    }

    private static IdentifierBatch Twice(IdentifierBatch batch) => new()
    {
        Count = 2 * batch.Count,
        Forename = [.. batch.Forename!, .. batch.Forename!],
        Surname = [.. batch.Surname!, .. batch.Surname!],
        Sex = [.. batch.Sex!, .. batch.Sex!],
        DateOfBirth = [.. batch.DateOfBirth!, .. batch.DateOfBirth!],
        Postcode = [.. batch.Postcode!, .. batch.Postcode!],
    };
}
