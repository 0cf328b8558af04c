using TfPipeline.Identifiers;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Linkage.Tests;

/// <summary>A handful of people beside a large file. No two of them may share a year, month or day of birth.</summary>
[Trait("tier", "unit")]
public sealed class FewPeopleTests : IDisposable
{
    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(4, 4)]
    [InlineData(10, 5)]
    public void No_weight_is_infinite_and_a_stranger_with_the_same_birth_date_is_no_match(int count, int seed)
    {
        var people = MadeUpPeople.Make(300, 900, 1, seed);
        var left = First(people.Left, count);
        var right = people.Right;
        var strangers = Enumerable.Range(0, people.RightIds.Length).Where(r => people.Truth[r] < 0).Take(count).ToArray();
        for (var k = 0; k < count; k++)
            right.DateOfBirth![strangers[k]] = left.DateOfBirth![k];
        using var tokeniser = new Tokeniser(_ring);

        var links = PersonLinkage.Link(tokeniser.Tokenise(left), tokeniser.Tokenise(right), people.RightIds, new LinkageOptions { Threads = 2 }).Links;

        Assert.All(Enumerable.Range(0, links.Count), k => Assert.True(double.IsFinite(links.Weight[k])));
        var matched = Enumerable.Range(0, links.Count).Where(k => links.Status[k] == LinkStatus.Match).Select(k => links.RecordId[k]).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(strangers, r => matched.Contains(people.RightIds[r]));
    }

    private static IdentifierBatch First(IdentifierBatch batch, int count) => new()
    {
        Count = count,
        Forename = batch.Forename![..count],
        Surname = batch.Surname![..count],
        Sex = batch.Sex![..count],
        DateOfBirth = batch.DateOfBirth![..count],
        Postcode = batch.Postcode![..count],
    };
}
