namespace TfPipeline.Synthetic;

internal enum ColumnKind
{
    Text,
    Date,
    Whole,
    Amount,
}

internal sealed record ColumnLayout(string Name, ColumnKind Kind);

internal sealed record TableLayout(string Name, params ColumnLayout[] Columns);

/// <summary>
/// Rows of one table as columns, filled row by row and written as one row group. Every value may be absent. It is used again for the next
/// row group: arrays of this size are the costly ones to make anew.
/// </summary>
internal sealed class TableBuffer(TableLayout layout)
{
    private readonly ColumnBuffer[] _columns = [.. layout.Columns.Select(c => c.Kind switch
    {
        ColumnKind.Text => (ColumnBuffer)new ColumnBuffer<ReadOnlyMemory<char>>(),
        ColumnKind.Date => new ColumnBuffer<DateOnly>(),
        ColumnKind.Whole => new ColumnBuffer<int>(),
        _ => new ColumnBuffer<double>(),
    })];

    public TableLayout Layout => layout;

    public int Rows => _columns[0].Rows;

    public void Text(int column, string? value) => Column<ReadOnlyMemory<char>>(column).Add(value.AsMemory(), value is not null);

    public void Date(int column, DateOnly? value) => Column<DateOnly>(column).Add(value.GetValueOrDefault(), value is not null);

    public void Whole(int column, int? value) => Column<int>(column).Add(value.GetValueOrDefault(), value is not null);

    public void Amount(int column, double? value) => Column<double>(column).Add(value.GetValueOrDefault(), value is not null);

    public ColumnBuffer<T> Column<T>(int column)
        where T : struct => (ColumnBuffer<T>)_columns[column];

    /// <summary>Begins a row group anew.</summary>
    public void Clear()
    {
        foreach (var column in _columns)
            column.Clear();
    }
}

/// <summary>The values that are there, and for every row whether there is one: the form that is written.</summary>
internal abstract class ColumnBuffer
{
    private int[] _levels = new int[1024];

    public int Rows { get; private set; }

    /// <summary>1 for a row with a value, else 0.</summary>
    public ReadOnlyMemory<int> Levels => _levels.AsMemory(0, Rows);

    public virtual void Clear() => Rows = 0;

    protected void AddLevel(bool isThere)
    {
        if (Rows == _levels.Length)
            Array.Resize(ref _levels, 2 * Rows);
        _levels[Rows++] = isThere ? 1 : 0;
    }
}

/// <summary>A column of one type.</summary>
internal sealed class ColumnBuffer<T> : ColumnBuffer
    where T : struct
{
    private T[] _values = new T[1024];
    private int _found;

    /// <summary>The values that are there.</summary>
    public ReadOnlyMemory<T> Values => _values.AsMemory(0, _found);

    public void Add(T value, bool isThere)
    {
        AddLevel(isThere);
        if (!isThere)
            return;
        if (_found == _values.Length)
            Array.Resize(ref _values, 2 * _found);
        _values[_found++] = value;
    }

    public override void Clear()
    {
        base.Clear();
        _found = 0;
    }
}
