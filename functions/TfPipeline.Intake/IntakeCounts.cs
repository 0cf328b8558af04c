namespace TfPipeline.Intake;

/// <summary>How many rows of a file went which way. Read = accepted + refused; queried and withdrawn are parts of accepted.</summary>
/// <param name="Read">Rows with anything in them, without the header.</param>
/// <param name="Accepted">Rows that are kept.</param>
/// <param name="Queried">Kept rows that the council should look at.</param>
/// <param name="Refused">Rows that are left out.</param>
/// <param name="Withdrawn">Kept rows that opt a person out.</param>
public readonly record struct IntakeCounts(int Read, int Accepted, int Queried, int Refused, int Withdrawn)
{
    /// <summary>Nothing of the file is used.</summary>
    public IntakeCounts AllRefused() => this with { Accepted = 0, Queried = 0, Withdrawn = 0, Refused = Read };
}
