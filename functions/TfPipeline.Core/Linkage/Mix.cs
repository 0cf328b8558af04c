namespace TfPipeline.Core.Linkage;

/// <summary>Joins numbers into one 64-bit key; 0 as soon as one is missing or unknown, so that missing values never meet.</summary>
internal static class Mix
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
    /// A key of one number alone, 0 where there is none. Numbers are given in order, so tables of such keys are filled side by side, without
    /// two for one place.
    /// </summary>
    public static ulong Alone(int number) => number <= 0 ? 0 : ((ulong)number << 32) | (uint)number;
}
