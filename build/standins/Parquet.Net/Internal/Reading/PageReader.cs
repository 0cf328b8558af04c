using System.Buffers;
using Parquet.Internal.Compression;
using Parquet.Internal.Encodings;
using Parquet.Internal.Format;

namespace Parquet.Internal.Reading;

/// <summary>
/// Goes through the pages of a chunk: header, checksum, decompression, levels. Whatever a header claims is checked
/// before memory is taken for it.
/// </summary>
internal sealed class PageReader : IDisposable
{
    /// <summary>No writer makes larger pages; a larger claim is a lie or a bomb.</summary>
    private const int MaxPageBytes = 256 << 20;

    /// <summary>Above this size a page that expands more than so many times is taken for a bomb.</summary>
    private const int BombBytes = 16 << 20;
    private const int BombRatio = 4096;

    private readonly ReadOnlyMemory<byte> chunk;
    private readonly ChunkMetadata metadata;
    private readonly bool isOptional;
    private byte[] content = [];
    private byte[] levels = [];
    private ReadOnlyMemory<byte> values;
    private int position;
    private long valuesLeft;

    public PageReader(ReadOnlyMemory<byte> chunk, ChunkMetadata metadata, bool isOptional)
    {
        this.chunk = chunk;
        this.metadata = metadata;
        this.isOptional = isOptional;
        valuesLeft = metadata.NumValues;
    }

    public PageHeader Header { get; private set; } = new();

    /// <summary>Values of the page that are not null.</summary>
    public int Present { get; private set; }

    /// <summary>One byte of 0 or 1 for each row of the page; empty when all rows have a value.</summary>
    public ReadOnlySpan<byte> Levels => Present == Header.NumValues ? [] : levels.AsSpan(0, Header.NumValues);

    public ReadOnlySpan<byte> Values => values.Span;

