using System.Security.Cryptography;
using Parquet;
using Parquet.Schema;
using TfPipeline.Core.Tests.ParquetContract;

namespace TfPipeline.Core.Tests.ParquetStandin;

/// <summary>
/// The same rows are the same bytes on every processor. The digest is pinned: run this class also with
/// DOTNET_EnableAVX2=0 or DOTNET_EnableHWIntrinsic=0.
/// </summary>
[Trait("tier", "unit")]
public sealed class SameBytesTests
{
    private const string Pinned = "6c09c545b26478c0eb09d4b60e375f32d89363539cf6cd039cb8808a5745eb14";

    [Fact]
    public async Task The_same_rows_are_the_same_bytes_on_every_processor()
    {
        using var first = await WriteAsync();
        using var second = await WriteAsync();

        Assert.Equal(first.ToArray(), second.ToArray());
        var digest = Convert.ToHexStringLower(SHA256.HashData(first.ToArray()));
        Assert.True(string.Equals(Pinned, digest, StringComparison.Ordinal), $"the digest is {digest}");
    }

    [Fact]
    public async Task No_text_and_no_bytes_of_a_row_are_in_the_footer()
    {
        var text = new DataField<string>("a");
        var binary = new DataField<byte[]>("b");
        using var first = await OneColumn.WriteAsync(text, g => g.WriteAsync(text, new[] { "Zebedee", "Marked" }));
        using var second = await OneColumn.WriteAsync(binary, g => g.WriteAsync(binary, new byte[]?[] { "Zebedee"u8.ToArray() }));

        foreach (var file in new[] { first.ToArray(), second.ToArray() })
        {
            var footer = file.AsSpan(file.Length - 8 - BitConverter.ToInt32(file, file.Length - 8));
            Assert.True(footer.IndexOf("Zeb"u8) < 0 && footer.IndexOf("Mark"u8) < 0);
        }
    }

    private static async Task<MemoryStream> WriteAsync()
    {
        var target = new MemoryStream();
        await using var source = File.OpenRead(KeptFilesTests.Paths()[0]);
        await FileCopy.CopyAsync(source, target, new ParquetOptions());
        return target;
    }
}
