using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.Pseudonyms;

/// <summary>
/// A root key in a local file: 32 raw bytes, or 64 hexadecimal digits (white space around them is ignored).
/// For one machine only; in Azure the key lives in a vault.
/// </summary>
public sealed class FileRootKeySource(string path) : IRootKeySource
{
    /// <inheritdoc />
    /// <exception cref="RootKeyFileException">The file holds neither form.</exception>
    public async Task<RootKey> GetAsync(CancellationToken cancellationToken = default)
    {
        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            return Parse(content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static RootKey Parse(byte[] content)
    {
        if (content.Length == RootKey.Size)
            return Create(content);
        var text = Encoding.ASCII.GetString(content).Trim();
        if (text.Length != 2 * RootKey.Size || !text.All(char.IsAsciiHexDigit))
            throw new RootKeyFileException(content.Length);
        var secret = Convert.FromHexString(text);
        try
        {
            return Create(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    // A file carries no version; a one-way fingerprint tells two files apart without revealing either.
    private static RootKey Create(ReadOnlySpan<byte> secret)
        => new(secret, "file-" + Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.ToArray(), 4, info: "tfp/v1/fingerprint"u8.ToArray())));
}
