using FsCheck;
using FsCheck.Fluent;
using TfPipeline.Identifiers;
using TfPipeline.TestData;

namespace TfPipeline.Pseudonyms.Tests;

[Trait("tier", "unit")]
public class TokeniserTests
{
    private static readonly IdentifierBatch People = new()
    {
        Count = 3,
        Forename = ["Mary-Jane", "Bob", null],
        Surname = ["O'Neill", "Robert", " "],
        Sex = ["F", "male", "?"],
        DateOfBirth = [new DateOnly(2001, 3, 4), new DateOnly(1970, 1, 1), null],
        Postcode = ["SW1A 1AA", "ZZ99 3VZ", "sw1a1aa"],
        Upn = ["B801200005001", "bad", null],
        Nino = ["AB123456C", "OO123456A", "ab 12 34 56"],
    };

    [Fact]
    public void A_missing_value_or_placeholder_has_no_token()
    {
        var table = Tokens(People);
        Assert.Equal([-1, -1, -1, -1, -1], [table.Forename[2], table.Surname[2], table.BirthDate[1], table.BirthDate[2], table.Postcode[1]]);
        Assert.Equal([0UL, 0UL, 0UL, 0UL], new[] { table.Sex[2], table.Upn[1], table.Upn[2], table.Nino[1] });
    }

    [Fact]
    public void Equal_values_have_equal_tokens_however_they_are_written()
    {
        var table = Tokens(People);
        Assert.Equal(table.Postcodes.Token(table.Postcode[0], PostcodeToken.Exact), table.Postcodes.Token(table.Postcode[2], PostcodeToken.Exact));
        Assert.Equal(table.Nino[0], table.Nino[2]);
    }

    [Fact]
    public void Forename_and_surname_share_a_domain_and_every_other_field_has_its_own()
    {
        var table = Tokens(new IdentifierBatch { Count = 2, Forename = ["Kim", "Lee"], Surname = ["Lee", "Kim"] });
        Assert.Equal(table.Names.Token(table.Forename[0], NameToken.Exact), table.Names.Token(table.Surname[1], NameToken.Exact));
        Assert.NotEqual(table.Names.Token(table.Forename[0], NameToken.Exact), table.Names.Token(table.Forename[0], NameToken.FirstWord));
    }

    [Fact]
    public void A_nickname_shares_a_root_with_the_full_name()
    {
        var table = Tokens(new IdentifierBatch { Count = 2, Forename = ["Bob", "Robert"] });
        Assert.Equal(table.Names.Token(table.Forename[0], NameToken.Root), table.Names.Token(table.Forename[1], NameToken.Root));
    }

    [Fact]
    public void Another_key_gives_unrelated_tokens()
    {
        using var ring = TestKeys.Ring(9);
        using var tokeniser = new Tokeniser(ring);
        var other = Flat(tokeniser.Tokenise(People));
        Assert.Empty(Flat(Tokens(People)).Intersect(other));
    }

    [Fact]
    public async Task Columns_and_edit_tokens_read_back_as_the_same_table()
    {
        var table = Tokens(People);
        var stream = new MemoryStream();
        await EditTokens.From(table).WriteAsync(stream);
        stream.Position = 0;
        var edits = await EditTokens.ReadAsync(stream);
        var read = TokenColumns.To(TokenColumns.From(table), edits);
        Assert.Equal(TokenColumns.From(table), TokenColumns.From(read));
        Assert.Equal(table.Names.Edits(table.Forename[0]).ToArray(), read.Names.Edits(read.Forename[0]).ToArray());
        var without = TokenColumns.To(TokenColumns.From(table));
        Assert.Equal(0, without.Names.Edits(without.Forename[0]).Length);
    }

    [Fact]
    public void Tables_join_and_select()
    {
        var table = Tokens(People);
        var joined = TokenTable.Concat([table, Tokens(People), table.Slice(1, 1)]);
        Assert.Equal(7, joined.Count);
        Assert.Equal(table.Names.Count, joined.Names.Count);
        Assert.Equal(TokenColumns.From(table), TokenColumns.From(joined.Select([3, 4, 5])));
    }

    [Fact]
    public void Refuses_columns_of_different_lengths_and_names_the_column()
    {
        var fault = Assert.Throws<ArgumentException>(() => Tokens(new IdentifierBatch { Count = 2, Upn = ["x"] }));
        Assert.Contains("Upn has 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_may_be_cut_anywhere()
        => Prop.ForAll<string[], int>((names, cut) =>
        {
            cut = names.Length == 0 ? 0 : (int)((uint)cut % (uint)names.Length);
            using var ring = TestKeys.Ring();
            using var tokeniser = new Tokeniser(ring);
            var builder = tokeniser.Builder();
            builder.Append(new IdentifierBatch { Count = cut, Forename = names[..cut] });
            builder.Append(new IdentifierBatch { Count = names.Length - cut, Forename = names[cut..] });
            var whole = tokeniser.Tokenise(new IdentifierBatch { Count = names.Length, Forename = names });
            return TokenColumns.From(whole).Zip(TokenColumns.From(builder.Build())).All(p => p.First.SequenceEqual(p.Second));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Tables_taken_from_a_builder_stay_as_they_are_while_it_goes_on()
    {
        using var ring = TestKeys.Ring();
        using var tokeniser = new Tokeniser(ring);
        var builder = tokeniser.Builder();
        builder.Append(People);
        var first = builder.Take();
        for (var i = 0; i < 2_000; i++)
            builder.Append(new IdentifierBatch { Count = 1, Forename = ["Ada" + (char)('a' + (i % 26)) + (char)('a' + (i / 26 % 26)) + (char)('a' + (i / 676))] });
        builder.Append(People);
        var second = builder.Take();
        Assert.Equal(TokenColumns.From(Tokens(People)), TokenColumns.From(first));
        Assert.Equal(2_000 + People.Count, second.Count);
        Assert.Equal(TokenColumns.From(first), TokenColumns.From(second.Slice(2_000, People.Count)));
    }

    private static TokenTable Tokens(IdentifierBatch batch)
    {
        using var ring = TestKeys.Ring();
        using var tokeniser = new Tokeniser(ring);
        return tokeniser.Tokenise(batch);
    }

    private static IEnumerable<long> Flat(TokenTable table) => TokenColumns.From(table).SelectMany(c => c).Where(t => t != 0);
}
