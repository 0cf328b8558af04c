using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.Pseudonyms;

/// <summary>
/// A file encrypted in chunks of 64 KiB with AES-256-GCM under a random key of its own, which is wrapped by a key derived from the
/// root key for the file's purpose. Each chunk is bound to its place, to the header and to whether it is the last, so that chunks
/// cannot be changed, moved, dropped or taken from another file. The number in the magic is raised whenever the content of these files
/// must no longer be mixed with what older ones hold; 02 came with references by AES-CMAC (<see cref="ReferenceScheme"/>).
/// Layout: magic, length and text of the key version, nonce, wrapped key, tag; then chunks of ciphertext and tag.
/// </summary>
public static class EncryptedFile
{
    internal const int ChunkSize = 64 * 1024;
    internal const int TagSize = 16;
    internal const int NonceSize = 12;
    private const int KeySize = 32;
    private const int LongestVersion = 200;

    private static ReadOnlySpan<byte> Magic => "TFENC02\n"u8;

    private static ReadOnlySpan<byte> EarlierMagic => "TFENC01\n"u8;

    /// <summary>A stream to write the clear content to; disposing it completes the file and leaves <paramref name="output"/> open.</summary>
    /// <param name="output">Receives the encrypted file; it is only written to.</param>
    /// <param name="ring">The keys; its version is stored in the header.</param>
    /// <param name="purpose">What the file is for; it can only be read for the same purpose.</param>
    public static Stream CreateWriter(Stream output, KeyRing ring, string purpose)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(ring);
        var dataKey = RandomNumberGenerator.GetBytes(KeySize);
        var header = WrapKey(dataKey, ring, purpose);
        output.Write(header);
        var writer = new EncryptedFileWriter(output, new AesGcm(dataKey, TagSize), SHA256.HashData(header));
        CryptographicOperations.ZeroMemory(dataKey);
        return writer;
    }

    /// <summary>A seekable stream of the clear content; disposing it disposes <paramref name="input"/>.</summary>
    /// <exception cref="EncryptedFileException">Not such a file, another key, another purpose, changed or cut short.</exception>
    /// <exception cref="EarlierStoreException">Made by an earlier version of the pipeline, whose references differ.</exception>
    public static Stream OpenRead(Stream input, KeyRing ring, string purpose)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(ring);
        try
        {
            var header = ReadHeader(input, ring.Version);
            var dataKey = UnwrapKey(header, ring, purpose);
            var reader = new EncryptedFileReader(input, header.Length, new AesGcm(dataKey, TagSize), SHA256.HashData(header));
            CryptographicOperations.ZeroMemory(dataKey);
            return reader;
        }
        catch (EndOfStreamException e)
        {
            throw new EncryptedFileException("An encrypted file ends inside its header.", e);
        }
    }

    internal static void WriteNonce(Span<byte> nonce, long chunk)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], chunk);
    }

    internal static void WriteAssociated(Span<byte> associated, ReadOnlySpan<byte> headerHash, long chunk, bool isLast)
    {
        headerHash.CopyTo(associated);
        BinaryPrimitives.WriteInt64BigEndian(associated[32..], chunk);
        associated[40] = isLast ? (byte)1 : (byte)0;
    }

    private static AesGcm Wrapper(KeyRing ring, string purpose) => new(ring.Derive("file/" + purpose), TagSize);

    private static byte[] WrapKey(byte[] dataKey, KeyRing ring, string purpose)
    {
        var version = Encoding.UTF8.GetBytes(ring.Version);
        if (version.Length > LongestVersion)
            throw new ArgumentException($"A key version has at most {LongestVersion} bytes; this one has {version.Length}.", nameof(ring));
        var bound = Magic.Length + 2 + version.Length + NonceSize;
        var header = new byte[bound + KeySize + TagSize];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(Magic.Length), (ushort)version.Length);
        version.CopyTo(header, Magic.Length + 2);
        var nonce = header.AsSpan(bound - NonceSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var wrapper = Wrapper(ring, purpose);
        wrapper.Encrypt(nonce, dataKey, header.AsSpan(bound, KeySize), header.AsSpan(bound + KeySize), header.AsSpan(0, bound));
        return header;
    }

    private static byte[] ReadHeader(Stream input, string expectedVersion)
    {
        var start = new byte[Magic.Length + 2];
        input.ReadExactly(start);
        if (!start.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            if (start.AsSpan().StartsWith(EarlierMagic))
                throw new EarlierStoreException("An encrypted file of the working store");
            throw new EncryptedFileException("This is not an encrypted file of the pipeline.");
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(start.AsSpan(Magic.Length));
        if (length > LongestVersion)
            throw new EncryptedFileException("The header of an encrypted file is damaged.");
        var header = new byte[start.Length + length + NonceSize + KeySize + TagSize];
        start.CopyTo(header, 0);
        input.ReadExactly(header.AsSpan(start.Length));
        var version = Encoding.UTF8.GetString(header.AsSpan(start.Length, length));
        if (!string.Equals(version, expectedVersion, StringComparison.Ordinal))
            throw new EncryptedFileException("An encrypted file was made with another version of the key; run with that version, or make the file again.");
        return header;
    }

    private static byte[] UnwrapKey(byte[] header, KeyRing ring, string purpose)
    {
        var bound = header.Length - KeySize - TagSize;
        var dataKey = new byte[KeySize];
        try
        {
            using var wrapper = Wrapper(ring, purpose);
            wrapper.Decrypt(header.AsSpan(bound - NonceSize, NonceSize), header.AsSpan(bound, KeySize), header.AsSpan(bound + KeySize), dataKey, header.AsSpan(0, bound));
            return dataKey;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new EncryptedFileException("An encrypted file does not open: another key, another purpose, or a changed header.", e);
        }
    }
}
