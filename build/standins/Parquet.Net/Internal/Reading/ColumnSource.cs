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
        using var dense = new DenseBuffer<T>();
        if (typeof(T) == typeof(bool))
        {
            ReadWithGaps(pages, rows, dense, NoDictionary, static (page, values) =>
                BoolColumnReader.Read(page, System.Runtime.InteropServices.MemoryMarshal.Cast<T, bool>(values)));
            return;
        }

        if (IsByteArrayDecimal<T>())
        {
            using var decimals = new ByteArrayColumnReader<T>(element, MakeDecimal<T>);
            ReadWithGaps(pages, rows, dense, decimals.ReadDictionary, decimals.Read);
            return;
        }

        using var reader = new FixedColumnReader<T>(CodecFor<T>(), element.Type!.Value);
        ReadWithGaps(pages, rows, dense, reader.ReadDictionary, reader.Read, reader.TryReadWithGaps);
    }

    public void ReadStrings(Span<string?> rows) => ReadObjects(rows, static bytes => StrictUtf8.GetString(bytes));

    public void ReadByteArrays(Span<byte[]?> rows) => ReadObjects(rows, static bytes => bytes.ToArray());

    private delegate void ReadValues<T>(PageReader page, Span<T> destination);

    private delegate bool ReadRows<T>(PageReader page, Span<T?> rows)
        where T : struct;

    private static void ReadWithGaps<T>(
        PageReader pages,
        Span<T?> rows,
        DenseBuffer<T> dense,
        Action<PageReader> readDictionary,
        ReadValues<T> read,
        ReadRows<T>? readRows = null)
        where T : struct
    {
        for (var row = 0; NextData(pages, readDictionary); row += pages.Header.NumValues)
        {
            var target = rows.Slice(row, pages.Header.NumValues);
            if (readRows is not null && readRows(pages, target))
                continue;
            var values = dense.Take(pages.Present);
            read(pages, values);
            Scatter.Put<T>(values, pages.Levels, target);
        }
    }

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
            if (reader.TryReadWithGaps(pages, target))
                continue;
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
