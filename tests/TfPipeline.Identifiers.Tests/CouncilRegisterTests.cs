using System.Globalization;

namespace TfPipeline.Identifiers.Tests;

/// <summary>
/// The reorganisations that the table must show. 2023: S.I. 2022/328 (North Yorkshire), 2022/329 (Somerset), 2022/331 (Cumbria).
/// 2025: the Barnsley and Sheffield (Boundary Changes) Order 2024, S.I. 2024/1328; codes from the ONS code history.
/// </summary>
[Trait("tier", "unit")]
public sealed class CouncilRegisterTests
{
    [Theory]
    [InlineData("2009-04-01", "E10000010", "E06000047")]
    [InlineData("2013-04-01", "E06000048", "E06000057")]
    [InlineData("2013-04-01", "E08000020", "E08000037")]
    [InlineData("2019-04-01", "E10000009", "E06000059")]
    [InlineData("2019-04-01", "E06000028 E06000029", "E06000058")]
    [InlineData("2020-04-01", "E10000002", "E06000060")]
    [InlineData("2021-04-01", "E10000021", "E06000061 E06000062")]
    [InlineData("2023-04-01", "E10000006", "E06000063 E06000064")]
    [InlineData("2023-04-01", "E10000023", "E06000065")]
    [InlineData("2023-04-01", "E10000027", "E06000066")]
    [InlineData("2025-04-01", "E08000016", "E08000038")]
    [InlineData("2025-04-01", "E08000019", "E08000039")]
    public void A_reorganisation_ends_the_old_codes_the_day_before_the_new_ones_begin(string day, string olds, string news)
    {
        var first = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.All(olds.Split(' '), code => Assert.Equal(first.AddDays(-1), CouncilRegister.Find(code)!.To));
        Assert.All(news.Split(' '), code => Assert.Equal(first, CouncilRegister.Find(code)!.From));
    }

    [Theory]
    [InlineData("2021-04-01", 152)]
    [InlineData("2023-04-01", 153)]
    [InlineData("2025-04-01", 153)]
    public void As_many_are_in_force_as_the_government_counted(string date, int councils)
        => Assert.Equal(councils, CouncilRegister.All.Count(c => c.IsInForce(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("E08000039", "E08000019")]
    [InlineData("E06000057", "E10000022 E06000048")]
    [InlineData("E06000066", "E10000027")]
    public void A_code_follows_those_that_the_council_had_before(string newest, string before)
    {
        string[] codes = [.. before.Split(' '), newest];
        Assert.All(codes, code => Assert.Equal(codes, CouncilRegister.CodesOf(code)));
        Assert.All(codes, code => Assert.Equal(codes[0], CouncilRegister.FirstCodeOf(code)));
    }

    [Theory]
    [InlineData("E06000058")]
    [InlineData("E06000063")]
    [InlineData("E10000006")]
    [InlineData("E08000018")]
    public void A_council_that_was_joined_or_split_or_never_changed_has_one_code(string gss)
        => Assert.Equal([gss], CouncilRegister.CodesOf(gss));

    [Fact]
    public void Every_code_is_of_an_upper_tier()
        => Assert.All(CouncilRegister.All, c => Assert.True(c.Code.Length == 9 && c.Code[..3] is "E06" or "E08" or "E09" or "E10", c.Code));
}
