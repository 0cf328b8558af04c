namespace TfPipeline.Runs;

/// <summary>The custom status of a run: its stage and how many units of it are done.</summary>
/// <param name="Stage">Where the run stands.</param>
/// <param name="Done">Units done in this stage.</param>
/// <param name="Total">Units of this stage; 0 where they are not counted.</param>
public sealed record RunProgress(RunStage Stage, int Done, int Total);
