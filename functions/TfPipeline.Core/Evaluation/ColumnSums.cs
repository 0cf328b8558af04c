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
}
