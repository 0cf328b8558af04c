using System.Buffers;
using ParquetSharp;

namespace TfPipeline.Core.OutsideParquet;

/// <summary>Reads a row group's columns, each once, straight from the library's batches into arrays of what the rules work on.</summary>
/// <remarks>Every read throws <see cref="OutsideParquetException"/> where the column cannot be decoded or holds what its type cannot.</remarks>
internal sealed class OutsideRowGroup : IDisposable
{
    /// <summary>Values per call of the library: few enough to stay in a processor's cache.</summary>
    private const int BatchRows = 8_192;

    private readonly RowGroupReader _group;
    private readonly FaultKeepingStream _content;

    /// <exception cref="OverflowException">The footer gives a number of rows that cannot be.</exception>
    public OutsideRowGroup(RowGroupReader group, FaultKeepingStream content)
    {
        (_group, _content) = (group, content);
        Rows = checked((int)(ulong)group.MetaData.NumRows);
    }

    private delegate void Batch<T>(int from, ReadOnlySpan<short> levels, ReadOnlySpan<T> values);

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Text; equal short texts are mostly one object.</summary>
    public string?[] Texts(OutsideColumn column)
    {
        var texts = new string?[Rows];
        if (IsNothing(column))
            return texts;
        var reader = new TextReader();
        Read<ByteArray>(column, (from, levels, values) => reader.Read(texts.AsSpan(from), levels, values));
        return texts;
    }

    /// <summary>Days of dates, and of moments as stored.</summary>
    public DateOnly?[] Dates(OutsideColumn column) => Values<DateOnly>(column, OutsideColumnKind.Date, OutsideColumnKind.Timestamp);

    /// <summary>Whole numbers.</summary>
    public long?[] Whole(OutsideColumn column) => Values<long>(column, OutsideColumnKind.Whole);

    /// <summary>Numbers of any kind.</summary>
    public double?[] Numbers(OutsideColumn column) => column.Kind == OutsideColumnKind.Whole
        ? Array.ConvertAll(Whole(column), v => (double?)v)
        : Values<double>(column, OutsideColumnKind.Single, OutsideColumnKind.Double, OutsideColumnKind.Decimal, OutsideColumnKind.UnsignedLong);

    /// <summary>Yes and no.</summary>
    public bool?[] Flags(OutsideColumn column) => Values<bool>(column, OutsideColumnKind.Flag);

    /// <summary>Decodes a column and keeps nothing, to learn that it can be read.</summary>
    public void Check(OutsideColumn column)
    {
        if (IsNothing(column))
            return;
        if (column.Kind == OutsideColumnKind.Text)
            Read<ByteArray>(column, static (_, _, values) => TextReader.Check(values));
        else
            Decode<long>(column, null);
    }

    /// <summary>How many values of a column of moments are not at midnight as stored: their day depends on a time zone.</summary>
    public long WithTimeOfDay(OutsideColumn column)
    {
        long found = 0;
        if (column.Form.Physical == PhysicalType.Int96)
            Read<Int96>(column, (_, _, values) => found += Count(values, static (value, _) => value.A != 0 || value.B != 0, 0));
        else if (column.Kind == OutsideColumnKind.Timestamp)
            Read<long>(column, (_, _, values) => found += Count(values, static (value, perDay) => value % perDay != 0, column.Form.PerDay));
        return found;
    }

    public void Dispose() => _group.Dispose();

    private static long Count<T>(ReadOnlySpan<T> values, Func<T, long, bool> isFound, long perDay)
    {
        long found = 0;
        foreach (var value in values)
            found += isFound(value, perDay) ? 1 : 0;
        return found;
    }

    // The type says that there are no values; a file whose pages hold some all the same has no right reading.
    private bool IsNothing(OutsideColumn column)
    {
        if (column.Kind != OutsideColumnKind.Nothing)
            return false;
        Read<int>(column, static (_, _, values) =>
        {
            if (!values.IsEmpty)
                throw new OutsideParquetException();
        });
        return true;
    }

    private T?[] Values<T>(OutsideColumn column, params ReadOnlySpan<OutsideColumnKind> kinds)
        where T : struct
    {
        var values = new T?[Rows];
        if (IsNothing(column))
            return values;
        if (!kinds.Contains(column.Kind))
            throw new OutsideParquetException();
        Decode(column, values);
        return values;
    }

