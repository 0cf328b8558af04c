namespace TfPipeline.Core.Disclosure;

/// <summary>
/// An order of families and members by what is released about them and by nothing else, so that row order tells neither
/// the order of arrival nor anything about the key. References are left out: they differ from key to key.
/// </summary>
internal static class ContentOrder
{
    /// <summary>The people to release, in order; members of a family stand together.</summary>
    public static int[] Of(int[][] families, IReadOnlyList<Array> columns)
    {
        var people = families.Sum(f => f.Length);
        var fingerprints = new UInt128[people == 0 ? 0 : families.Max(f => f.Length == 0 ? -1 : f.Max()) + 1];
        foreach (var column in columns)
            Mix(fingerprints, column);
        var ordered = Array.ConvertAll(families, f => f.OrderBy(p => fingerprints[p]).ToArray());
        var keys = Array.ConvertAll(ordered, f => f.Aggregate((UInt128)(ulong)f.Length, (key, p) => Mix(key, fingerprints[p])));
        Array.Sort(keys, ordered);
        return [.. ordered.SelectMany(f => f)];
    }

    private static void Mix(UInt128[] fingerprints, Array column)
    {
        for (var p = 0; p < fingerprints.Length; p++)
            fingerprints[p] = Mix(fingerprints[p], Value(column, p));
    }

    private static UInt128 Value(Array column, int p) => column switch
    {
        string?[] texts => Text(texts[p]),
        bool?[] flags => flags[p] is { } flag ? flag ? 2u : 1u : 0u,
        long?[] numbers => numbers[p] is { } number ? ((UInt128)1 << 64) | (ulong)number : 0u,
        double?[] numbers => numbers[p] is { } number ? ((UInt128)1 << 64) | BitConverter.DoubleToUInt64Bits(number) : 0u,
        _ => throw new ArgumentException("A column has an element type that releases do not know.", nameof(column)),
    };

    private static UInt128 Text(string? text)
    {
        if (text is null)
            return 0;
        UInt128 value = (ulong)text.Length + 1;
        foreach (var letter in text)
            value = Mix(value, letter);
        return value;
    }

    /// <summary>Two rounds of the finaliser of SplitMix64 (Steele, Lea, Flood, 2014), one per half.</summary>
    private static UInt128 Mix(UInt128 state, UInt128 value)
    {
        var high = Finalise((ulong)(state >> 64) ^ (ulong)(value >> 64) ^ 0x9E3779B97F4A7C15);
        var low = Finalise((ulong)state ^ (ulong)value ^ high);
        return ((UInt128)Finalise(high + low) << 64) | low;
    }

    private static ulong Finalise(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
