using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Internal.Compression;

/// <summary>Writes Snappy blocks. What is written depends on the input only, never on the processor.</summary>
internal static class SnappyCompressor
{
    private const int BlockSize = 1 << 16;
    private const int HashBits = 14;

    // A match may be looked for only where eight bytes can still be loaded.
    private const int Margin = 15;

    /// <summary>Largest size that a compressed input of this length can have.</summary>
    public static int MaxCompressedLength(int length) => checked(32 + length + (length / 6));

    /// <summary>Compresses into the buffer.</summary>
    public static void Compress(ReadOnlySpan<byte> source, ByteBuffer output)
    {
        output.WriteVarint((ulong)source.Length);
        Span<ushort> table = stackalloc ushort[1 << HashBits];
        while (!source.IsEmpty)
        {
            var block = source[..Math.Min(BlockSize, source.Length)];
            source = source[block.Length..];
            table.Clear();
            var target = output.Reserve(MaxCompressedLength(block.Length));
            output.Advance(CompressBlock(block, target, table));
        }
    }

    private static int CompressBlock(ReadOnlySpan<byte> block, Span<byte> target, Span<ushort> table)
    {
        var written = 0;
        var literalStart = 0;
        if (block.Length >= Margin)
        {
            var limit = block.Length - Margin;
            var at = 1;
            while (FindMatch(block, table, ref at, limit, out var candidate))
            {
                written += EmitLiteral(block[literalStart..at], target[written..]);
                do
                {
                    var length = 4 + MatchLength(block, candidate + 4, at + 4);
                    written += EmitCopy(target[written..], at - candidate, length);
                    at += length;
                    literalStart = at;
                }
                while (at < limit && TakeNext(block, table, at, out candidate));
                if (at >= limit)
                    break;
                at++;
            }
        }

        if (literalStart < block.Length)
            written += EmitLiteral(block[literalStart..], target[written..]);
        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool FindMatch(ReadOnlySpan<byte> block, Span<ushort> table, ref int at, int limit, out int candidate)
    {
        // After every 32 misses the stride grows, so that data without matches costs little.
        var skip = 32;
        while (at < limit)
        {
            var value = Load32(block, at);
            ref var slot = ref table[(int)Hash(value)];
            candidate = slot;
            slot = (ushort)at;
            if (candidate < at && Load32(block, candidate) == value)
                return true;
            at += skip++ >> 5;
        }

        candidate = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TakeNext(ReadOnlySpan<byte> block, Span<ushort> table, int at, out int candidate)
    {
        table[(int)Hash(Load32(block, at - 1))] = (ushort)(at - 1);
        var value = Load32(block, at);
        ref var slot = ref table[(int)Hash(value)];
        candidate = slot;
        slot = (ushort)at;
        return candidate < at && Load32(block, candidate) == value;
    }

    private static int MatchLength(ReadOnlySpan<byte> block, int earlier, int later)
    {
        var start = later;
        while (later + 8 <= block.Length)
        {
            var difference = Load64(block, earlier) ^ Load64(block, later);
            if (difference != 0)
                return later - start + (BitOperations.TrailingZeroCount(difference) >> 3);
            earlier += 8;
            later += 8;
        }

        while (later < block.Length && block[earlier] == block[later])
        {
            earlier++;
            later++;
        }

        return later - start;
    }

    private static int EmitLiteral(ReadOnlySpan<byte> literal, Span<byte> target)
    {
        var n = literal.Length - 1;
        var header = 1;
        if (n < 60)
        {
            target[0] = (byte)(n << 2);
        }
        else if (n < 1 << 8)
        {
            target[0] = 60 << 2;
            target[1] = (byte)n;
            header = 2;
        }
        else
        {
            target[0] = 61 << 2;
            BinaryPrimitives.WriteUInt16LittleEndian(target[1..], (ushort)n);
            header = 3;
        }

        literal.CopyTo(target[header..]);
        return header + literal.Length;
    }

    private static int EmitCopy(Span<byte> target, int offset, int length)
    {
        var written = 0;
        while (length >= 68)
        {
            written += EmitLongCopy(target[written..], offset, 64);
            length -= 64;
        }

        if (length > 64)
        {
            written += EmitLongCopy(target[written..], offset, 60);
            length -= 60;
        }

        if (length >= 12 || offset >= 2048)
            return written + EmitLongCopy(target[written..], offset, length);
        target[written] = (byte)(1 | ((length - 4) << 2) | ((offset >> 8) << 5));
        target[written + 1] = (byte)offset;
        return written + 2;
    }

    private static int EmitLongCopy(Span<byte> target, int offset, int length)
    {
        target[0] = (byte)(2 | ((length - 1) << 2));
        BinaryPrimitives.WriteUInt16LittleEndian(target[1..], (ushort)offset);
        return 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint value) => (value * 0x1E35A7BDu) >> (32 - HashBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Load32(ReadOnlySpan<byte> data, int at) =>
        Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load64(ReadOnlySpan<byte> data, int at) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), at));
}
