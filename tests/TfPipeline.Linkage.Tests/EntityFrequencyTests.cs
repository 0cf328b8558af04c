using TfPipeline.Identifiers;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Linkage.Tests;

[Trait("tier", "unit")]
public sealed class EntityFrequencyTests : IDisposable
{
    // Four records of one Ann, and one of another.
    private static readonly string?[] Forenames = ["ANN", "ANN", "ANN", "ANN", "ANN", "BEA"];

    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public void Before_the_first_iteration_every_record_counts_as_a_person()
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
        // Two people named Ann. A pair of records named Ann is two people with probability 4 of 10.
        Assert.Equal(2 - 2 + 0.6, people.Others(0, 0), 1e-9);
    }

    [Fact]
    public void A_pair_of_probability_one_half_counts_as_half_a_duplicate()
    {
        var people = People();
        people.Update(Pairs(), [0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Equal((2 / 1.5) + 4, people.Known(0), 1e-9);
    }

    /// <summary>Within one file, rows with the same forename and nearly the same date are too often one person.</summary>
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

    private EntityFrequency People()
    {
        using var tokeniser = new Tokeniser(_ring);
        var encoding = new CohortEncoding(tokeniser.Tokenise(new IdentifierBatch { Count = Forenames.Length, Forename = Forenames }));
        return new EntityFrequency(new TermFrequencies(encoding, threads: 1), Forenames.Length);
    }

    /// <summary>All pairs of Anns, those of the first four first.</summary>
    private static CandidatePairs Pairs()
    {
        var equal = ComparisonVector.Pack(NameLevel.Exact, 0, 0, 0, 0, 0, 0);
        return new CandidatePairs
        {
            Left = [0, 0, 0, 1, 1, 2, 0, 1, 2, 3],
            Right = [1, 2, 3, 2, 3, 3, 4, 4, 4, 4],
            Patterns = [.. Enumerable.Repeat(equal, 10)],
            RecordCount = 6,
            RecordIds = ["0", "1", "2", "3", "4", "5"],
            RecordPostcodes = new ulong[6],
        };
    }
}
