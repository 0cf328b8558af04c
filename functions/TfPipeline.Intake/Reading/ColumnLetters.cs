namespace TfPipeline.Intake;

/// <summary>Columns as a spreadsheet names them.</summary>
public static class ColumnLetters
{
    /// <summary>A for 0, Z for 25, AA for 26.</summary>
    public static string Of(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        var letters = string.Empty;
        for (var left = column + 1; left > 0; left = (left - 1) / 26)
            letters = (char)('A' + ((left - 1) % 26)) + letters;
        return letters;
    }
}
