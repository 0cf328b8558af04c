namespace TfPipeline.Core.Linkage;

/// <summary>Combines numbers into one 64-bit key. The key is 0 where a number is missing or unknown, so missing values never share a block.</summary>
internal static class HashCombine
{
    public static ulong Of(ulong seed, int a, int b) => a <= 0 || b <= 0 ? 0 : Finish(Step(Step(seed, a), b));

    public static ulong Of(ulong seed, int a, int b, int c)
        => a <= 0 || b <= 0 || c <= 0 ? 0 : Finish(Step(Step(Step(seed, a), b), c));

    public static ulong Of(ulong seed, int a, int b, int c, int d)
        => a <= 0 || b <= 0 || c <= 0 || d <= 0 ? 0 : Finish(Step(Step(Step(Step(seed, a), b), c), d));

    /// <summary>The finalizer of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public static ulong Finish(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        x ^= x >> 31;
        return x == 0 ? 1 : x;
    }

    private static ulong Step(ulong state, int number) => (ulong.RotateLeft(state, 29) ^ (ulong)number) * 0x9E3779B97F4A7C15UL;

    /// <summary>
    /// A key of a single number, 0 where there is none. Numbers are consecutive, so tables of such keys have no collisions.
    /// </summary>
    public static ulong Single(int number) => number <= 0 ? 0 : ((ulong)number << 32) | (uint)number;
}
