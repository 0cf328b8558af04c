namespace Parquet.Internal.Encodings;

/// <summary>Integers of 8 and 16 bits, which files hold in 32.</summary>
internal sealed class NarrowCodec<T> : ConvertedCodec<T, int>
    where T : struct, System.Numerics.INumberBase<T>
{
    protected override T FromStored(int stored)
    {
        var value = T.CreateTruncating(stored);
        return int.CreateTruncating(value) == stored ? value : throw OutOfRange();
    }

    protected override int ToStored(T value) => int.CreateTruncating(value);
}
