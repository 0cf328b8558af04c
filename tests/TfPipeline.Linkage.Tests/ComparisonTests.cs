using TfPipeline.Identifiers;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Linkage.Tests;

[Trait("tier", "unit")]
public class ComparisonTests
{
    [Theory]
    [InlineData("Robert", "Robert", NameLevel.Exact)]
    [InlineData("Robert", "Bob", NameLevel.Form)]
    [InlineData("Mary-Jane", "Mary", NameLevel.Form)]
    [InlineData("Robert", "Robetr", NameLevel.OneEdit)]
    [InlineData("Catherina", "Katherina", NameLevel.OneEdit)]
    [InlineData("Smythe", "Smith", NameLevel.Similar)]
    [InlineData("R", "Robert", NameLevel.Initial)]
    [InlineData("Robert", "William", NameLevel.Differ)]
    [InlineData("Ann", "Ian", NameLevel.Differ)]
    [InlineData("Robert", null, NameLevel.Missing)]
    public void Grades_a_name(string a, string? b, int expected)
        => Assert.Equal(expected, ComparisonVector.Level(Compare(Person(a, "Xavier"), Person(b, "Xavier")), Field.Forename));

    [Theory]
    [InlineData("2001-03-04", "2001-03-04", DateLevel.Exact)]
    [InlineData("2001-03-04", "2001-03-05", DateLevel.OneSlip)]
    [InlineData("2001-03-04", "2001-04-03", DateLevel.OneSlip)]
    [InlineData("2001-03-04", "2010-03-04", DateLevel.OneSlip)]
    [InlineData("2001-03-04", "1987-03-04", DateLevel.TwoParts)]
    [InlineData("2001-03-14", "2002-03-15", DateLevel.TwoDigits)]
    [InlineData("2001-03-04", "1987-11-25", DateLevel.Differ)]
    [InlineData("2001-03-04", null, DateLevel.Missing)]
    public void Grades_a_date_of_birth(string a, string? b, int expected)
        => Assert.Equal(expected, ComparisonVector.Level(Compare(Person("A", "B") with { DateOfBirthText = [a] }, Person("A", "B") with { DateOfBirthText = [b] }), Field.BirthDate));

    [Theory]
    [InlineData("SW1A 1AA", "sw1a1aa", PostcodeLevel.Exact)]
    [InlineData("SW1A 1AA", "SW1A 1AB", PostcodeLevel.OneEdit)]
    [InlineData("SW1A 1AA", "SW1A 1BD", PostcodeLevel.Sector)]
    [InlineData("SW1A 1AA", "SW1A 2BD", PostcodeLevel.District)]
    [InlineData("SW1A 1AA", "M1 1AE", PostcodeLevel.Differ)]
    [InlineData("SW1A 1AA", "ZZ99 3VZ", PostcodeLevel.Missing)]
    public void Gives_the_level_of_a_pair_of_postcodes(string a, string b, int expected)
        => Assert.Equal(expected, ComparisonVector.Level(Compare(Person("A", "B") with { Postcode = [a] }, Person("A", "B") with { Postcode = [b] }), Field.Postcode));

    [Theory]
    [InlineData("Kim", "Leeson", "Leeson", "Kim", NameLevel.Swapped)]
    [InlineData("Kimberley", "Leeson", "Leeson", "Kimberly", NameLevel.Swapped)]
    [InlineData("Kim", "Leeson", "Leeson", null, NameLevel.HalfSwapped)]
    [InlineData("Kim", "Leeson", "Jones", "Kim", NameLevel.Differ)]
    public void Sees_swapped_names_as_one_level(string forename, string surname, string otherForename, string? otherSurname, int expected)
    {
        var pattern = Compare(Person(forename, surname), Person(otherForename, otherSurname));
        Assert.Equal(expected, ComparisonVector.Level(pattern, Field.Surname));
        Assert.Equal(expected == NameLevel.Differ ? NameLevel.Differ : NameLevel.Missing, ComparisonVector.Level(pattern, Field.Forename));
    }

    [Fact]
    public void Gives_the_same_pattern_from_either_side()
    {
        var people = MadeUpPeople.Make(60, 60, 1, 8);
        var (left, right) = (Tokens(people.Left), Tokens(people.Right));
        var (forth, back) = (PairComparer.Of(left, right), PairComparer.Of(right, left));
        for (var i = 0; i < left.Count; i++)
        {
            for (var j = 0; j < right.Count; j++)
                Assert.Equal(forth.Compare(i, j), back.Compare(j, i));
        }
    }

    [Fact]
    public void Packs_and_unpacks_every_pattern()
    {
        for (var pattern = 0; pattern < ComparisonVector.Count; pattern++)
        {
            var l = ComparisonVector.Levels(pattern);
            Assert.Equal(pattern, ComparisonVector.Pack(l[0], l[1], l[2], l[3], l[4], l[5], l[6]));
        }
    }

    private static int Compare(IdentifierBatch a, IdentifierBatch b) => PairComparer.Of(Tokens(a), Tokens(b)).Compare(0, 0);

    private static IdentifierBatch Person(string? forename, string? surname) => new() { Count = 1, Forename = [forename], Surname = [surname] };

    private static TokenTable Tokens(IdentifierBatch batch)
    {
        using var ring = TestKeys.Ring();
        using var tokeniser = new Tokeniser(ring);
        return tokeniser.Tokenise(batch);
    }
}
