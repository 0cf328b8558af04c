using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class EffectVerdictTests
{
    private static readonly (double?, double?, double?, double?) Fewer = (-0.02, -0.03, -0.01, 0.001);
    private static readonly (double?, double?, double?, double?) More = (0.02, 0.01, 0.03, 0.001);

    public static TheoryData<string> Vetoes => [.. EffectVerdict.Required];

    [Theory]
    [MemberData(nameof(Vetoes))]
    public void A_failed_diagnostic_vetoes_good_and_adverse_findings_alike(string flag)
    {
        foreach (var estimate in new[] { Fewer, More })
        {
            foreach (var direction in Enum.GetValues<OutcomeDirection>())
            {
                var verdict = EffectVerdict.Of(estimate, [flag], direction);
                Assert.Equal(VerdictKind.NotAnswered, verdict.Kind);
                Assert.Equal([flag], verdict.Vetoes);
            }
        }
    }

    [Theory]
    [InlineData(OutcomeDirection.Worse, VerdictKind.Better, VerdictKind.Worse)]
    [InlineData(OutcomeDirection.Better, VerdictKind.Worse, VerdictKind.Better)]
    [InlineData(OutcomeDirection.Neither, VerdictKind.Less, VerdictKind.More)]
    public void The_direction_is_the_outcomes(OutcomeDirection moreIs, VerdictKind fewer, VerdictKind more)
    {
        Assert.Equal(fewer, EffectVerdict.Of(Fewer, [], moreIs).Kind);
        Assert.Equal(more, EffectVerdict.Of(More, [EffectFlags.ProgrammeDropped], moreIs).Kind);
    }

    [Theory]
    [InlineData(-0.01, 0.03, 0.001)]
    [InlineData(0.01, 0.03, 0.05)]
    [InlineData(0, 0.03, 0.001)]
    public void Without_a_clear_interval_and_adjusted_p_value_nothing_is_clear(double low, double high, double p) =>
        Assert.Equal(VerdictKind.Unclear, EffectVerdict.Of((0.02, low, high, p), [], OutcomeDirection.Worse).Kind);

    [Fact]
    public void No_figure_is_no_verdict() => Assert.Equal(VerdictKind.NotEstimated, EffectVerdict.Of((null, null, null, null), [EffectFlags.Ridge], OutcomeDirection.Worse).Kind);
}
