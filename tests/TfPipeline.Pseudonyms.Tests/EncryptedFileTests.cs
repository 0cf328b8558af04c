using TfPipeline.TestData;

namespace TfPipeline.Pseudonyms.Tests;

[Trait("tier", "unit")]
public class EncryptedFileTests
{
    private const int Chunk = 64 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((3 * Chunk) + 5)]
    public async Task Reads_back_what_was_written(int length)
    {
        var clear = Content(length);
        var file = Encrypt(clear);
        await using var reader = Open(file);
        Assert.Equal(length, reader.Length);
        using var read = new MemoryStream();
        await reader.CopyToAsync(read);
        Assert.Equal(clear, read.ToArray());
    }

    [Fact]
    public void Can_be_sought()
    {
        var clear = Content(3 * Chunk);
        using var reader = Open(Encrypt(clear));
        foreach (var at in new[] { (2 * Chunk) + 7, 0, Chunk - 1, (3 * Chunk) - 2 })
        {
            reader.Position = at;
            var two = new byte[2];
            reader.ReadExactly(two);
            Assert.Equal(clear[at..(at + 2)], two);
        }
    }

    [Fact]
    public void Refuses_another_key_of_the_same_version_and_another_purpose()
    {
        var file = Encrypt(Content(10));
        using var ring = TestKeys.Ring();
        Assert.Throws<EncryptedFileException>(() => EncryptedFile.OpenRead(new MemoryStream(file), ring, "other"));
        using var root = new RootKey(new byte[32], ring.Version);
        using var other = new KeyRing(root);
        Assert.Throws<EncryptedFileException>(() => EncryptedFile.OpenRead(new MemoryStream(file), other, "test"));
    }

    [Fact]
    public void Refuses_another_version_of_the_key()
    {
        using var other = TestKeys.Ring(8);
        Assert.Throws<EncryptedFileException>(() => EncryptedFile.OpenRead(new MemoryStream(Encrypt(Content(10))), other, "test"));
    }

    [Fact]
    public void Refuses_a_file_with_any_byte_changed()
    {
        var file = Encrypt(Content(100));
        for (var i = 0; i < file.Length; i++)
        {
            var changed = (byte[])file.Clone();
            changed[i] ^= 1;
            Assert.Throws<EncryptedFileException>(() => ReadAll(changed));
        }
    }

    [Fact]
    public void Refuses_a_file_cut_at_any_place()
    {
        var file = Encrypt(Content((2 * Chunk) + 50));
        var sealedChunk = Chunk + 16;
        var header = file.Length - (2 * sealedChunk) - 66;
        foreach (var length in new[] { 0, 5, header, header + 8, header + sealedChunk, header + sealedChunk + 3, header + (2 * sealedChunk), file.Length - 1 })
            Assert.Throws<EncryptedFileException>(() => ReadAll(file[..length]));
    }

    [Fact]
    public void Refuses_chunks_in_another_order()
    {
        var file = Encrypt(Content(3 * Chunk));
        var sealedChunk = Chunk + 16;
        var header = file.Length - (3 * sealedChunk);
        byte[] swapped = [.. file[..header], .. file[(header + sealedChunk)..(header + (2 * sealedChunk))], .. file[header..(header + sealedChunk)], .. file[(header + (2 * sealedChunk))..]];
        Assert.Throws<EncryptedFileException>(() => ReadAll(swapped));
    }

    [Fact]
    public void Two_files_of_one_content_have_nothing_in_common_after_the_header()
    {
        byte[] first = Encrypt(new byte[100]), second = Encrypt(new byte[100]);
        Assert.NotEqual(first[^116..^16], second[^116..^16]);
    }

    private static byte[] Content(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Encrypt(byte[] clear)
    {
        using var ring = TestKeys.Ring();
        using var output = new MemoryStream();
        using (var writer = EncryptedFile.CreateWriter(output, ring, "test"))
            writer.Write(clear);
        return output.ToArray();
    }

    private static Stream Open(byte[] file)
    {
        using var ring = TestKeys.Ring();
        return EncryptedFile.OpenRead(new MemoryStream(file), ring, "test");
    }

    private static void ReadAll(byte[] file)
    {
        using var reader = Open(file);
        reader.CopyTo(Stream.Null);
    }
}
