using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Parquet.Internal.Compression;

/// <summary>Reads Snappy blocks: a length, then literals and copies of what came before.</summary>
internal static class Snappy
{
    /// <summary>The length that compressed data claims to have.</summary>
    public static int ReadLength(ReadOnlySpan<byte> source, out int headerLength)
    {
        uint length = 0;
        for (headerLength = 0; headerLength < 5; headerLength++)
        {
            if (headerLength >= source.Length)
                break;
            var b = source[headerLength];
            length |= (uint)(b & 0x7F) << (7 * headerLength);
            if (b >= 0x80)
                continue;
            headerLength++;
            return length <= int.MaxValue ? (int)length : throw Broken();
        }

        throw Broken();
    }

    /// <summary>Fills the destination exactly, or throws.</summary>
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (ReadLength(source, out var from) != destination.Length)
            throw new InvalidDataException("the Snappy length differs from the page header");
        var to = 0;
        while (from < source.Length)
        {
            var tag = source[from++];
            if ((tag & 3) == 0)
                CopyLiteral(source, ref from, destination, ref to, tag >> 2);
            else
                CopyBack(source, ref from, destination, ref to, tag);
        }

        if (to != destination.Length)
            throw Broken();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyLiteral(ReadOnlySpan<byte> source, ref int from, Span<byte> destination, ref int to, int length)
    {
        if (length < 16 && source.Length - from >= 16 && destination.Length - to >= 16)
        {
            // Sixteen bytes at once are cheaper than exactly the right number.
            Unsafe.WriteUnaligned(ref destination[to], Unsafe.ReadUnaligned<UInt128>(in source[from]));
            from += length + 1;
            to += length + 1;
            return;
        }

        if (length >= 60)
            length = ReadLongLength(source, ref from, length - 59);
        length++;
        if (length <= 0 || length > source.Length - from || length > destination.Length - to)
            throw Broken();
        source.Slice(from, length).CopyTo(destination[to..]);
        from += length;
        to += length;
    }

    private static int ReadLongLength(ReadOnlySpan<byte> source, ref int from, int bytes)
    {
        if (bytes > source.Length - from)
            throw Broken();
        uint length = 0;
        for (var i = 0; i < bytes; i++)
            length |= (uint)source[from++] << (8 * i);
        return length < int.MaxValue ? (int)length : throw Broken();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyBack(ReadOnlySpan<byte> source, ref int from, Span<byte> destination, ref int to, int tag)
    {
        int length;
        int offset;
        if ((tag & 3) == 1)
        {
            if (from >= source.Length)
                throw Broken();
            length = 4 + ((tag >> 2) & 7);
            offset = ((tag >> 5) << 8) | source[from++];
        }
        else
        {
            var wide = (tag & 3) == 3 ? 4 : 2;
            if (source.Length - from < wide)
                throw Broken();
            length = 1 + (tag >> 2);
            offset = wide == 2
                ? BinaryPrimitives.ReadUInt16LittleEndian(source[from..])
                : BinaryPrimitives.ReadInt32LittleEndian(source[from..]);
            from += wide;
        }

        if (offset <= 0 || offset > to || length > destination.Length - to)
            throw Broken();
        CopyOverlapping(destination, to, offset, length);
        to += length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyOverlapping(Span<byte> destination, int to, int offset, int length)
    {
        if (offset >= 16 && destination.Length - to >= length + 16)
        {
            ref var target = ref destination[to];
            ref var origin = ref destination[to - offset];
            for (var i = 0; i < length; i += 16)
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Unsafe.ReadUnaligned<UInt128>(ref Unsafe.Add(ref origin, i)));
            return;
        }

        if (offset >= length)
        {
            destination.Slice(to - offset, length).CopyTo(destination[to..]);
            return;
        }

        for (var i = 0; i < length; i++)
            destination[to + i] = destination[to + i - offset];
    }

    private static InvalidDataException Broken() => new("the Snappy data is broken");
}
