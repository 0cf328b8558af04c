namespace TfPipeline.Intake;

/// <summary>A rule that was broken and where. It holds no value.</summary>
/// <param name="Row">1-based row as a spreadsheet counts, the header being row 1; 0 for the file as a whole.</param>
/// <param name="Column">0-based column, or -1 where no column is meant.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Named">The known column that is meant where the rule itself names none.</param>
public readonly record struct Finding(int Row, int Column, IntakeRule Rule, CouncilField? Named = null)
{
    /// <summary>Findings are listed with the file's own first, then by row, column and code.</summary>
    internal static int Compare(Finding a, Finding b)
    {
        var byFile = (b.Rule.Severity == Severity.File).CompareTo(a.Rule.Severity == Severity.File);
        if (byFile != 0)
            return byFile;
        var byRow = a.Row.CompareTo(b.Row);
        if (byRow != 0)
            return byRow;
        var byColumn = a.Column.CompareTo(b.Column);
        return byColumn != 0 ? byColumn : string.CompareOrdinal(a.Rule.Code, b.Rule.Code);
    }
}
