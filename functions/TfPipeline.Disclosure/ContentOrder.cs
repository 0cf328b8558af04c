using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TfPipeline.Disclosure;

/// <summary>
/// An order of families and members by what is released about them and by nothing else, so that row order tells neither
/// the order of arrival nor anything about the key. References are left out: they differ from key to key.
/// </summary>
internal static class ContentOrder
{
    private const int Chained = 16;

    /// <summary>The people to release, in order; members of a family stand together.</summary>
    public static int[] Of(int[][] families, IEnumerable<Array> columns)
    {
        var people = families.Sum(f => f.Length);
        var fingerprints = new UInt128[people == 0 ? 0 : families.Max(f => f.Length == 0 ? -1 : f.Max()) + 1];
        foreach (var column in columns)
            Add(fingerprints, column);
        var ordered = Array.ConvertAll(families, f => f.OrderBy(p => fingerprints[p]).ToArray());
        var keys = Array.ConvertAll(ordered, f => f.Aggregate((UInt128)(ulong)f.Length, (key, p) => Chain(key, fingerprints[p])));
        Array.Sort(keys, ordered);
        return [.. ordered.SelectMany(f => f)];
    }

    private static void Add(UInt128[] fingerprints, Array column)
    {
        for (var p = 0; p < fingerprints.Length; p++)
            fingerprints[p] = Value(fingerprints[p], column, p);
    }

    private static UInt128 Value(UInt128 before, Array column, int p) => column switch
    {
        string?[] texts => texts[p] is { } text ? Hash(before, 1, MemoryMarshal.AsBytes(text.AsSpan())) : Hash(before, 0, default),
        bool?[] flags => flags[p] is { } flag ? Hash(before, (byte)(flag ? 2 : 1), default) : Hash(before, 0, default),
        long?[] numbers => numbers[p] is { } number ? Number(before, number) : Hash(before, 0, default),
        double?[] numbers => numbers[p] is { } number ? Number(before, BitConverter.DoubleToInt64Bits(number)) : Hash(before, 0, default),
        _ => throw ReleaseColumn.Unknown(column.GetType().GetElementType()!),
    };

    private static UInt128 Chain(UInt128 before, UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[Chained];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, value);
        return Hash(before, 1, bytes);
    }

    private static UInt128 Number(UInt128 before, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Hash(before, 1, bytes);
    }

    /// <summary>XXH128 of what came before, of the kind of the value (missing, there, or which flag) and of the value.</summary>
    private static UInt128 Hash(UInt128 before, byte kind, ReadOnlySpan<byte> value)
    {
        var length = Chained + 1 + value.Length;
        var input = length <= 512 ? stackalloc byte[length] : new byte[length];
        BinaryPrimitives.WriteUInt128LittleEndian(input, before);
        input[Chained] = kind;
        value.CopyTo(input[(Chained + 1)..]);
        return XxHash128.HashToUInt128(input);
    }
}
