using System.Globalization;

namespace TfPipeline.Core.TableEstimates;

/// <summary>One column of a file: numbers, or text that stands for categories. <c>null</c> is a missing value.</summary>
internal sealed class AnalysisColumn
{
    // R, pandas, SQL, SAS and Stata, and spreadsheets whose formula found nothing.
    private static readonly string[] MissingWords = ["NA", "N/A", "#N/A", "NULL", "#NULL!", "(null)", "NaN", "<NA>", "NaT", "."];

    private AnalysisColumn(double?[]? numbers, string?[]? texts)
    {
        Numbers = numbers;
        Texts = texts;
    }

    /// <summary>Of a column of text: cells that are numbers all the same.</summary>
    public int NumberCells { get; private init; }

    /// <summary>Filled cells.</summary>
    public int FilledCells { get; private init; }

    public double?[]? Numbers { get; }

    public string?[]? Texts { get; }

    public int Rows => Numbers?.Length ?? Texts!.Length;

    public static AnalysisColumn OfNumbers(double?[] numbers) => new(Array.ConvertAll(numbers, n => n is { } v && double.IsFinite(v) ? n : null), null);

    public static AnalysisColumn OfTexts(string?[] texts) => new(null, texts);

    /// <summary>Cells of a CSV file: numbers if every cell is one. Blank cells and the usual words of other tools for no value are missing.</summary>
    public static AnalysisColumn OfCells(IReadOnlyList<string> cells)
    {
        var numbers = new double?[cells.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (IsMissing(cells[i]))
                continue;
            if (!double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                return Mixed(cells);
            numbers[i] = value;
        }

        return new AnalysisColumn(numbers, null);
    }

    /// <summary>A column in which every filled cell is true or false, as 1 and 0; null for any other.</summary>
    public AnalysisColumn? AsFlags()
    {
        if (Texts is null || !Array.TrueForAll(Texts, t => t is null || bool.TryParse(t, out _)))
            return null;
        return OfNumbers(Array.ConvertAll(Texts, t => t is null ? (double?)null : bool.Parse(t) ? 1 : 0));
    }

    public bool HasValue(int row) => Numbers is null ? Texts![row] is not null : Numbers[row] is not null;

    /// <summary>The values of some rows as numbers; <c>null</c> for a column of text.</summary>
    public double[]? Take(int[] rows) => Numbers is null ? null : Array.ConvertAll(rows, r => Numbers[r]!.Value);

    /// <summary>The values of some rows as labels, for categories and clusters.</summary>
    public string[] Labels(int[] rows) => Array.ConvertAll(rows, r => Texts is null ? Numbers![r]!.Value.ToString("R", CultureInfo.InvariantCulture) : Texts[r]!);

    private static AnalysisColumn Mixed(IReadOnlyList<string> cells)
    {
        string?[] texts = [.. cells.Select(c => IsMissing(c) ? null : c.Trim())];
        return new AnalysisColumn(null, texts)
        {
            FilledCells = texts.Count(t => t is not null),
            NumberCells = texts.Count(t => t is not null && double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out _)),
        };
    }

    private static bool IsMissing(string cell)
    {
        var text = cell.AsSpan().Trim();
        if (text.Length == 0)
            return true;
        foreach (var word in MissingWords)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
