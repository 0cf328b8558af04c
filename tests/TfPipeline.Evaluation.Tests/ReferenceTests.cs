using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class ReferenceTests
{
    public static TheoryData<string> Names => [.. Lalonde.ReferenceNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reference_figure_of_R_is_met(string name) =>
        Lalonde.Agrees(name, LalondeFigures.All().First(f => string.Equals(f.Name, name, StringComparison.Ordinal)).Value);

    [Theory]
    [InlineData("logistic.loglik", -243.9219657)]
    [InlineData("odds.att", 1214.071221)]
    [InlineData("odds.se.hc0", 824.0517114)]
    [InlineData("nearest.largest.att", 894.3674803)]
    [InlineData("nearest.caliper.att", 1028.936798)]
    public void The_reference_file_holds_the_figures_that_others_found(string name, double value) =>
        Assert.InRange(Lalonde.Reference(name) / value, 1 - 1e-6, 1 + 1e-6);
}
