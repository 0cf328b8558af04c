using System.Globalization;

namespace TfPipeline.Core.TableEstimates;

/// <summary>One column of a file: numbers, or text that stands for categories. <c>null</c> is a missing value.</summary>
internal sealed class AnalysisColumn
{
    private AnalysisColumn(double?[]? numbers, string?[]? texts)
    {
        Numbers = numbers;
        Texts = texts;
    }

    public double?[]? Numbers { get; }

    public string?[]? Texts { get; }

    public int Rows => Numbers?.Length ?? Texts!.Length;

    public static AnalysisColumn OfNumbers(double?[] numbers) => new(Array.ConvertAll(numbers, n => n is { } v && double.IsFinite(v) ? n : null), null);

    public static AnalysisColumn OfTexts(string?[] texts) => new(null, texts);

    /// <summary>Cells of a CSV file: numbers if every cell is one. Empty cells and R's <c>NA</c> are missing.</summary>
    public static AnalysisColumn OfCells(IReadOnlyList<string> cells)
    {
        var numbers = new double?[cells.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (IsMissing(cells[i]))
                continue;
            if (!double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                return OfTexts([.. cells.Select(c => IsMissing(c) ? null : c.Trim())]);
            numbers[i] = value;
        }

        return new AnalysisColumn(numbers, null);
    }

    public bool HasValue(int row) => Numbers is null ? Texts![row] is not null : Numbers[row] is not null;

    /// <summary>The values of some rows as numbers; <c>null</c> for a column of text.</summary>
    public double[]? Take(int[] rows) => Numbers is null ? null : Array.ConvertAll(rows, r => Numbers[r]!.Value);

    /// <summary>The values of some rows as labels, for categories and clusters.</summary>
    public string[] Labels(int[] rows) => Array.ConvertAll(rows, r => Texts is null ? Numbers![r]!.Value.ToString("R", CultureInfo.InvariantCulture) : Texts[r]!);

    private static bool IsMissing(string cell) => string.IsNullOrWhiteSpace(cell) || string.Equals(cell.Trim(), "NA", StringComparison.Ordinal);
}
