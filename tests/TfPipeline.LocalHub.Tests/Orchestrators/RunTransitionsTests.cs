using TfPipeline.Runs;

namespace TfPipeline.LocalHub.Tests.Orchestrators;

[Trait("tier", "unit")]
public sealed class RunTransitionsTests
{
    private static readonly (RunStage From, RunStage To)[] Steps =
    [
        (RunStage.Started, RunStage.Snapshot),
        (RunStage.Started, RunStage.Estimating),
        (RunStage.Started, RunStage.Refused),
        (RunStage.Snapshot, RunStage.Snapshot),
        (RunStage.Snapshot, RunStage.Planning),
        (RunStage.Snapshot, RunStage.Refused),
        (RunStage.Planning, RunStage.Planning),
        (RunStage.Planning, RunStage.Linking),
        (RunStage.Planning, RunStage.Refused),
        (RunStage.Linking, RunStage.Linking),
        (RunStage.Linking, RunStage.BuildingPanel),
        (RunStage.BuildingPanel, RunStage.BuildingPanel),
        (RunStage.BuildingPanel, RunStage.PanelReady),
        (RunStage.Estimating, RunStage.Estimating),
        (RunStage.Estimating, RunStage.Proposing),
        (RunStage.Estimating, RunStage.Proposed),
        (RunStage.Estimating, RunStage.Refused),
        (RunStage.Proposing, RunStage.Proposing),
        (RunStage.Proposing, RunStage.Proposed),
        (RunStage.Proposing, RunStage.Refused),
    ];

    [Fact]
    public void Allows_exactly_the_steps_of_the_table()
    {
        var allowed =
            from source in Enum.GetValues<RunStage>()
            from target in Enum.GetValues<RunStage>()
            where RunTransitions.Allows(source, target)
            select (source, target);
        Assert.Equal(Steps, allowed);
    }

    [Fact]
    public void Lets_nothing_follow_an_end() => Assert.All(
        Enum.GetValues<RunStage>().Where(RunTransitions.IsFinal),
        end => Assert.DoesNotContain(Enum.GetValues<RunStage>(), next => RunTransitions.Allows(end, next)));

    [Fact]
    public void Names_the_step_that_it_refuses() => Assert.Contains(
        "from Proposed to Linking",
        Assert.Throws<InvalidOperationException>(() => RunTransitions.Move(RunStage.Proposed, RunStage.Linking)).Message,
        StringComparison.Ordinal);
}
