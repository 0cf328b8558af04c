namespace TfPipeline.Runs;

/// <summary>Which stage of a run may follow which.</summary>
public static class RunTransitions
{
    /// <summary>True where a run may go from one stage to the other. A stage may report itself again, with other counts.</summary>
    public static bool Allows(RunStage from, RunStage to) => (from, to) switch
    {
        (RunStage.Started, RunStage.Snapshot or RunStage.Estimating or RunStage.Refused) => true,
        (RunStage.Snapshot, RunStage.Planning or RunStage.Refused) => true,
        (RunStage.Planning, RunStage.Linking or RunStage.Refused) => true,
        (RunStage.Linking, RunStage.BuildingPanel) => true,
        (RunStage.BuildingPanel, RunStage.PanelReady) => true,
        (RunStage.Estimating, RunStage.Proposing or RunStage.Proposed or RunStage.Refused) => true,
        (RunStage.Proposing, RunStage.Proposed or RunStage.Refused) => true,
        _ => from == to && !IsFinal(from) && from != RunStage.Started,
    };

    /// <summary>True where nothing follows.</summary>
    public static bool IsFinal(RunStage stage) => stage is RunStage.PanelReady or RunStage.Proposed or RunStage.Refused;

    /// <summary>The same stage, once the table allows it.</summary>
    /// <exception cref="InvalidOperationException">The table does not.</exception>
    public static RunStage Move(RunStage from, RunStage to) =>
        Allows(from, to) ? to : throw new InvalidOperationException($"A run does not go from {from} to {to}.");
}
