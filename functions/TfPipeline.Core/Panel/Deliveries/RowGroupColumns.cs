using TfPipeline.Core.OutsideParquet;
using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Reads a row group's columns as the types that the rules work on.</summary>
/// <remarks>
/// A column that is missing, of another type or cannot be decoded gives a <see cref="DeliveryException"/> naming file, row group and column.
/// </remarks>
internal sealed class RowGroupColumns : IDisposable
{
    private readonly OutsideParquetFile _file;
    private readonly OutsideRowGroup _group;
    private readonly Func<string, DeliveryFinding> _finding;

    /// <exception cref="OutsideParquetException">The footer gives a number of rows that cannot be.</exception>
    public RowGroupColumns(OutsideParquetFile file, int index, Func<string, DeliveryFinding> finding)
    {
        (_file, _finding) = (file, finding);
        _group = file.Group(index);
    }

    public int Rows => _group.Rows;

    public string?[] Text(string column) => Read(column, ColumnType.Text, _group.Texts);

    public DateOnly?[] Dates(string column) => Read(column, ColumnType.Date, _group.Dates);

    public long?[] Whole(string column) => Read(column, ColumnType.Whole, _group.Whole);

    public double?[] Amounts(string column) => Read(column, ColumnType.Amount, _group.Numbers);

    /// <summary>How many values of a column of moments are not at midnight as stored.</summary>
    public long WithTimeOfDay(string column) => Read(column, ColumnType.Date, _group.WithTimeOfDay);

    public void Dispose() => _group.Dispose();

    private T Read<T>(string name, ColumnType type, Func<OutsideColumn, T> read)
    {
        var column = _file.Named(name).FirstOrDefault() ?? throw new DeliveryException(_finding(name) with { Rule = DeliveryRule.ColumnPresent });
        if (!column.Fits(type))
            throw new DeliveryException(_finding(name) with { Rule = DeliveryRule.ColumnTypeFits });
        try
        {
            return read(column);
        }
        catch (OutsideParquetException)
        {
            throw new DeliveryException(_finding(name));
        }
    }
}
