using System.Security.Cryptography;

namespace TfPipeline.Pseudonyms;

/// <summary>The root secret: 32 random bytes and the version they carry in the key store.</summary>
public sealed class RootKey : IDisposable
{
    /// <summary>The only accepted length, in bytes.</summary>
    public const int Size = 32;

    private readonly byte[] _bytes;

    /// <summary>Takes a copy of the secret.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes, or no version. The message names the size only.</exception>
    public RootKey(ReadOnlySpan<byte> secret, string version)
    {
        if (secret.Length != Size)
            throw new ArgumentException($"A root key has {Size} bytes; this one has {secret.Length}.", nameof(secret));
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        _bytes = secret.ToArray();
        Version = version;
    }

    /// <summary>Stored beside everything made from this key; versions are never mixed in a run.</summary>
    public string Version { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Wipes the copy.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"root key, version {Version}";
}