    // The array is of the type that the kind gives: the callers above see to it. Without one, values are only looked at.
    private void Decode<T>(OutsideColumn column, T?[]? into)
        where T : struct
    {
        var form = column.Form;
        switch (column.Kind, form.Physical)
        {
            case (OutsideColumnKind.Date, _):
                Spread<int, DateOnly, DayRule>(column, default, into as DateOnly?[]);
                break;
            case (OutsideColumnKind.Timestamp, PhysicalType.Int96):
                Spread<Int96, DateOnly, Int96Rule>(column, default, into as DateOnly?[]);
                break;
            case (OutsideColumnKind.Timestamp, _):
                Spread<long, DateOnly, MomentRule>(column, new(form.PerDay), into as DateOnly?[]);
                break;
            case (OutsideColumnKind.Whole, PhysicalType.Int32):
                Spread<int, long, Whole32Rule>(column, new(form.Bits, form.IsSigned), into as long?[]);
                break;
            case (OutsideColumnKind.Whole, _):
                Spread<long, long, Whole64Rule>(column, new(form.Bits, form.IsSigned), into as long?[]);
                break;
            case (OutsideColumnKind.UnsignedLong, _):
                Spread<long, double, UnsignedLongRule>(column, default, into as double?[]);
                break;
            case (OutsideColumnKind.Single, _):
                Spread<float, double, SingleRule>(column, default, into as double?[]);
                break;
            case (OutsideColumnKind.Double, _):
                Spread<double, double, DoubleRule>(column, default, into as double?[]);
                break;
            case (OutsideColumnKind.Flag, _):
                Spread<bool, bool, FlagRule>(column, default, into as bool?[]);
                break;
            case (OutsideColumnKind.Decimal, PhysicalType.Int32):
                Spread<int, double, Decimal32Rule>(column, new(form.Scale), into as double?[]);
                break;
            case (OutsideColumnKind.Decimal, PhysicalType.Int64):
                Spread<long, double, Decimal64Rule>(column, new(form.Scale), into as double?[]);
                break;
            case (OutsideColumnKind.Decimal, PhysicalType.FixedLenByteArray):
                Spread<FixedLenByteArray, double, DecimalFixedRule>(column, new(form.Scale, form.Length), into as double?[]);
                break;
            case (OutsideColumnKind.Decimal, _):
                Spread<ByteArray, double, DecimalBytesRule>(column, new(form.Scale), into as double?[]);
                break;
            default:
                throw new OutsideParquetException();
        }
    }

    private void Spread<TStored, TValue, TRule>(OutsideColumn column, TRule rule, TValue?[]? into)
        where TStored : unmanaged
        where TValue : struct
        where TRule : struct, IValueRule<TStored, TValue>
        => Read<TStored>(column, (from, levels, values) =>
        {
            if (into is null)
            {
                foreach (var value in values)
                    rule.Read(value);
                return;
            }

            var target = into.AsSpan(from, levels.IsEmpty ? values.Length : levels.Length);
            if (levels.IsEmpty)
            {
                for (var i = 0; i < target.Length; i++)
                    target[i] = rule.Read(values[i]);
                return;
            }

            var next = 0;
            for (var i = 0; i < target.Length; i++)
                target[i] = levels[i] == 0 ? null : rule.Read(values[next++]);
        });

    private void Read<T>(OutsideColumn column, Batch<T> take)
        where T : unmanaged
        => OutsideParquetFile.Guard(_content, () =>
        {
            using var untyped = _group.Column(column.Leaf);
            var reader = (ColumnReader<T>)untyped;
            var levels = ArrayPool<short>.Shared.Rent(BatchRows);
            var values = ArrayPool<T>.Shared.Rent(BatchRows);
            try
            {
                for (var from = 0; from < Rows;)
                    from += ReadBatch(reader, column.IsOptional, levels.AsSpan(0, Math.Min(BatchRows, Rows - from)), values, from, take);
                if (reader.HasNext)
                    throw new OutsideParquetException();
            }
            finally
            {
                ArrayPool<short>.Shared.Return(levels);
                ArrayPool<T>.Shared.Return(values);
            }

            return true;
        });

    // The number of rows read. A chunk that ends early, or whose levels and values disagree, has no right reading.
    private static int ReadBatch<T>(ColumnReader<T> reader, bool isOptional, Span<short> levels, T[] values, int from, Batch<T> take)
        where T : unmanaged
    {
        var rows = isOptional
            ? reader.ReadBatch(levels.Length, levels, [], values, out var found)
            : reader.ReadBatch(levels.Length, values.AsSpan(0, levels.Length), out found);
        if (rows <= 0 || rows > levels.Length)
            throw new OutsideParquetException();
        var read = levels[..(int)rows];
        if (found != (isOptional ? read.Count((short)1) : rows))
            throw new OutsideParquetException();
        take(from, isOptional ? read : [], values.AsSpan(0, (int)found));
        return (int)rows;
    }
}
