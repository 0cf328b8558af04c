using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Columns of one row group of a table, by their names.</summary>
internal sealed class EventBatch(string?[] records)
{
    private readonly Dictionary<string, Array> _columns = new(StringComparer.Ordinal);

    public string?[] Records => records;

    public bool Has(string column) => _columns.ContainsKey(column);

    public void Add(RowGroupColumns group, ColumnContract column) =>
        Add(column.Name, column.Type switch
        {
            ColumnType.Text => group.Text(column.Name),
            ColumnType.Date => group.Dates(column.Name),
            ColumnType.Whole => group.Whole(column.Name),
            _ => group.Amounts(column.Name),
        });

    public void Add(string column, Array values) => _columns.Add(column, values);

    public string?[] Text(string column) => (string?[])_columns[column];

    public DateOnly?[] Dates(string column) => (DateOnly?[])_columns[column];

    public long?[] Whole(string column) => (long?[])_columns[column];

    public double?[] Amounts(string column) =>
        _columns[column] is long?[] whole ? Array.ConvertAll(whole, v => (double?)v) : (double?[])_columns[column];
}
