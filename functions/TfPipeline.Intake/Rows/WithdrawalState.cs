namespace TfPipeline.Intake;

/// <summary>What a row says about taking part.</summary>
public enum WithdrawalState : byte
{
    /// <summary>Takes part: the column says so, or is blank.</summary>
    None,

    /// <summary>Opts out. Nothing of the row but the opt-out is kept.</summary>
    Withdrawn,

    /// <summary>Takes an earlier opt-out back, and takes part.</summary>
    Reversal,

    /// <summary>Neither plainly yes nor plainly no. The person is held out, earlier rows included, until a later row says one of the two.</summary>
    Doubtful,

    /// <summary>The file has no column of opt-outs, so the row takes part and answers nothing.</summary>
    NotSaid,
}
