using Parquet.Internal.Encodings;
using Parquet.Internal.Format;

namespace Parquet.Internal.Reading;

/// <summary>
/// Decodes the pages of a column of byte arrays. Each entry of a dictionary is made once, so that equal values of a
/// chunk are one object.
/// </summary>
internal sealed class ByteArrayColumnReader<T>(SchemaElement element, ByteArrayColumnReader<T>.Make make) : IDisposable
{
    private readonly Indices indices = new();
    private readonly Slices slices = new();
    private readonly ByteBuffer joined = new();
    private T[]? dictionary;

    /// <summary>Makes a value from its bytes.</summary>
    public delegate T Make(ReadOnlySpan<byte> bytes);

    public void ReadDictionary(PageReader page)
    {
        if (dictionary is not null)
            throw new InvalidDataException("a chunk has two dictionaries");
        if (page.Header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
            throw new InvalidDataException("a dictionary has an unknown encoding");
        FindPlain(page.Values, page.Header.NumValues);

        // The entry behind the last stands for a missing value.
        var entries = new T[page.Header.NumValues + 1];
        MakeAll(page.Values, entries.AsSpan(0, page.Header.NumValues));
        dictionary = entries;
    }

    public void Read(PageReader page, Span<T> destination)
    {
        var values = page.Values;
        switch (page.Header.Encoding)
        {
            case PageEncoding.Plain:
                FindPlain(values, destination.Length);
                MakeAll(values, destination);
                break;
            case PageEncoding.PlainDictionary or PageEncoding.RleDictionary:
                if (dictionary is null)
                    throw new InvalidDataException("a page refers to a dictionary that is missing");
                Gather.Take<T>(dictionary, indices.Read(values, destination.Length, dictionary.Length - 1), destination);
                break;
            case PageEncoding.DeltaLengthByteArray when element.Type == PhysicalType.ByteArray:
                slices.FindDeltaLengths(values, destination.Length);
                MakeAll(values, destination);
                break;
            case PageEncoding.DeltaByteArray:
                slices.JoinDeltaByteArrays(values, destination.Length, joined);
                MakeAll(joined.Written, destination);
                break;
            case PageEncoding.ByteStreamSplit when element.Type == PhysicalType.FixedLenByteArray:
                JoinStreams(values);
                FindPlain(joined.Written, destination.Length);
                MakeAll(joined.Written, destination);
                break;
            default:
                throw new InvalidDataException($"the encoding {page.Header.Encoding} is not supported for this type");
        }
    }

    /// <summary>Decodes a data page of dictionary indices straight into rows with gaps; false for any other page.</summary>
    public bool TryReadWithGaps(PageReader page, Span<T> rows)
    {
        if (page.Header.Encoding is not (PageEncoding.PlainDictionary or PageEncoding.RleDictionary) || dictionary is null)
            return false;
        if (page.Levels.IsEmpty)
            return false;
        var found = indices.Read(page.Values, page.Present, dictionary.Length - 1);
        Gather.TakeWithGaps(dictionary, found, page.Levels, rows);
        return true;
    }

    public void Dispose()
    {
        joined.Dispose();
        indices.Dispose();
        slices.Dispose();
    }

    private void JoinStreams(ReadOnlySpan<byte> streams)
    {
        joined.Clear();
        ByteStreamSplit.Join(streams, element.TypeLength, joined.Reserve(streams.Length)[..streams.Length]);
        joined.Advance(streams.Length);
    }

    private void FindPlain(ReadOnlySpan<byte> source, int count)
    {
        // A value takes at least its length, so that a false count is found before memory is taken for it.
        if (element.Type == PhysicalType.FixedLenByteArray)
            slices.FindFixed(source, count, element.TypeLength);
        else if (count > source.Length / 4)
            throw new InvalidDataException("a page ends before its last value");
        else
            slices.FindPlain(source, count);
    }

    private void MakeAll(ReadOnlySpan<byte> source, Span<T> destination)
    {
        var starts = slices.Starts;
        var lengths = slices.Lengths;
        for (var i = 0; i < destination.Length; i++)
            destination[i] = make(source.Slice(starts[i], lengths[i]));
    }
}
