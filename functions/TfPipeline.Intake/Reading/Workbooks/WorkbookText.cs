namespace TfPipeline.Intake;

/// <summary>The list of a workbook as comma-separated text in UTF-8, every row in the place that it has in the sheet.</summary>
/// <param name="Text">The text, seekable.</param>
/// <param name="Header">Where the headings are.</param>
internal sealed record WorkbookText(MemoryStream Text, HeaderProbe Header);
