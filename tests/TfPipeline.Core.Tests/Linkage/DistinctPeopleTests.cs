using TfPipeline.Core.Linkage;
using TfPipeline.Core.Pseudonyms;
using TfPipeline.Core.Tests.Pseudonyms;

namespace TfPipeline.Core.Tests.Linkage;

[Trait("tier", "unit")]
public sealed class DistinctPeopleTests : IDisposable
{
    // Four records of one Ann, and one of another.
    private static readonly string?[] Forenames = ["ANN", "ANN", "ANN", "ANN", "ANN", "BEA"];

    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public void At_first_every_record_is_a_person()
    {
        var people = People();
        Assert.Equal(6, people.Known(0));
        Assert.Equal(3, people.Others(0, 0));
    }

    [Fact]
    public void Records_of_one_person_count_once()
    {
        var people = People();
        people.Update(Pairs(), [1, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
        Assert.Equal(3, people.Known(0), 1e-9);
        // Two Anns, of whom the pair is two as often as a pair of Anns is no match: 4 of 10.
        Assert.Equal(2 - 2 + 0.6, people.Others(0, 0), 1e-9);
    }

    [Fact]
    public void What_is_half_believed_counts_for_half()
    {
        var people = People();
        people.Update(Pairs(), [0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Equal((2 / 1.5) + 4, people.Known(0), 1e-9);
    }

    /// <summary>Those who share the forename and nearly the date in one file are too often the person once more.</summary>
    [Fact]
    public void Chances_of_dates_are_learnt_from_equal_forenames_between_two_files_only()
    {
        var made = MadeUpPeople.Make(100, 0, 1, 5);
        using var tokeniser = new Tokeniser(_ring);
        var (left, right) = (tokeniser.Tokenise(made.Left), tokeniser.Tokenise(made.Right));
        var options = new LinkageOptions { Threads = 2 };
        var within = PersonLinkage.Deduplicate(left, options).Pairs.Model;
        var between = PersonLinkage.Link(left, right, made.RightIds, options).Model;
        Assert.Equal(within.U[2], within.BirthDateGivenForename[NameLevel.Exact]);
        Assert.NotEqual(between.U[2], between.BirthDateGivenForename[NameLevel.Exact]);
    }

    private DistinctPeople People()
    {
        using var tokeniser = new Tokeniser(_ring);
        var numbers = new LeftNumbers(tokeniser.Tokenise(new IdentifierBatch { Count = Forenames.Length, Forename = Forenames }));
        return new DistinctPeople(new TokenCounts(numbers, threads: 1), Forenames.Length);
    }

    /// <summary>All pairs of Anns, those of the first four first.</summary>
    private static LivePairs Pairs()
    {
        var equal = Pattern.Of(NameLevel.Exact, 0, 0, 0, 0, 0, 0);
        return new LivePairs
        {
            Left = [0, 0, 0, 1, 1, 2, 0, 1, 2, 3],
            Right = [1, 2, 3, 2, 3, 3, 4, 4, 4, 4],
            Patterns = [.. Enumerable.Repeat(equal, 10)],
            Rights = 6,
            RecordIds = ["0", "1", "2", "3", "4", "5"],
            RecordPostcodes = new ulong[6],
        };
    }
}
