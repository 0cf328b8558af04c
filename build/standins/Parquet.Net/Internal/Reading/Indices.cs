using System.Buffers;
using System.Runtime.Intrinsics;
using Parquet.Internal.Encodings;

namespace Parquet.Internal.Reading;

/// <summary>Dictionary indices of a page: a byte with the width, then runs.</summary>
internal sealed class Indices : IDisposable
{
    private uint[] rented = [];

    /// <summary>Reads so many indices, all below the number of entries.</summary>
    public ReadOnlySpan<uint> Read(ReadOnlySpan<byte> source, int count, int entries)
    {
        if (count == 0)
            return [];
        if (source.IsEmpty || source[0] > 32)
            throw new InvalidDataException("dictionary indices have no valid width");
        if (rented.Length < count)
        {
            Dispose();
            rented = ArrayPool<uint>.Shared.Rent(count);
        }

        var indices = rented.AsSpan(0, count);
        HybridReader.Read(source[1..], source[0], indices);
        if (Max(indices) >= (uint)entries)
            throw new InvalidDataException("a dictionary index is beyond the dictionary");
        return indices;
    }

    public void Dispose()
    {
        if (rented.Length > 0)
            ArrayPool<uint>.Shared.Return(rented);
        rented = [];
    }

    private static uint Max(ReadOnlySpan<uint> values)
    {
        var max = 0u;
        var at = 0;
        if (Vector256.IsHardwareAccelerated && values.Length >= 8)
        {
            var best = Vector256<uint>.Zero;
            for (; at + 8 <= values.Length; at += 8)
                best = Vector256.Max(best, Vector256.Create(values.Slice(at, 8)));
            for (var i = 0; i < 8; i++)
                max = Math.Max(max, best[i]);
        }

        for (; at < values.Length; at++)
            max = Math.Max(max, values[at]);
        return max;
    }
}
