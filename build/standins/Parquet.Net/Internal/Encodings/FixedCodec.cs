using System.Runtime.InteropServices;

namespace Parquet.Internal.Encodings;

/// <summary>Values of fixed width between memory and plain encoding.</summary>
/// <typeparam name="T">Type of a value in memory.</typeparam>
internal abstract class FixedCodec<T>
    where T : struct
{
    /// <summary>Bytes of a value in plain encoding.</summary>
    public abstract int Width { get; }

    /// <summary>Decodes as many values as the destination holds; the source has exactly their bytes.</summary>
    public abstract void Decode(ReadOnlySpan<byte> plain, Span<T> destination);

    /// <summary>Encodes all values; the target has exactly their bytes.</summary>
    public abstract void Encode(ReadOnlySpan<T> values, Span<byte> plain);
}

/// <summary>Values whose plain encoding is their memory.</summary>
internal sealed class RawCodec<T> : FixedCodec<T>
    where T : unmanaged
{
    public override unsafe int Width => sizeof(T);

    public override void Decode(ReadOnlySpan<byte> plain, Span<T> destination) =>
        plain.CopyTo(MemoryMarshal.AsBytes(destination));

    public override void Encode(ReadOnlySpan<T> values, Span<byte> plain) =>
        MemoryMarshal.AsBytes(values).CopyTo(plain);
}

/// <summary>Values that are made from a stored number one by one.</summary>
internal abstract class ConvertedCodec<T, TStored> : FixedCodec<T>
    where T : struct
    where TStored : unmanaged
{
    public override unsafe int Width => sizeof(TStored);

    public override void Decode(ReadOnlySpan<byte> plain, Span<T> destination)
    {
        var stored = MemoryMarshal.Cast<byte, TStored>(plain);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = FromStored(stored[i]);
    }

    public override void Encode(ReadOnlySpan<T> values, Span<byte> plain)
    {
        var stored = MemoryMarshal.Cast<byte, TStored>(plain);
        for (var i = 0; i < values.Length; i++)
            stored[i] = ToStored(values[i]);
    }

    protected abstract T FromStored(TStored stored);

    protected abstract TStored ToStored(T value);

    protected static InvalidDataException OutOfRange() => new("a value is out of the range of its type");
}
