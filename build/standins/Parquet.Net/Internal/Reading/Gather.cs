using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Parquet.Internal.Reading;

/// <summary>Looks indices up in a dictionary; the indices have been checked against its length.</summary>
internal static class Gather
{
    public static void Take<T>(ReadOnlySpan<T> dictionary, ReadOnlySpan<uint> indices, Span<T> destination)
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>() && Avx2.IsSupported && Unsafe.SizeOf<T>() is 4 or 8)
        {
            TakeVector(dictionary, indices, destination);
            return;
        }

        ref var first = ref MemoryMarshal.GetReference(dictionary);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = Unsafe.Add(ref first, indices[i]);
    }

    /// <summary>
    /// Values with gaps: where there is none, the entry behind the last one is taken, which is the missing value. So
    /// there is no branch to mispredict, and each row is written once.
    /// </summary>
    public static void TakeWithGaps<T>(
        ReadOnlySpan<T> dictionary, ReadOnlySpan<uint> indices, ReadOnlySpan<byte> levels, Span<T> destination)
    {
        if (indices.IsEmpty)
        {
            destination.Fill(dictionary[^1]);
            return;
        }

        ref var first = ref MemoryMarshal.GetReference(dictionary);
        ref var index = ref MemoryMarshal.GetReference(indices);
        var missing = (uint)dictionary.Length - 1;
        var last = indices.Length - 1;
        var next = 0;
        for (var i = 0; i < destination.Length; i++)
        {
            var level = (uint)levels[i];
            var mask = 0u - level;

            // After the last value the index stays where it is, for rows that are all missing.
            var at = Math.Min(next, last);
            destination[i] = Unsafe.Add(ref first, (Unsafe.Add(ref index, at) & mask) | (missing & ~mask));
            next += (int)level;
        }
    }

    private static unsafe void TakeVector<T>(ReadOnlySpan<T> dictionary, ReadOnlySpan<uint> indices, Span<T> destination)
    {
        ref var from = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(dictionary));
        ref var to = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(destination));
        ref var index = ref MemoryMarshal.GetReference(indices);
        var i = 0;
        fixed (byte* table = &from)
        {
            if (Unsafe.SizeOf<T>() == 4)
            {
                for (; i + 8 <= destination.Length; i += 8)
                {
                    var at = Vector256.LoadUnsafe(ref Unsafe.Add(ref index, i)).AsInt32();
                    Avx2.GatherVector256((int*)table, at, 4).AsByte().StoreUnsafe(ref Unsafe.Add(ref to, i * 4));
                }
            }
            else
            {
                for (; i + 4 <= destination.Length; i += 4)
                {
                    var at = Vector128.LoadUnsafe(ref Unsafe.Add(ref index, i)).AsInt32();
                    Avx2.GatherVector256((long*)table, at, 8).AsByte().StoreUnsafe(ref Unsafe.Add(ref to, i * 8));
                }
            }
        }

        for (; i < destination.Length; i++)
            destination[i] = dictionary[(int)indices[i]];
    }
}
