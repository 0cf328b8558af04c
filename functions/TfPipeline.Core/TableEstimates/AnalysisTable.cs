using System.Text.Unicode;
using CsvHelper;
using TfPipeline.Core.OutsideParquet;
using TfPipeline.Evaluation;

namespace TfPipeline.Core.TableEstimates;

/// <summary>
/// The columns of a CSV (UTF-8, comma, one header row) or Parquet file that an estimate asks for, in memory. Messages name a column
/// by the option that asked for it, never by text from the file.
/// </summary>
public sealed class AnalysisTable
{
    private readonly Dictionary<string, AnalysisColumn> _columns;

    private AnalysisTable(Dictionary<string, AnalysisColumn> columns)
    {
        _columns = columns;
        Rows = columns.Values.First().Rows;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Reads the wanted columns; each comes with the option that asked for it.</summary>
    /// <exception cref="EvaluationInputException">A column is absent, or the file can't be read as what it is.</exception>
    public static AnalysisTable Read(
        Stream content, bool parquet, IReadOnlyList<(string Name, string Option)> wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(wanted);
        var columns = parquet ? ParquetColumns(content, wanted, cancellationToken) : CsvColumns(content, wanted, cancellationToken);
        return columns.Values.First().Rows > 0 ? new AnalysisTable(columns) : throw new EvaluationInputException("the data file has no rows");
    }

    internal AnalysisColumn this[string name] => _columns[name];

    private static Dictionary<string, AnalysisColumn> CsvColumns(
        Stream content, IReadOnlyList<(string Name, string Option)> wanted, CancellationToken cancellationToken)
    {
        using var csv = CsvReader.Create(content, new CsvReaderOptions { HasHeader = false, IncludeValuesInExceptions = false }, leaveOpen: true);
        if (!csv.Read())
            throw new EvaluationInputException("the data file is empty; it needs a header row and rows");
        CheckText(csv, 1);
        var header = Enumerable.Range(0, csv.FieldCount).Select(c => csv.GetString(c).Trim()).ToArray();
        var places = wanted.Select(w => Place(header, w)).ToArray();
        var cells = wanted.Select(_ => new List<string>()).ToArray();
        for (var row = 2; Advance(csv, row); row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (csv.FieldCount != header.Length)
                throw new EvaluationInputException($"the data file, row {row}: the number of cells differs from the header's; quote cells that hold commas");
            CheckText(csv, row);
            for (var c = 0; c < places.Length; c++)
                cells[c].Add(csv.GetString(places[c]));
        }

        return Collect(wanted, c => AnalysisColumn.OfCells(cells[c]));
    }

    // Letters of another encoding would all become the one sign for what can't be read, and their categories one category.
    private static void CheckText(CsvReader csv, int row)
    {
        if (!Utf8.IsValid(csv.RawRecord))
            throw new EvaluationInputException($"the data file, row {row}: not UTF-8; save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8')");
    }

    private static bool Advance(CsvReader csv, int row)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException)
        {
            throw new EvaluationInputException($"the data file, row {row}: not well-formed CSV; look for a quotation mark that isn't closed");
        }
    }

    private static Dictionary<string, AnalysisColumn> ParquetColumns(
        Stream content, IReadOnlyList<(string Name, string Option)> wanted, CancellationToken cancellationToken)
    {
        try
        {
            using var file = OutsideParquetFile.Open(content);
            var columns = wanted.Select(w => Column(file, w)).ToArray();
            var parts = wanted.Select(_ => new List<AnalysisColumn>()).ToArray();
            for (var g = 0; g < file.RowGroups; g++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var group = file.Group(g);
                for (var c = 0; c < wanted.Count; c++)
                    parts[c].Add(ParquetPart.Read(group, columns[c], wanted[c].Option));
            }

            return Collect(wanted, c => ParquetPart.Join(parts[c]));
        }
        catch (OutsideParquetException)
        {
            throw new EvaluationInputException("the data file can't be read as Parquet; it may be cut short, encrypted or use a feature that isn't supported");
        }
    }

    private static OutsideColumn Column(OutsideParquetFile file, (string Name, string Option) wanted) => file.Named(wanted.Name).ToList() switch
    {
        [var only] => only,
        [] => throw Absent(wanted.Option),
        _ => throw Twice(wanted.Option),
    };

    private static int Place(string[] header, (string Name, string Option) wanted)
    {
        var place = Array.IndexOf(header, wanted.Name);
        if (place < 0)
            throw Absent(wanted.Option);
        return Array.IndexOf(header, wanted.Name, place + 1) < 0 ? place : throw Twice(wanted.Option);
    }

    private static EvaluationInputException Absent(string option) => new($"{option} names no column of the data file; names are compared exactly, and in a list a name that holds a comma stands in double quotation marks");

    private static EvaluationInputException Twice(string option) => new($"{option} names a column that the data file has more than once; give the columns different headings");

    private static Dictionary<string, AnalysisColumn> Collect(IReadOnlyList<(string Name, string Option)> wanted, Func<int, AnalysisColumn> column)
    {
        var columns = new Dictionary<string, AnalysisColumn>(StringComparer.Ordinal);
        for (var c = 0; c < wanted.Count; c++)
            columns.TryAdd(wanted[c].Name, column(c));
        return columns;
    }
}
