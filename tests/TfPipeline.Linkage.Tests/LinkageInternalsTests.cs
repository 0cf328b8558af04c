using TfPipeline.Identifiers;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Linkage.Tests;

/// <summary>Caches, signatures and prefetching of joining and comparing change no result.</summary>
[Trait("tier", "unit")]
public sealed class LinkageInternalsTests : IDisposable
{
    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public void Never_rules_out_dates_that_are_a_slip_or_two_digits_apart()
    {
        var random = new Random(5);
        string[] dates = [.. Enumerable.Range(0, 150).Select(_ => $"{random.Next(1950, 1970)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}")];
        using var tokeniser = new Tokeniser(_ring);
        var table = tokeniser.Tokenise(new IdentifierBatch { Count = dates.Length, DateOfBirthText = dates }).Dates;
        var signatures = Enumerable.Range(0, table.Count).Select(v => DateSignature.Compute(table, v)).ToArray();
        var (near, ruledOut) = (0, 0);
        for (var a = 0; a < signatures.Length; a++)
        {
            for (var b = 0; b < signatures.Length; b++)
            {
                var areNear = DateEdits.IsOneSlip(table.Edits(a), table.Edits(b)) || DateEdits.AreTwoDigits(table.Edits(a), table.Edits(b));
                var mayBe = DateSignature.MayBeNear(in signatures[a], in signatures[b]);
                Assert.True(mayBe || !areNear, $"{dates[a]} and {dates[b]}");
                near += areNear && a != b ? 1 : 0;
                ruledOut += mayBe ? 0 : 1;
            }
        }

        Assert.True(near > 1000, $"only {near} pairs are near");
        Assert.True(ruledOut > 10_000, $"only {ruledOut} pairs are ruled out");
    }

    [Theory]
    [InlineData(13, 29)]
    [InlineData(100, 100)]
    public void Dates_get_the_level_of_their_tokens_however_often_they_are_compared(int months, int days)
    {
        var random = new Random(6);
        string[] Dates() => [.. Enumerable.Range(0, 400).Select(_ => $"{random.Next(1958, 1964)}-{random.Next(1, months):00}-{random.Next(1, days):00}")];
        using var tokeniser = new Tokeniser(_ring);
        var (left, right) = (tokeniser.Tokenise(new IdentifierBatch { Count = 400, DateOfBirthText = Dates() }), tokeniser.Tokenise(new IdentifierBatch { Count = 400, DateOfBirthText = Dates() }));
        var comparer = PairComparer.Of(left, right);
        var seen = new int[DateLevel.Differ + 1];
        for (var i = 0; i < left.Count; i++)
        {
            for (var j = 0; j < right.Count; j++)
            {
                var level = ComparisonVector.Level(comparer.Compare(i, j), Field.BirthDate);
                Assert.Equal(LevelOf(left.Dates, left.BirthDate[i], right.Dates, right.BirthDate[j]), level);
                seen[level]++;
            }
        }

        Assert.All(seen[1..], count => Assert.True(count > 0));
    }

    [Fact]
    public void Adds_each_visited_row_once_however_many_there_are()
    {
        const int people = 5000;
        var visited = new VisitedSet(people);
        foreach (var visits in new[] { 10, 3000, 700, 600 })
        {
            visited.Clear();
            var random = new Random(visits);
            var known = new HashSet<int>();
            for (var k = 0; k < visits; k++)
            {
                var left = random.Next(people / 2) * 2;
                Assert.Equal(known.Add(left), visited.Add(left));
            }
        }
    }

    [Fact]
    public void A_pair_with_too_little_in_common_is_dropped_with_and_without_a_look_at_its_dates()
    {
        var people = MadeUpPeople.Make(400, 400, 0.8, 31);
        using var tokeniser = new Tokeniser(_ring);
        var comparer = PairComparer.Of(tokeniser.Tokenise(people.Left), tokeniser.Tokenise(people.Right));
        var (kept, dropped) = (0, 0);
        for (var i = 0; i < people.Left.Count; i++)
        {
            for (var j = 0; j < people.Right.Count; j++)
            {
                var pattern = comparer.Compare(i, j);
                var levels = ComparisonVector.Levels(pattern);
                var expected = PairComparer.IsWorthKeeping(2, levels[0], levels[1], levels[2], levels[3], levels[5], levels[6]);
                var quick = comparer.Compare(i, j, 2, out var isWorthKeeping);
                Assert.Equal(expected, isWorthKeeping);
                if (expected)
                    Assert.Equal(pattern, quick);
                kept += expected ? 1 : 0;
                dropped += expected ? 0 : 1;
            }
        }

        Assert.True(kept > 300, $"only {kept} pairs are kept");
        Assert.True(dropped > 100_000, $"only {dropped} pairs are dropped");
    }

    [Fact]
    public void Batches_are_encoded_as_their_records_alone_would_be()
    {
        var people = MadeUpPeople.Make(300, 900, 0.8, 21);
        using var tokeniser = new Tokeniser(_ring);
        var left = new CohortEncoding(tokeniser.Tokenise(people.Left));
        var names = new NameIndex(left.Left.Names);
        using var tokens = new RecordTokens(left, _ring, TokenSet.Full);
        foreach (var batch in new[] { Rows(people.Right, 0, 300), Rows(people.Right, 250, 650), Rows(people.Right, 0, 900) })
        {
            var alone = PairComparer.Of(left.Left, tokeniser.Tokenise(batch));
            foreach (var (from, table, rows) in tokens.Slices(batch, 170))
            {
                var together = new PairComparer(left, table, rows, tokens.SimilarNames(table, names, threads: 1));
                for (var i = 0; i < left.Rows.Count; i++)
                {
                    for (var j = 0; j < rows.Count; j += 7)
                        Assert.Equal(alone.Compare(i, from + j), together.Compare(i, j));
                }
            }
        }
    }

    private static int LevelOf(ValueTable left, int a, ValueTable right, int b)
    {
        var parts = new[] { DateToken.Year, DateToken.Month, DateToken.Day }.Count(part => left.Token(a, part) == right.Token(b, part));
        return left.Token(a, DateToken.Exact) == right.Token(b, DateToken.Exact) ? DateLevel.Exact
            : DateEdits.IsOneSlip(left.Edits(a), right.Edits(b)) || left.Token(a, DateToken.Exchanged) == right.Token(b, DateToken.Exact) ? parts == 0 ? DateLevel.Differ : DateLevel.OneSlip
            : parts == 2 ? DateLevel.TwoParts
            : parts == 1 && DateEdits.AreTwoDigits(left.Edits(a), right.Edits(b)) ? DateLevel.TwoDigits
            : DateLevel.Differ;
    }

    private static IdentifierBatch Rows(IdentifierBatch all, int from, int to) => new()
    {
        Count = to - from,
        Forename = all.Forename?[from..to],
        Surname = all.Surname?[from..to],
        Sex = all.Sex?[from..to],
        DateOfBirth = all.DateOfBirth?[from..to],
        DateOfBirthText = all.DateOfBirthText?[from..to],
        Postcode = all.Postcode?[from..to],
    };
}
