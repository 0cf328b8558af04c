namespace TfPipeline.Intake;

/// <summary>What a row says about a person's taking part, whatever else is wrong in the row or in the file. In memory only: it holds a reference.</summary>
/// <param name="PersonId">The council's own reference, in the form that is compared.</param>
/// <param name="State"><see cref="WithdrawalState.Withdrawn"/> or <see cref="WithdrawalState.Doubtful"/>.</param>
public readonly record struct OptOutMark(string PersonId, WithdrawalState State);
