using System.Buffers;
using Parquet.Internal.Encodings;
using Parquet.Internal.Format;

namespace Parquet.Internal.Reading;

/// <summary>Decodes one column chunk from its bytes.</summary>
internal sealed class ColumnSource(ReadOnlyMemory<byte> bytes, ChunkMetadata metadata, SchemaElement element)
{
    private static readonly System.Text.UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>Reads a required column.</summary>
    public void Read<T>(Span<T> rows)
        where T : struct
    {
        using var pages = new PageReader(bytes, metadata, isOptional: false);
        var row = 0;
        if (typeof(T) == typeof(bool))
        {
            var bools = System.Runtime.InteropServices.MemoryMarshal.Cast<T, bool>(rows);
            for (; NextData(pages, NoDictionary); row += pages.Header.NumValues)
                BoolColumnReader.Read(pages, bools.Slice(row, pages.Header.NumValues));
            return;
        }

        if (IsByteArrayDecimal<T>())
        {
            using var values = new ByteArrayColumnReader<T>(element, MakeDecimal<T>);
            for (; NextData(pages, values.ReadDictionary); row += pages.Header.NumValues)
                values.Read(pages, rows.Slice(row, pages.Header.NumValues));
            return;
        }

        using var reader = new FixedColumnReader<T>(CodecFor<T>(), element.Type!.Value);
        for (; NextData(pages, reader.ReadDictionary); row += pages.Header.NumValues)
            reader.Read(pages, rows.Slice(row, pages.Header.NumValues));
    }

    /// <summary>Reads a column whose values may be missing.</summary>
    public void Read<T>(Span<T?> rows)
        where T : struct
    {
        using var pages = new PageReader(bytes, metadata, isOptional: !element.IsRequired);
        using var reader = typeof(T) == typeof(bool) || IsByteArrayDecimal<T>()
            ? null
            : new FixedColumnReader<T>(CodecFor<T>(), element.Type!.Value);
        using var decimals = IsByteArrayDecimal<T>() ? new ByteArrayColumnReader<T>(element, MakeDecimal<T>) : null;
        var dense = Array.Empty<T>();
        var row = 0;
        while (NextData(pages, reader is not null ? reader.ReadDictionary : decimals is not null ? decimals.ReadDictionary : NoDictionary))
        {
            if (dense.Length < pages.Present)
            {
                if (dense.Length > 0)
                    ArrayPool<T>.Shared.Return(dense);
                dense = ArrayPool<T>.Shared.Rent(pages.Present);
            }

            var values = dense.AsSpan(0, pages.Present);
            if (reader is not null)
                reader.Read(pages, values);
            else if (decimals is not null)
                decimals.Read(pages, values);
            else
                BoolColumnReader.Read(pages, System.Runtime.InteropServices.MemoryMarshal.Cast<T, bool>(values));
            Scatter.Put<T>(values, pages.Levels, rows.Slice(row, pages.Header.NumValues));
            row += pages.Header.NumValues;
        }

        if (dense.Length > 0)
            ArrayPool<T>.Shared.Return(dense);
    }

    public void ReadStrings(Span<string?> rows) => ReadObjects(rows, static bytes => StrictUtf8.GetString(bytes));

    public void ReadByteArrays(Span<byte[]?> rows) => ReadObjects(rows, static bytes => bytes.ToArray());

    private void ReadObjects<T>(Span<T?> rows, ByteArrayColumnReader<T?>.Make make)
        where T : class
    {
        if (element.Type is not (PhysicalType.ByteArray or PhysicalType.FixedLenByteArray))
            throw new InvalidDataException("the stored type does not fit the column's type");
        using var pages = new PageReader(bytes, metadata, isOptional: !element.IsRequired);
        using var reader = new ByteArrayColumnReader<T?>(element, make);
        var row = 0;
        for (; NextData(pages, reader.ReadDictionary); row += pages.Header.NumValues)
        {
            var target = rows.Slice(row, pages.Header.NumValues);
            reader.Read(pages, target[..pages.Present]);
            Scatter.SpreadInPlace(target, pages.Present, pages.Levels);
        }
    }

    private static void NoDictionary(PageReader page) =>
        throw new InvalidDataException("a dictionary is not supported for this type");

    private static bool NextData(PageReader pages, Action<PageReader> readDictionary)
    {
        while (pages.MoveNext())
        {
            if (pages.Header.Type != PageType.Dictionary)
                return true;
            readDictionary(pages);
        }

        return false;
    }

    private bool IsByteArrayDecimal<T>() => typeof(T) == typeof(decimal) && element.Type == PhysicalType.ByteArray;

    private T MakeDecimal<T>(ReadOnlySpan<byte> bytes) =>
        (T)(object)DecimalScale.FromUnscaled(DecimalScale.FromBytes(bytes), element.Scale);

    private FixedCodec<T> CodecFor<T>()
        where T : struct =>
        FixedCodecs.For<T>(element) ?? throw new InvalidDataException("the stored type does not fit the column's type");
}
