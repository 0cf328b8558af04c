namespace TfPipeline.Intake;

/// <summary>What a row says about taking part.</summary>
public enum WithdrawalState : byte
{
    /// <summary>Takes part.</summary>
    None,

    /// <summary>Opts out. Nothing of the row but the opt-out is kept.</summary>
    Withdrawn,

    /// <summary>Takes an earlier opt-out back, and takes part.</summary>
    Reversal,
}
