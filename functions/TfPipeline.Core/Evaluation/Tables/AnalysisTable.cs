using CsvHelper;
using Parquet;

namespace TfPipeline.Core.Evaluation.Tables;

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
    public static async Task<AnalysisTable> ReadAsync(
        Stream content, bool parquet, IReadOnlyList<(string Name, string Option)> wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(wanted);
        var columns = parquet ? await ParquetColumnsAsync(content, wanted, cancellationToken) : CsvColumns(content, wanted, cancellationToken);
        return columns.Values.First().Rows > 0 ? new AnalysisTable(columns) : throw new EvaluationInputException("the data file has no rows");
    }

    internal AnalysisColumn this[string name] => _columns[name];

    private static Dictionary<string, AnalysisColumn> CsvColumns(
        Stream content, IReadOnlyList<(string Name, string Option)> wanted, CancellationToken cancellationToken)
    {
        using var csv = CsvReader.Create(content, new CsvReaderOptions { HasHeader = false, IncludeValuesInExceptions = false }, leaveOpen: true);
        if (!csv.Read())
            throw new EvaluationInputException("the data file is empty; it needs a header row and rows");
        var header = Enumerable.Range(0, csv.FieldCount).Select(c => csv.GetString(c).Trim()).ToArray();
        var places = wanted.Select(w => Place(header, w)).ToArray();
        var cells = wanted.Select(_ => new List<string>()).ToArray();
        for (var row = 2; Advance(csv, row); row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (csv.FieldCount != header.Length)
                throw new EvaluationInputException($"the data file, row {row}: the number of cells differs from the header's; quote cells that hold commas");
            for (var c = 0; c < places.Length; c++)
                cells[c].Add(csv.GetString(places[c]));
        }

        return Collect(wanted, c => AnalysisColumn.OfCells(cells[c]));
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

    private static async Task<Dictionary<string, AnalysisColumn>> ParquetColumnsAsync(
        Stream content, IReadOnlyList<(string Name, string Option)> wanted, CancellationToken cancellationToken)
    {
        try
        {
            await using var reader = await ParquetReader.CreateAsync(content, cancellationToken: cancellationToken);
            var fields = reader.Schema.DataFields;
            var header = Array.ConvertAll(fields, f => f.Name);
            var parts = wanted.Select(_ => new List<AnalysisColumn>()).ToArray();
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var rows = reader.OpenRowGroupReader(group);
                for (var c = 0; c < wanted.Count; c++)
                    parts[c].Add(await ParquetPart.ReadAsync(rows, fields[Place(header, wanted[c])], wanted[c].Option, cancellationToken));
            }

            return Collect(wanted, c => ParquetPart.Join(parts[c]));
        }
        catch (Exception fault) when (fault is ParquetException or EndOfStreamException or InvalidDataException)
        {
            throw new EvaluationInputException("the data file can't be read as Parquet; it may be cut short or use a feature that isn't supported");
        }
    }

    private static int Place(string[] header, (string Name, string Option) wanted)
    {
        var place = Array.IndexOf(header, wanted.Name);
        return place >= 0 ? place : throw new EvaluationInputException($"{wanted.Option} names no column of the data file; names are compared exactly");
    }

    private static Dictionary<string, AnalysisColumn> Collect(IReadOnlyList<(string Name, string Option)> wanted, Func<int, AnalysisColumn> column)
    {
        var columns = new Dictionary<string, AnalysisColumn>(StringComparer.Ordinal);
        for (var c = 0; c < wanted.Count; c++)
            columns.TryAdd(wanted[c].Name, column(c));
        return columns;
    }
}
