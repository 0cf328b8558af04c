namespace System.IO.Hashing;

/// <summary>Base of non-cryptographic hashes; the part that Azure.Storage.Common calls.</summary>
public abstract class NonCryptographicHashAlgorithm
{
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

    /// <summary>Writes the hash of what was added so far.</summary>
    protected abstract void GetCurrentHashCore(Span<byte> destination);
}
