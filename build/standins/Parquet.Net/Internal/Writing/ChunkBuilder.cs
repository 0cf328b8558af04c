using Parquet.Internal.Compression;
using Parquet.Internal.Format;

namespace Parquet.Internal.Writing;

/// <summary>
/// Collects the pages of one column chunk. A page is levels and values, compressed together; each page header carries
/// the checksum of what follows it.
/// </summary>
internal sealed class ChunkBuilder : IDisposable
{
    private readonly ByteBuffer body = new(1 << 20);
    private readonly ByteBuffer page = new(1 << 16);
    private readonly ByteBuffer compressed = new(1 << 16);
    private readonly ParquetOptions options;
    private readonly long start;
    private bool codecChosen;

    public ChunkBuilder(SchemaElement element, ParquetOptions options, long start)
    {
        this.options = options;
        this.start = start;
        Metadata = new ChunkMetadata { Type = element.Type!.Value, Codec = options.CompressionMethod };
        Metadata.Path.Add(element.Name);
    }

    public ChunkMetadata Metadata { get; }

    public ReadOnlyMemory<byte> Bytes => body.WrittenMemory;

    /// <summary>The uncompressed content of the page under way.</summary>
    public ByteBuffer Page => page;

    public void EndDictionaryPage(int entries)
    {
        Metadata.DictionaryPageOffset = start + body.Length;
        Metadata.Encodings.Add(PageEncoding.Plain);
        EndPage(new PageHeader { Type = PageType.Dictionary, NumValues = entries, Encoding = PageEncoding.Plain });
    }

    public void EndDataPage(int rows, PageEncoding encoding)
    {
        if (Metadata.DataPageOffset == 0)
            Metadata.DataPageOffset = start + body.Length;
        Metadata.NumValues += rows;
        Metadata.Encodings.Add(encoding);
        Metadata.Encodings.Add(PageEncoding.Rle);
        EndPage(new PageHeader { Type = PageType.Data, NumValues = rows, Encoding = encoding });
    }

    public void Dispose()
    {
        body.Dispose();
        page.Dispose();
        compressed.Dispose();
    }

    private void EndPage(PageHeader header)
    {
        ChooseCodec();
        var content = page;
        if (Metadata.Codec != CompressionMethod.None)
        {
            compressed.Clear();
            Codec.Compress(Metadata.Codec, options.CompressionLevel, page.Written, compressed);
            content = compressed;
        }

        header.UncompressedSize = page.Length;
        header.CompressedSize = content.Length;
        header.Crc = (int)Crc32.Compute(content.Written);
        var before = body.Length;
        PageHeaderFormat.Write(body, header);
        Metadata.TotalUncompressedSize += body.Length - before + page.Length;
        body.Write(content.Written);
        Metadata.TotalCompressedSize += body.Length - before;
        page.Clear();
    }

    /// <summary>Random values (tokens) do not shrink; their chunk is then stored as it is, which reads faster.</summary>
    private void ChooseCodec()
    {
        if (codecChosen)
            return;
        codecChosen = true;
        if (Metadata.Codec != CompressionMethod.Snappy || page.Length < 1 << 14)
            return;
        compressed.Clear();
        SnappyCompressor.Compress(page.Written[..(1 << 14)], compressed);
        if (compressed.Length > (1 << 14) * 15 / 16)
            Metadata.Codec = CompressionMethod.None;
    }
}
