using System.Buffers.Binary;
using System.IO.Compression;
using Parquet.Internal.Compression;
using Parquet.Internal.Compression.Zstd;

namespace TfPipeline.Core.Tests.ParquetStandin;

/// <summary>Checksums against known answers and against the framework's own Gzip.</summary>
[Trait("tier", "unit")]
public sealed class ChecksumTests
{
    [Fact]
    public void The_page_checksum_is_that_of_Gzip_at_every_length()
    {
        var random = new Random(1);
        for (var length = 0; length < 700; length++)
        {
            var data = new byte[length];
            random.NextBytes(data);
            Assert.Equal(GzipChecksum(data), Crc32.Compute(data));
        }
    }

    [Fact]
    public void The_page_checksum_has_the_published_check_value() =>
        Assert.Equal(0xCBF4_3926, Crc32.Compute("123456789"u8));

    [Theory]
    [InlineData("", 0xEF46_DB37_51D8_E999)]
    [InlineData("a", 0xD24E_C4F1_A98C_6E5B)]
    [InlineData("abc", 0x44BC_2CF5_AD77_0999)]
    public void The_Zstandard_checksum_has_the_published_values(string text, ulong expected) =>
        Assert.Equal(expected, XxHash64.Compute(System.Text.Encoding.ASCII.GetBytes(text)));

    private static uint GzipChecksum(byte[] data)
    {
        using var sink = new MemoryStream();
        using (var gzip = new GZipStream(sink, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(data);
        return data.Length == 0 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(sink.ToArray().AsSpan()[^8..]);
    }
}
