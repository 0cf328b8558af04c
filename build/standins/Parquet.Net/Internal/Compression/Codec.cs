using System.IO.Compression;
using Parquet.Internal.Compression.Zstd;

namespace Parquet.Internal.Compression;

/// <summary>The codecs of pages.</summary>
internal static class Codec
{
    public static bool CanWrite(CompressionMethod method) =>
        method is CompressionMethod.None or CompressionMethod.Snappy or CompressionMethod.Gzip or CompressionMethod.Brotli;

    public static bool CanRead(CompressionMethod method) => CanWrite(method) || method == CompressionMethod.Zstd;

    public static void Compress(CompressionMethod method, CompressionLevel level, ReadOnlySpan<byte> source, ByteBuffer output)
    {
        switch (method)
        {
            case CompressionMethod.None:
                output.Write(source);
                break;
            case CompressionMethod.Snappy:
                SnappyCompressor.Compress(source, output);
                break;
            case CompressionMethod.Gzip:
                CompressGzip(level, source, output);
                break;
            case CompressionMethod.Brotli:
                CompressBrotli(level, source, output);
                break;
            default:
                throw new NotSupportedException($"writing {method} is not supported; use Snappy, Gzip, Brotli or None");
        }
    }

    /// <summary>Fills the destination exactly, or throws InvalidDataException.</summary>
    public static void Decompress(CompressionMethod method, ReadOnlyMemory<byte> source, Span<byte> destination)
    {
        switch (method)
        {
            case CompressionMethod.Snappy:
                Snappy.Decompress(source.Span, destination);
                break;
            case CompressionMethod.Gzip:
                DecompressGzip(source, destination);
                break;
            case CompressionMethod.Brotli:
                DecompressBrotli(source.Span, destination);
                break;
            case CompressionMethod.Zstd:
                Zstandard.Decompress(source.Span, destination);
                break;
            default:
                throw new InvalidDataException($"the codec {method} is not supported");
        }
    }

    private static void CompressGzip(CompressionLevel level, ReadOnlySpan<byte> source, ByteBuffer output)
    {
        using var sink = new MemoryStream();
        using (var gzip = new GZipStream(sink, level, leaveOpen: true))
            gzip.Write(source);
        output.Write(sink.GetBuffer().AsSpan(0, (int)sink.Length));
    }

    private static void CompressBrotli(CompressionLevel level, ReadOnlySpan<byte> source, ByteBuffer output)
    {
        var quality = level switch
        {
            CompressionLevel.SmallestSize => 9,
            CompressionLevel.Optimal => 4,
            CompressionLevel.Fastest => 1,
            _ => 0,
        };
        var target = output.Reserve(BrotliEncoder.GetMaxCompressedLength(source.Length));
        if (!BrotliEncoder.TryCompress(source, target, out var written, quality, window: 22))
            throw new ParquetException("a page could not be compressed with Brotli");
        output.Advance(written);
    }

    private static void DecompressGzip(ReadOnlyMemory<byte> source, Span<byte> destination)
    {
        using var gzip = new GZipStream(new ReadOnlyMemoryStream(source), CompressionMode.Decompress);
        gzip.ReadExactly(destination);
        if (gzip.ReadByte() >= 0)
            throw new InvalidDataException("the page is longer than its header says");
    }

    private static void DecompressBrotli(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (!BrotliDecoder.TryDecompress(source, destination, out var written) || written != destination.Length)
            throw new InvalidDataException("the Brotli data is broken or differs from the page header");
    }
}
