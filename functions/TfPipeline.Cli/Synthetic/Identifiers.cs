namespace TfPipeline.Cli.Synthetic;

/// <summary>One source's copy of a person's identifiers.</summary>
internal readonly record struct Identifiers(string? Forename, string? Surname, string? Sex, DateOnly? Born, string? Postcode, string? Upn, string? Nino);
