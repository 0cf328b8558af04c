using Parquet;
using Parquet.Schema;
using TfPipeline.Core.OwnParquet;

namespace TfPipeline.Core.Panel.Files;

/// <summary>A column of a panel file: its field, and how a slice of it is written and read.</summary>
internal abstract class PanelColumn(DataField column)
{
    public DataField Field => column;

    public abstract Task WriteAsync(ParquetRowGroupWriter group, int from, int count);

    /// <summary>Makes room for all rows before the first row group is read.</summary>
    public abstract void Allocate(int rows);

    public abstract ValueTask ReadAsync(ParquetRowGroupReader group, int from, int count);
}

/// <summary>A required column of plain values.</summary>
internal sealed class ValueColumn<T>(string name, T[]? values = null) : PanelColumn(new DataField<T>(name, false))
    where T : struct
{
    public T[] Values { get; private set; } = values ?? [];

    public override Task WriteAsync(ParquetRowGroupWriter group, int from, int count) => group.WriteAsync<T>(Field, Values.AsMemory(from, count));

    public override void Allocate(int rows) => Values = new T[rows];

    public override ValueTask ReadAsync(ParquetRowGroupReader group, int from, int count) => OwnReads.RequiredAsync(group, Field, Values.AsMemory(from, count));
}

/// <summary>A column of plain values that may be missing.</summary>
internal sealed class OptionalColumn<T>(string name, T?[]? values = null) : PanelColumn(new DataField<T>(name, true))
    where T : struct
{
    public T?[] Values { get; private set; } = values ?? [];

    public override Task WriteAsync(ParquetRowGroupWriter group, int from, int count) => group.WriteAsync<T>(Field, Values.AsMemory(from, count));

    public override void Allocate(int rows) => Values = new T?[rows];

    public override ValueTask ReadAsync(ParquetRowGroupReader group, int from, int count) => OwnReads.OptionalAsync(group, Field, Values.AsMemory(from, count));
}

/// <summary>A column of numbers; in memory not-a-number is a missing value, in the file there is none.</summary>
internal sealed class NumberColumn(string name, double[]? values = null) : PanelColumn(new DataField<double>(name, true))
{
    public double[] Values { get; private set; } = values ?? [];

    public override Task WriteAsync(ParquetRowGroupWriter group, int from, int count) => OwnWrites.NumbersAsync(group, Field, Values.AsMemory(from, count));

    public override void Allocate(int rows) => Values = new double[rows];

    public override ValueTask ReadAsync(ParquetRowGroupReader group, int from, int count) => OwnReads.NumbersAsync(group, Field, Values.AsMemory(from, count));
}

/// <summary>A required column of text. A text that repeats is mostly one object.</summary>
internal sealed class TextColumn(string name, string[]? values = null) : PanelColumn(new DataField<string>(name, false))
{
    public string[] Values { get; private set; } = values ?? [];

    public override Task WriteAsync(ParquetRowGroupWriter group, int from, int count) =>
        OwnWrites.TextsAsync<string>(group, Field, Values.AsMemory(from, count), static v => v);

    public override void Allocate(int rows) => Values = new string[rows];

    public override ValueTask ReadAsync(ParquetRowGroupReader group, int from, int count) =>
        OwnReads.TextsAsync(group, Field, Values.AsMemory(from, count), static v => v);
}

/// <summary>A required column of a few things that have names in files.</summary>
internal sealed class NamedColumn<T>(string name, Func<T, string> toName, Func<string, T?> parse, T[]? values = null) : PanelColumn(new DataField<string>(name, false))
    where T : struct
{
    public T[] Values { get; private set; } = values ?? [];

    public override Task WriteAsync(ParquetRowGroupWriter group, int from, int count) => OwnWrites.TextsAsync(group, Field, Values.AsMemory(from, count), toName);

    public override void Allocate(int rows) => Values = new T[rows];

    /// <exception cref="InvalidDataException">A name is none of those that this build writes.</exception>
    public override ValueTask ReadAsync(ParquetRowGroupReader group, int from, int count) =>
        OwnReads.TextsAsync(group, Field, Values.AsMemory(from, count), text => parse(text) ?? throw new InvalidDataException("A name in a panel file is not known."));
}
