using System.Buffers;
using System.Buffers.Binary;

namespace Parquet.Internal;

/// <summary>Bytes that grow, in memory from the pool.</summary>
internal sealed class ByteBuffer : IDisposable
{
    private byte[] bytes;

    public ByteBuffer(int capacity = 1024) => bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Room for at least so many bytes after what is written; Advance says how many were used.</summary>
    public Span<byte> Reserve(int count)
    {
        if (count > bytes.Length - Length)
            Grow(count);
        return bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Write(ReadOnlySpan<byte> source)
    {
        source.CopyTo(Reserve(source.Length));
        Length += source.Length;
    }

    public void WriteByte(byte value)
    {
        if (Length == bytes.Length)
            Grow(1);
        bytes[Length++] = value;
    }

    public void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);
        Length += 4;
    }

    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte((byte)value);
    }

    public void PatchInt32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at, 4), value);

    public void Dispose()
    {
        var taken = bytes;
        bytes = [];
        Length = 0;
        if (taken.Length > 0)
            ArrayPool<byte>.Shared.Return(taken);
    }

    private void Grow(int count)
    {
        var wanted = (long)Length + count;
        if (wanted > Array.MaxLength)
            throw new ParquetException("a column chunk grows beyond 2 GB; write smaller row groups");
        var next = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(wanted, 2L * bytes.Length)));
        Written.CopyTo(next);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = next;
    }
}
