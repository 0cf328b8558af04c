using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TfPipeline.Core.Evaluation;

/// <summary>Sums over whole columns in four lanes of a fixed order, so that they are the same on every processor.</summary>
internal static class ColumnSums
{
    private const int Lanes = 4;

    public static double Dot(double[] left, double[] right)
    {
        ref var a = ref MemoryMarshal.GetArrayDataReference(left);
        ref var b = ref MemoryMarshal.GetArrayDataReference(right);
        var whole = Math.Min(left.Length, right.Length) / Lanes * Lanes;
        var lanes = Vector256<double>.Zero;
        for (var i = 0; i < whole; i += Lanes)
            lanes += Vector256.LoadUnsafe(ref a, (nuint)i) * Vector256.LoadUnsafe(ref b, (nuint)i);
        var sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
        for (var i = whole; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    public static void AddScaled(double[] source, double factor, double[] target)
    {
        ref var a = ref MemoryMarshal.GetArrayDataReference(source);
        ref var b = ref MemoryMarshal.GetArrayDataReference(target);
        var whole = Math.Min(source.Length, target.Length) / Lanes * Lanes;
        var scale = Vector256.Create(factor);
        for (var i = 0; i < whole; i += Lanes)
            (Vector256.LoadUnsafe(ref b, (nuint)i) + (Vector256.LoadUnsafe(ref a, (nuint)i) * scale)).StoreUnsafe(ref b, (nuint)i);
        for (var i = whole; i < target.Length; i++)
            target[i] += factor * source[i];
    }

    /// <summary>Weighted sum of squared distances from a mean.</summary>
    public static double Spread(double[] column, double mean, double[] weights)
    {
        ref var a = ref MemoryMarshal.GetArrayDataReference(column);
        ref var w = ref MemoryMarshal.GetArrayDataReference(weights);
        var whole = Math.Min(column.Length, weights.Length) / Lanes * Lanes;
        var (lanes, middle) = (Vector256<double>.Zero, Vector256.Create(mean));
        for (var i = 0; i < whole; i += Lanes)
        {
            var gap = Vector256.LoadUnsafe(ref a, (nuint)i) - middle;
            lanes += Vector256.LoadUnsafe(ref w, (nuint)i) * gap * gap;
        }

        var sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
        for (var i = whole; i < column.Length; i++)
            sum += weights[i] * (column[i] - mean) * (column[i] - mean);
        return sum;
    }

    /// <summary>Whether every value is zero or one.</summary>
    public static bool IsBinary(double[] column)
    {
        ref var a = ref MemoryMarshal.GetArrayDataReference(column);
        var whole = column.Length / Lanes * Lanes;
        for (var i = 0; i < whole; i += Lanes)
        {
            var v = Vector256.LoadUnsafe(ref a, (nuint)i);
            if ((Vector256.Equals(v, Vector256<double>.Zero) | Vector256.Equals(v, Vector256<double>.One)).ExtractMostSignificantBits() != 0b1111)
                return false;
        }

        return column.AsSpan(whole).IndexOfAnyExcept(0.0, 1.0) < 0;
    }

    /// <summary>A bit for each unit whose value is not zero.</summary>
    public static ulong[] NonZero(double[] column)
    {
        ref var a = ref MemoryMarshal.GetArrayDataReference(column);
        var bits = new ulong[(column.Length + 63) / 64];
        var whole = column.Length / Lanes * Lanes;
        for (var i = 0; i < whole; i += Lanes)
            bits[i / 64] |= (ulong)(~Vector256.Equals(Vector256.LoadUnsafe(ref a, (nuint)i), Vector256<double>.Zero)).ExtractMostSignificantBits() << (i % 64);
        for (var i = whole; i < column.Length; i++)
            bits[i / 64] |= column[i] != 0 ? 1UL << (i % 64) : 0;
        return bits;
    }
}
