using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.Panel.Files;

/// <summary>A column of a panel file: its field, and how a slice of it is written and read.</summary>
internal abstract class PanelColumn(DataField column)
{
    public DataField Field => column;

    public abstract Task WriteAsync(ParquetRowGroupWriter group, int from, int count);

    /// <summary>Makes room for all rows before the first row group is read.</summary>
    public abstract void Allocate(int rows);

    public abstract Task ReadAsync(ParquetRowGroupReader group, int from, int count);
}

/// <summary>A required column of plain values.</summary>
internal sealed class ValueColumn<T>(string name, T[]? values = null) : PanelColumn(new DataField<T>(name, false))
    where T : struct
{
    public T[] Values { get; private set; } = values ?? [];

    public override Task WriteAsync(ParquetRowGroupWriter group, int from, int count) => group.WriteAsync<T>(Field, Values.AsMemory(from, count));

    public override void Allocate(int rows) => Values = new T[rows];

    public override async Task ReadAsync(ParquetRowGroupReader group, int from, int count) => await group.ReadAsync<T>(Field, Values.AsMemory(from, count));
}

/// <summary>A column of plain values that may be missing.</summary>
internal sealed class OptionalColumn<T>(string name, T?[]? values = null) : PanelColumn(new DataField<T>(name, true))
    where T : struct
{
    public T?[] Values { get; private set; } = values ?? [];

    public override Task WriteAsync(ParquetRowGroupWriter group, int from, int count) => group.WriteAsync<T>(Field, Values.AsMemory(from, count));

    public override void Allocate(int rows) => Values = new T?[rows];

    public override async Task ReadAsync(ParquetRowGroupReader group, int from, int count) => await group.ReadAsync<T>(Field, Values.AsMemory(from, count));
}

/// <summary>A required column of strings. Equal strings are read as one object where there are few of them.</summary>
internal sealed class TextColumn(string name, string[]? values = null, bool few = false) : PanelColumn(new DataField<string>(name, true))
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    public string[] Values { get; private set; } = values ?? [];

    public override Task WriteAsync(ParquetRowGroupWriter group, int from, int count) => group.WriteAsync(Field, new ArraySegment<string>(Values, from, count));

    public override void Allocate(int rows) => Values = new string[rows];

    public override async Task ReadAsync(ParquetRowGroupReader group, int from, int count)
    {
        await group.ReadAsync(Field, ((string?[])Values).AsMemory(from, count));
        if (!few)
            return;
        for (var i = from; i < from + count; i++)
            if (!_known.TryAdd(Values[i], Values[i]))
                Values[i] = _known[Values[i]];
    }
}
