using TfPipeline.Cli.Linking;
using TfPipeline.Cli.Terminal;
using TfPipeline.Identifiers;

namespace TfPipeline.Cli.Tests;

[Trait("tier", "unit")]
public sealed class UnreadValuesTests
{
    [Theory]
    [InlineData("1998-09-04", "04/09/1998", true)]
    [InlineData("1998-09-04", "", false)]
    [InlineData("1998-09-04", "NULL", false)]
    [InlineData("1998-09-04", "1900-01-01", false)]
    public void A_date_that_cannot_be_read_is_counted_and_a_missing_one_is_not(string read, string other, bool counted)
    {
        var unread = new UnreadValues("--right");
        unread.Add(new PersonText { DateOfBirth = read });
        unread.Add(new PersonText { DateOfBirth = other });
        Assert.Equal(counted ? ["1 of 2 filled values of date_of_birth in the file of --right can't be read and count as missing; write dates as yyyy-MM-dd."] : [], unread.Sentences());
    }

    [Fact]
    public void A_column_of_which_most_cannot_be_read_is_refused()
    {
        var unread = new UnreadValues("--left");
        unread.Add(new PersonText { Sex = "weiblich", Forename = "Ada" });
        Assert.Contains("1 of 1 filled values of sex in the file of --left", Assert.Throws<UsageException>(unread.Sentences).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_other_letters_and_numbers_that_are_none_are_counted()
    {
        var unread = new UnreadValues("--left");
        unread.Add(new PersonText { Forename = "Łukasz", Surname = "Smith", Upn = "B801200005001", Nino = "AB123456C", Postcode = "S1 2HE", Sex = "U" });
        unread.Add(new PersonText { Forename = "Иван", Surname = "Smith", Upn = "12", Nino = "12", Postcode = "S1 2HE", Sex = "F" });
        Assert.Equal(3, unread.Sentences().Count);
    }
}
