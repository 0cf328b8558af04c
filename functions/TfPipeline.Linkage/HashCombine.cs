using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TfPipeline.Linkage;

/// <summary>Combines numbers into one 64-bit key by XXH3. The key is 0 where a number is missing or unknown, so missing values never share a block.</summary>
internal static class HashCombine
{
    public static ulong Of(ulong seed, int a, int b) => a <= 0 || b <= 0 ? 0 : Hash(seed, [a, b]);

    public static ulong Of(ulong seed, int a, int b, int c)
        => a <= 0 || b <= 0 || c <= 0 ? 0 : Hash(seed, [a, b, c]);

    public static ulong Of(ulong seed, int a, int b, int c, int d)
        => a <= 0 || b <= 0 || c <= 0 || d <= 0 ? 0 : Hash(seed, [a, b, c, d]);

    /// <summary>
    /// A key of a single number, 0 where there is none. Numbers are consecutive, so tables of such keys have no collisions.
    /// </summary>
    public static ulong Single(int number) => number <= 0 ? 0 : ((ulong)number << 32) | (uint)number;

    /// <summary>The random number of a draw: it depends on the seed and the draw's own number only, so draws can be made in any order.</summary>
    public static ulong Draw(ulong seed, long draw) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in draw)), (long)seed);

    private static ulong Hash(ulong seed, ReadOnlySpan<int> numbers)
    {
        var key = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(numbers), (long)seed);
        return key == 0 ? 1 : key;
    }
}
