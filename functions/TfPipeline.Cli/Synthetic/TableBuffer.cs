namespace TfPipeline.Cli.Synthetic;

internal enum ColumnKind
{
    Text,
    Date,
    Whole,
    Amount,
}

internal sealed record ColumnLayout(string Name, ColumnKind Kind);

internal sealed record TableLayout(string Name, params ColumnLayout[] Columns);

/// <summary>Rows of one table as columns, filled row by row and written as one row group. Every value may be absent.</summary>
internal sealed class TableBuffer(TableLayout layout)
{
    private readonly object[] _columns = [.. layout.Columns.Select(c => c.Kind switch
    {
        ColumnKind.Text => (object)new List<string?>(),
        ColumnKind.Date => new List<DateOnly?>(),
        ColumnKind.Whole => new List<int?>(),
        _ => new List<double?>(),
    })];

    public TableLayout Layout => layout;

    public int Rows => ((System.Collections.ICollection)_columns[0]).Count;

    public void Text(int column, string? value) => ((List<string?>)_columns[column]).Add(value);

    public void Date(int column, DateOnly? value) => ((List<DateOnly?>)_columns[column]).Add(value);

    public void Whole(int column, int? value) => ((List<int?>)_columns[column]).Add(value);

    public void Amount(int column, double? value) => ((List<double?>)_columns[column]).Add(value);

    public List<string?> TextColumn(int column) => (List<string?>)_columns[column];

    public List<T?> Column<T>(int column)
        where T : struct => (List<T?>)_columns[column];
}
