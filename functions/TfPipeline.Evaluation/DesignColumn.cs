using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TfPipeline.Evaluation;

/// <summary>
/// One covariate of all units: a bit each where every value is zero or one, as in nearly all covariates of a panel, else eight bytes.
/// </summary>
/// <remarks>Sums run in four lanes of a fixed order, so both forms give the same bits, on every processor.</remarks>
public sealed class DesignColumn
{
    private const int Lanes = 4;
    private const int WideLanes = 8;
    private const int WordUnits = 64;

    // The four lanes that four bits stand for: all ones, which leave a number as it is, or all zeros.
    private static readonly Vector256<double>[] Masks =
        [.. Enumerable.Range(0, 16).Select(b => Vector256.Create(-(b & 1L), -((b >> 1) & 1L), -((b >> 2) & 1L), -((b >> 3) & 1L)).AsDouble())];

    private readonly double[] _values;
    private readonly ulong[] _bits;

    private DesignColumn(int length, double[] values, ulong[] bits) => (Length, _values, _bits) = (length, values, bits);

    /// <summary>Number of units.</summary>
    public int Length { get; }

    /// <summary>Whether every value is zero or one.</summary>
    public bool IsBinary => _values.Length == 0;

    /// <summary>The value of one unit.</summary>
    public double this[int unit] => IsBinary ? (_bits[unit / WordUnits] >> (unit % WordUnits)) & 1 : _values[unit];

    /// <summary>Whether all units have one value.</summary>
    internal bool IsConstant => IsBinary ? NonZero.Sum(BitOperations.PopCount) is var ones && (ones == 0 || ones == Length) : Array.TrueForAll(_values, v => v == _values[0]);

    /// <summary>A bit for each unit whose value is not zero, the first unit lowest.</summary>
    internal ulong[] NonZero => IsBinary ? _bits : Pack(_values, out _);

    /// <summary>Makes a column of values; binary ones are packed, others kept and not copied.</summary>
    public static DesignColumn Of(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var bits = Pack(values, out var isBinary);
        return new DesignColumn(values.Length, isBinary ? [] : values, isBinary ? bits : []);
    }

    /// <summary>The column of some units, in the order of <paramref name="units"/>.</summary>
    public DesignColumn Select(int[] units)
    {
        ArgumentNullException.ThrowIfNull(units);
        if (!IsBinary)
            return Of(DesignMatrix.Take(_values, units));
        var bits = new ulong[(units.Length + WordUnits - 1) / WordUnits];
        for (var i = 0; i < units.Length; i++)
            bits[i / WordUnits] |= ((_bits[units[i] / WordUnits] >> (units[i] % WordUnits)) & 1) << (i % WordUnits);
        return new DesignColumn(units.Length, [], bits);
    }

    /// <summary>All values.</summary>
    public double[] ToArray()
    {
        var values = new double[Length];
        CopyTo(0, values);
        return values;
    }

    /// <summary>Copies values from unit <paramref name="start"/> on, as many as <paramref name="target"/> takes.</summary>
    internal void CopyTo(int start, Span<double> target)
    {
        if (IsBinary)
        {
            target.Clear();
            AddScaled(start, 1, target);
        }
        else
        {
            _values.AsSpan(start, target.Length).CopyTo(target);
        }
    }

    /// <summary>Sum of values from unit <paramref name="start"/> on, which 64 divides, times weights.</summary>
    internal double Dot(int start, ReadOnlySpan<double> weights)
    {
        ref var w = ref MemoryMarshal.GetReference(weights);
        var whole = weights.Length / Lanes * Lanes;
        var lanes = Vector256<double>.Zero;
        if (IsBinary)
        {
            ref var mask = ref MemoryMarshal.GetArrayDataReference(Masks);
            for (int i = 0, to; i < whole; i = to)
            {
                to = Math.Min(whole, i + WordUnits);
                for (var word = Word(start + i); i < to; i += Lanes, word >>= Lanes)
                    lanes += Unsafe.Add(ref mask, (int)word & 0b1111) & Vector256.LoadUnsafe(ref w, (nuint)i);
            }
        }
        else
        {
            ref var a = ref MemoryMarshal.GetReference(_values.AsSpan(start, weights.Length));
            for (var i = 0; i < whole; i += Lanes)
                lanes += Vector256.LoadUnsafe(ref a, (nuint)i) * Vector256.LoadUnsafe(ref w, (nuint)i);
        }

        var sum = Sum(lanes);
        for (var i = whole; i < weights.Length; i++)
            sum += this[start + i] * weights[i];
        return sum;
    }

