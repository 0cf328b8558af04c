using System.Buffers;

namespace System.IO.Hashing;

/// <summary>Base of non-cryptographic hashes; Azure.Storage.Common derives from it.</summary>
public abstract class NonCryptographicHashAlgorithm
{
    private const int ChunkBytes = 4096;

    /// <summary>Called by a derived class with the length of its hash in bytes.</summary>
    protected NonCryptographicHashAlgorithm(int hashLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashLengthInBytes, 1);
        HashLengthInBytes = hashLengthInBytes;
    }

    /// <summary>Length of the hash in bytes.</summary>
    public int HashLengthInBytes { get; }

    /// <summary>Adds bytes to what is hashed.</summary>
    public abstract void Append(ReadOnlySpan<byte> source);

    /// <summary>Starts again.</summary>
    public abstract void Reset();

    /// <summary>Adds bytes to what is hashed.</summary>
    public void Append(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Append(new ReadOnlySpan<byte>(source));
    }

    /// <summary>Adds a stream, to its end, to what is hashed.</summary>
    public void Append(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        for (int read; (read = stream.Read(buffer, 0, buffer.Length)) > 0;)
            Append(buffer.AsSpan(0, read));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Adds a stream, to its end, to what is hashed.</summary>
    public async Task AppendAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            Append(buffer.AsSpan(0, read));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>The hash of what was added so far.</summary>
    public byte[] GetCurrentHash()
    {
        var hash = new byte[HashLengthInBytes];
        GetCurrentHashCore(hash);
        return hash;
    }

    /// <summary>Writes the hash of what was added so far; false when the destination is too short.</summary>
    public bool TryGetCurrentHash(Span<byte> destination, out int bytesWritten)
    {
        bytesWritten = 0;
        if (destination.Length < HashLengthInBytes)
            return false;
        GetCurrentHashCore(destination[..HashLengthInBytes]);
        bytesWritten = HashLengthInBytes;
        return true;
    }

    /// <summary>Writes the hash of what was added so far.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public int GetCurrentHash(Span<byte> destination) =>
        TryGetCurrentHash(destination, out var written) ? written : throw TooShort();

    /// <summary>The hash of what was added so far; then starts again.</summary>
    public byte[] GetHashAndReset()
    {
        var hash = new byte[HashLengthInBytes];
        GetHashAndResetCore(hash);
        return hash;
    }

    /// <summary>Writes the hash of what was added so far and starts again; false when the destination is too short.</summary>
    public bool TryGetHashAndReset(Span<byte> destination, out int bytesWritten)
    {
        bytesWritten = 0;
        if (destination.Length < HashLengthInBytes)
            return false;
        GetHashAndResetCore(destination[..HashLengthInBytes]);
        bytesWritten = HashLengthInBytes;
        return true;
    }

    /// <summary>Writes the hash of what was added so far and starts again.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public int GetHashAndReset(Span<byte> destination) =>
        TryGetHashAndReset(destination, out var written) ? written : throw TooShort();

    /// <summary>Writes the hash of what was added so far.</summary>
    protected abstract void GetCurrentHashCore(Span<byte> destination);

    /// <summary>Writes the hash of what was added so far and starts again.</summary>
    protected virtual void GetHashAndResetCore(Span<byte> destination)
    {
        GetCurrentHashCore(destination);
        Reset();
    }

    private static ArgumentException TooShort() => new("the destination is too short for the hash");
}
