namespace TfPipeline.Intake;

/// <summary>What rows are compared with: the council and date of the drop, and the limits.</summary>
/// <param name="Gss">The council that the file was dropped for.</param>
/// <param name="DropDate">The date of the drop folder; dates after it are in the future.</param>
/// <param name="Options">Limits.</param>
public sealed record RowContext(string Gss, DateOnly DropDate, IntakeOptions Options);
