namespace TfPipeline.Intake;

/// <summary>One column of the specification.</summary>
/// <param name="Field">Which field it is.</param>
/// <param name="Name">Its name in the specification, lower case with underscores.</param>
/// <param name="Required">A file without it is refused.</param>
/// <param name="Aliases">Other headings that are read as this column; case, spaces and punctuation never matter.</param>
/// <param name="Format">What a cell may hold.</param>
/// <param name="Meaning">What it says.</param>
public sealed record CouncilColumn(
    CouncilField Field, string Name, bool Required, IReadOnlyList<string> Aliases, string Format, string Meaning);
