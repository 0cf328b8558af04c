using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Parquet.Internal.Encodings;

/// <summary>
/// Unpacks little-endian bit-packed unsigned numbers of 0 to 32 bits. With AVX2 eight numbers are unpacked at once:
/// a shuffle brings the four bytes around each number into its lane, a variable shift and a mask cut it out.
/// </summary>
internal static class BitUnpacker
{
    // A number of w bits that starts anywhere in a byte lies within four bytes up to this width.
    private const int MaxVectorWidth = 25;

    /// <summary>Bytes that so many packed numbers take.</summary>
    public static int PackedLength(int count, int width) => (int)((((long)count * width) + 7) / 8);

    /// <summary>Unpacks as many numbers as the destination holds; the source must hold them.</summary>
    public static void Unpack(ReadOnlySpan<byte> source, int width, Span<uint> destination)
    {
        if (source.Length < PackedLength(destination.Length, width))
            throw new InvalidDataException("packed values end too early");
        if (width == 0)
        {
            destination.Clear();
            return;
        }

        var done = Avx2.IsSupported && width <= MaxVectorWidth ? UnpackVector(source, width, destination) : 0;
        UnpackScalar(source, width, destination, done);
    }

    private static int UnpackVector(ReadOnlySpan<byte> source, int width, Span<uint> destination)
    {
        var (lowShuffle, highShuffle, shifts) = Plan(width);
        var mask = Vector256.Create((1u << width) - 1);
        var highStart = (4 * width) >> 3;
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(destination);

        // The upper load reads 16 bytes from highStart; it must stay inside the source.
        var groups = Math.Min(destination.Length / 8, source.Length < highStart + 16 ? 0 : ((source.Length - highStart - 16) / width) + 1);
        for (var g = 0; g < groups; g++)
        {
            ref var at = ref Unsafe.Add(ref from, (nint)g * width);
            var low = Ssse3.Shuffle(Vector128.LoadUnsafe(ref at), lowShuffle);
            var high = Ssse3.Shuffle(Vector128.LoadUnsafe(ref Unsafe.Add(ref at, highStart)), highShuffle);
            var both = Vector256.Create(low, high).AsUInt32();
            (Avx2.ShiftRightLogicalVariable(both, shifts) & mask).StoreUnsafe(ref Unsafe.Add(ref to, g * 8));
        }

        return groups * 8;
    }

    private static (Vector128<byte> Low, Vector128<byte> High, Vector256<uint> Shifts) Plan(int width)
    {
        Span<byte> shuffle = stackalloc byte[32];
        Span<uint> shifts = stackalloc uint[8];
        var highStart = (4 * width) >> 3;
        for (var i = 0; i < 8; i++)
        {
            var bit = i * width;
            shifts[i] = (uint)(bit & 7);
            var first = (bit >> 3) - (i < 4 ? 0 : highStart);
            for (var b = 0; b < 4; b++)
                shuffle[(4 * i) + b] = (byte)(first + b);
        }

        return (Vector128.Create<byte>(shuffle[..16]), Vector128.Create<byte>(shuffle[16..]), Vector256.Create<uint>(shifts));
    }

    private static void UnpackScalar(ReadOnlySpan<byte> source, int width, Span<uint> destination, int index)
    {
        var mask = width == 32 ? uint.MaxValue : (1u << width) - 1;
        var bit = (long)index * width;
        ref var from = ref MemoryMarshal.GetReference(source);
        for (; index < destination.Length && (bit >> 3) + 8 <= source.Length; index++, bit += width)
        {
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, (nint)(bit >> 3)));
            destination[index] = (uint)(word >> (int)(bit & 7)) & mask;
        }

        for (; index < destination.Length; index++, bit += width)
            destination[index] = (uint)(LoadTail(source, (int)(bit >> 3)) >> (int)(bit & 7)) & mask;
    }

    private static ulong LoadTail(ReadOnlySpan<byte> source, int start)
    {
        ulong word = 0;
        for (var i = 0; i < 8 && start + i < source.Length; i++)
            word |= (ulong)source[start + i] << (8 * i);
        return word;
    }
}
