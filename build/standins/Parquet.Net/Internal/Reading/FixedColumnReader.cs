using System.Buffers;
using Parquet.Internal.Encodings;
using Parquet.Internal.Format;

namespace Parquet.Internal.Reading;

/// <summary>Decodes the pages of a column of values of fixed width.</summary>
internal sealed class FixedColumnReader<T>(FixedCodec<T> codec, PhysicalType type) : IDisposable
    where T : struct
{
    private readonly Indices indices = new();
    private T[]? dictionary;
    private T?[]? withMissing;
    private byte[] scratch = [];

    /// <summary>Reads the dictionary page.</summary>
    public void ReadDictionary(PageReader page)
    {
        if (dictionary is not null)
            throw new InvalidDataException("a chunk has two dictionaries");
        if (page.Header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
            throw new InvalidDataException("a dictionary has an unknown encoding");
        CheckLength(page.Values, page.Header.NumValues);
        dictionary = new T[page.Header.NumValues];
        codec.Decode(page.Values, dictionary);
    }

    /// <summary>Decodes the values of a data page that are not null.</summary>
    public void Read(PageReader page, Span<T> destination)
    {
        var values = page.Values;
        switch (page.Header.Encoding)
        {
            case PageEncoding.Plain:
                CheckLength(values, destination.Length);
                codec.Decode(values, destination);
                break;
            case PageEncoding.PlainDictionary or PageEncoding.RleDictionary:
                if (dictionary is null)
                    throw new InvalidDataException("a page refers to a dictionary that is missing");
                Gather.Take<T>(dictionary, indices.Read(values, destination.Length, dictionary.Length), destination);
                break;
            case PageEncoding.DeltaByteArray when type == PhysicalType.FixedLenByteArray:
                DecodeFixedDelta(values, destination);
                break;
            default:
                DecodeToPlain(page.Header.Encoding, values, destination);
                break;
        }
    }

    /// <summary>Decodes a data page of dictionary indices straight into rows with gaps; false for any other page.</summary>
    public bool TryReadWithGaps(PageReader page, Span<T?> rows)
    {
        if (page.Header.Encoding is not (PageEncoding.PlainDictionary or PageEncoding.RleDictionary) || dictionary is null)
            return false;
        withMissing ??= [.. dictionary.Select(v => (T?)v), null];
        var found = indices.Read(page.Values, page.Present, dictionary.Length);
        if (page.Levels.IsEmpty)
            Gather.Take(withMissing, found, rows);
        else
            Gather.TakeWithGaps(withMissing, found, page.Levels, rows);
        return true;
    }

    public void Dispose()
    {
        indices.Dispose();
        if (scratch.Length > 0)
            ArrayPool<byte>.Shared.Return(scratch);
        scratch = [];
    }

    private void DecodeFixedDelta(ReadOnlySpan<byte> values, Span<T> destination)
    {
        using var joined = new ByteBuffer();
        using var slices = new Slices();
        slices.JoinDeltaByteArrays(values, destination.Length, joined);
        if (slices.Lengths.ContainsAnyExcept(codec.Width))
            throw new InvalidDataException("a value has another length than its type");
        codec.Decode(joined.Written, destination);
    }

    private void CheckLength(ReadOnlySpan<byte> values, int count)
    {
        if (values.Length != (long)count * codec.Width)
            throw new InvalidDataException("a page has another length than its values need");
    }

    private void DecodeToPlain(PageEncoding encoding, ReadOnlySpan<byte> values, Span<T> destination)
    {
        var bytes = checked(destination.Length * codec.Width);
        if (scratch.Length < bytes)
        {
            if (scratch.Length > 0)
                ArrayPool<byte>.Shared.Return(scratch);
            scratch = ArrayPool<byte>.Shared.Rent(bytes);
        }

        var plain = scratch.AsSpan(0, bytes);
        PlainTranscoder.Decode(encoding, type, values, codec.Width, plain);
        codec.Decode(plain, destination);
    }
}
