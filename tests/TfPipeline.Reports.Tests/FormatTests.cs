namespace TfPipeline.Reports.Tests;

[Trait("tier", "unit")]
public sealed class FormatTests
{
    [Theory]
    [InlineData(-0.012, -0.02, -0.004, "−0.012 (−0.020 to −0.004)")]
    [InlineData(1.0, 0.5, 1.25, "+1.00 (0.50 to 1.25)")]
    [InlineData(-0.0, -1.0, 1.0, "0 (−1 to 1)")]
    public void An_interval_has_the_decimals_of_its_finest_number(double value, double low, double high, string wanted)
        => Assert.Equal(wanted, Format.Interval(value, low, high));

    [Fact]
    public void A_number_that_is_not_there_is_an_empty_text()
        => Assert.All([Format.Count(null), Format.Percent(null), Format.Number(null), Format.Points(null), Format.Interval(1, null, 2)], text => Assert.Equal("", text));

    [Theory]
    [InlineData(0.0499, "4.99%")]
    [InlineData(0.05, "5.0%")]
    [InlineData(-0.001, "−0.10%")]
    public void A_small_share_has_a_decimal_more(double share, string wanted) => Assert.Equal(wanted, Format.ShortPercent(share));

    [Fact]
    public void A_zero_that_rounding_made_has_no_sign()
    {
        Assert.Equal(("0", "0", "0"), (Format.Number(-1e-9), Format.SignedNumber(-1e-9), Format.SignedNumber(1e-9)));
        Assert.Equal(("0%", "0.0%", "0.00%"), (Format.Percent(-0.004, 0), Format.Percent(-0.0004), Format.ShortPercent(-0.00004)));
        Assert.Equal(("0.0", "0"), (Format.Fixed(-0.04, 1), Format.Points(-1e-9)));
        Assert.Equal(("−1%", "−0.1"), (Format.Percent(-0.006, 0), Format.Fixed(-0.06, 1)));
    }
}