    /// <summary>Both columns' sums as <see cref="Dot(int, ReadOnlySpan{double})"/> gives them. Two sums at once do not wait for one another's additions.</summary>
    internal static (double First, double Second) Dot(DesignColumn first, DesignColumn second, int start, ReadOnlySpan<double> weights)
    {
        if (!first.IsBinary || !second.IsBinary)
            return (first.Dot(start, weights), second.Dot(start, weights));
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var mask = ref MemoryMarshal.GetArrayDataReference(Masks);
        var whole = weights.Length / Lanes * Lanes;
        Vector256<double> a = default, b = default;
        for (int i = 0, to; i < whole; i = to)
        {
            to = Math.Min(whole, i + WordUnits);
            for (var (left, right) = (first.Word(start + i), second.Word(start + i)); i < to; i += Lanes, left >>= Lanes, right >>= Lanes)
            {
                var weight = Vector256.LoadUnsafe(ref w, (nuint)i);
                a += Unsafe.Add(ref mask, (int)left & 0b1111) & weight;
                b += Unsafe.Add(ref mask, (int)right & 0b1111) & weight;
            }
        }

        var (sumA, sumB) = (Sum(a), Sum(b));
        for (var i = whole; i < weights.Length; i++)
            (sumA, sumB) = (sumA + (first[start + i] * weights[i]), sumB + (second[start + i] * weights[i]));
        return (sumA, sumB);
    }

    /// <summary>Adds values from unit <paramref name="start"/> on, which 64 divides, times a factor.</summary>
    internal void AddScaled(int start, double factor, Span<double> target)
    {
        ref var b = ref MemoryMarshal.GetReference(target);
        var whole = target.Length / Lanes * Lanes;
        var scale = Vector256.Create(factor);
        var wideScale = Vector512.Create(factor);
        if (IsBinary)
        {
            ref var mask = ref MemoryMarshal.GetArrayDataReference(Masks);
            for (int i = 0, to; i < whole; i = to)
            {
                to = Math.Min(whole, i + WordUnits);
                var word = Word(start + i);
                for (; Vector512.IsHardwareAccelerated && i + WideLanes <= to; i += WideLanes, word >>= WideLanes)
                    (Vector512.LoadUnsafe(ref b, (nuint)i) + WhereSet(word, wideScale)).StoreUnsafe(ref b, (nuint)i);
                for (; i < to; i += Lanes, word >>= Lanes)
                    (Vector256.LoadUnsafe(ref b, (nuint)i) + (Unsafe.Add(ref mask, (int)word & 0b1111) & scale)).StoreUnsafe(ref b, (nuint)i);
            }
        }
        else
        {
            ref var a = ref MemoryMarshal.GetReference(_values.AsSpan(start, target.Length));
            for (var i = 0; i < whole; i += Lanes)
                (Vector256.LoadUnsafe(ref b, (nuint)i) + (Vector256.LoadUnsafe(ref a, (nuint)i) * scale)).StoreUnsafe(ref b, (nuint)i);
        }

        for (var i = whole; i < target.Length; i++)
            target[i] += factor * this[start + i];
    }

    /// <summary>Weighted sum of squared distances from a mean.</summary>
    internal double Spread(double mean, ReadOnlySpan<double> weights)
    {
        ref var a = ref MemoryMarshal.GetArrayDataReference(_values);
        ref var w = ref MemoryMarshal.GetReference(weights);
        var whole = IsBinary ? 0 : weights.Length / Lanes * Lanes;
        var (lanes, middle) = (Vector256<double>.Zero, Vector256.Create(mean));
        for (var i = 0; i < whole; i += Lanes)
        {
            var gap = Vector256.LoadUnsafe(ref a, (nuint)i) - middle;
            lanes += Vector256.LoadUnsafe(ref w, (nuint)i) * gap * gap;
        }

        var sum = Sum(lanes);
        for (var i = whole; i < weights.Length; i++)
            sum += weights[i] * (this[i] - mean) * (this[i] - mean);
        return sum;
    }

    // The number in each of eight lanes whose bit is set, the lowest bit first, and zero in the others.
    private static Vector512<double> WhereSet(ulong bits, Vector512<double> number)
    {
        var places = Vector512.Create(1UL, 2, 4, 8, 16, 32, 64, 128);
        return Vector512.ConditionalSelect(Vector512.Equals(Vector512.Create(bits) & places, places).AsDouble(), number, Vector512<double>.Zero);
    }

    private static double Sum(Vector256<double> lanes) =>
        (lanes.GetElement(0) + lanes.GetElement(1)) + (lanes.GetElement(2) + lanes.GetElement(3));

    /// <summary>The bits of 64 units from one on that 64 divides.</summary>
    private ulong Word(int unit) => _bits[unit / WordUnits];

    private static ulong[] Pack(double[] values, out bool isBinary)
    {
        ref var a = ref MemoryMarshal.GetArrayDataReference(values);
        var bits = new ulong[(values.Length + WordUnits - 1) / WordUnits];
        var whole = values.Length / Lanes * Lanes;
        isBinary = true;
        for (var i = 0; i < whole; i += Lanes)
        {
            var v = Vector256.LoadUnsafe(ref a, (nuint)i);
            var zero = Vector256.Equals(v, Vector256<double>.Zero);
            isBinary &= (zero | Vector256.Equals(v, Vector256<double>.One)).ExtractMostSignificantBits() == 0b1111;
            bits[i / WordUnits] |= (ulong)(~zero).ExtractMostSignificantBits() << (i % WordUnits);
        }

        for (var i = whole; i < values.Length; i++)
        {
            isBinary &= values[i] is 0 or 1;
            bits[i / WordUnits] |= values[i] != 0 ? 1UL << (i % WordUnits) : 0;
        }

        return bits;
    }
}
