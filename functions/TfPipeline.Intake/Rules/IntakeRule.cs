namespace TfPipeline.Intake;

/// <summary>
/// One rule of intake, as it is shown to a council. Every text is fixed at build time, so a finding can hold neither a
/// value from the file nor a name that someone outside chose.
/// </summary>
/// <param name="Code">Stable code, such as <c>DOB-02</c>. Never reused for another meaning.</param>
/// <param name="Severity">What a finding does.</param>
/// <param name="Field">The column it is about, or null for the row or file as a whole.</param>
/// <param name="Check">What is checked, for the data dictionary.</param>
/// <param name="Sentence">What the council reads.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record IntakeRule(
    string Code,
    Severity Severity,
    CouncilField? Field,
    string Check,
    string Sentence,
    string Remedy,
    string Source)
{
    /// <summary>True where the rule compares with the council's earlier drops, which one file alone can't decide.</summary>
    public bool NeedsHistory { get; init; }

    /// <summary>Rules are singletons of the catalogue.</summary>
    public bool Equals(IntakeRule? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Code);
}
