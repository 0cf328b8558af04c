namespace TfPipeline.Synthetic;

/// <summary>One source's copy of a person's identifiers.</summary>
internal readonly record struct Identifiers(string? Forename, string? Surname, string? Sex, DateOnly? Born, string? Postcode, string? Upn, string? Nino);

/// <summary>A person's identifiers as they really are.</summary>
internal readonly record struct RealIdentifiers(string Forename, string Surname, char Sex, DateOnly Born, string Postcode, string? Upn, string? Nino);