    /// <summary>Moves to the next dictionary or data page; false after the last value of the chunk.</summary>
    public bool MoveNext()
    {
        while (valuesLeft > 0)
        {
            if (position >= chunk.Length)
                throw new InvalidDataException("the chunk has fewer values than the footer says");
            Header = PageHeaderFormat.Read(chunk.Span[position..], "a page header", out var length);
            position += length;
            CheckHeader();
            var stored = chunk.Slice(position, Header.CompressedSize);
            position += Header.CompressedSize;
            CheckSum(stored.Span);
            switch (Header.Type)
            {
                case PageType.Dictionary:
                    values = Load(stored, metadata.Codec, Header.UncompressedSize);
                    return true;
                case PageType.Data:
                    values = Load(stored, metadata.Codec, Header.UncompressedSize);
                    ReadLevelsV1();
                    valuesLeft -= Header.NumValues;
                    return true;
                case PageType.DataV2:
                    LoadV2(stored);
                    valuesLeft -= Header.NumValues;
                    return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        Return(ref content);
        Return(ref levels);
    }

    private static void Return(ref byte[] rented)
    {
        if (rented.Length > 0)
            ArrayPool<byte>.Shared.Return(rented);
        rented = [];
    }

    private static void Ensure(ref byte[] rented, int length)
    {
        if (rented.Length >= length)
            return;
        Return(ref rented);
        rented = ArrayPool<byte>.Shared.Rent(length);
    }

    private void CheckHeader()
    {
        if (Header.CompressedSize < 0 || Header.CompressedSize > chunk.Length - position)
            throw new InvalidDataException("a page is longer than its chunk");
        if (Header.UncompressedSize is < 0 or > MaxPageBytes)
            throw new InvalidDataException("a page claims more than 256 MiB");
        if (Header.UncompressedSize > BombBytes && Header.UncompressedSize / BombRatio > Header.CompressedSize)
            throw new InvalidDataException("a page claims to expand more than 4,096 times");
        if (Header.Type == PageType.Index)
            return;
        if (Header.Type is not (PageType.Data or PageType.Dictionary or PageType.DataV2))
            throw new InvalidDataException("a page is of an unknown type");
        if (!Header.HasBody || Header.NumValues < 0)
            throw new InvalidDataException("a page header is incomplete");
        CheckEncoding(Header.Encoding);
        if (Header.Type == PageType.Data && isOptional && Header.LevelEncoding != PageEncoding.Rle)
            CheckEncoding(Header.LevelEncoding);
        if (Header.Type != PageType.Dictionary && Header.NumValues > valuesLeft)
            throw new InvalidDataException("the chunk has more values than the footer says");
    }

    /// <summary>
    /// No checksum covers a page header. The footer lists the encodings of the chunk, and a header that names another
    /// would make other values of the same bytes. Writers mix the two names of dictionary encoding, and some leave
    /// out the runs of levels.
    /// </summary>
    private void CheckEncoding(PageEncoding encoding)
    {
        if (metadata.Encodings.Contains(encoding) || Header.Type == PageType.Dictionary)
            return;
        if (encoding is PageEncoding.PlainDictionary or PageEncoding.RleDictionary
            && (metadata.Encodings.Contains(PageEncoding.PlainDictionary) || metadata.Encodings.Contains(PageEncoding.RleDictionary)))
        {
            return;
        }

        throw new InvalidDataException("a page has an encoding that the footer does not list");
    }

    private void CheckSum(ReadOnlySpan<byte> stored)
    {
        if (Header.Crc is { } crc && (uint)crc != Crc32.Compute(stored))
            throw new InvalidDataException("a page's checksum does not match its bytes");
    }

    private ReadOnlyMemory<byte> Load(ReadOnlyMemory<byte> stored, CompressionMethod codec, int length)
    {
        if (codec == CompressionMethod.None)
            return stored.Length == length ? stored : throw new InvalidDataException("the two sizes in the page header differ");
        Ensure(ref content, length);
        Codec.Decompress(codec, stored, content.AsSpan(0, length));
        return content.AsMemory(0, length);
    }

    private void ReadLevelsV1()
    {
        Present = Header.NumValues;
        if (!isOptional)
            return;
        var body = values.Span;
        Ensure(ref levels, Header.NumValues);
        if (Header.LevelEncoding == PageEncoding.BitPacked)
        {
            values = values[LegacyLevels.Read(body, levels.AsSpan(0, Header.NumValues), out var present)..];
            Present = present;
            return;
        }

        if (Header.LevelEncoding != PageEncoding.Rle)
            throw new InvalidDataException("definition levels have an unknown encoding");
        if (body.Length < 4)
            throw new InvalidDataException("definition levels are missing");
        var length = BitConverter.ToInt32(body);
        if (length < 0 || length > body.Length - 4)
            throw new InvalidDataException("definition levels are longer than their page");
        Present = HybridReader.ReadLevels(body.Slice(4, length), levels.AsSpan(0, Header.NumValues));
        values = values[(4 + length)..];
    }

    private void LoadV2(ReadOnlyMemory<byte> stored)
    {
        var levelBytes = (long)Header.DefinitionLevelsLength + Header.RepetitionLevelsLength;
        if (Header.DefinitionLevelsLength < 0 || Header.RepetitionLevelsLength < 0
            || levelBytes > stored.Length || levelBytes > Header.UncompressedSize)
        {
            throw new InvalidDataException("levels are longer than their page");
        }

        var codec = Header.IsCompressed ? metadata.Codec : CompressionMethod.None;
        var length = Header.UncompressedSize - (int)levelBytes;

        // Some writers leave the values of a page without any out, others write an empty compressed block.
        values = length == 0 ? default : Load(stored[(int)levelBytes..], codec, length);
        Present = Header.NumValues;
        if (!isOptional)
            return;
        Ensure(ref levels, Header.NumValues);
        var definition = stored.Span.Slice(Header.RepetitionLevelsLength, Header.DefinitionLevelsLength);
        Present = HybridReader.ReadLevels(definition, levels.AsSpan(0, Header.NumValues));
    }
}
