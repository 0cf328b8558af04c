using System.Runtime.Intrinsics;

namespace Parquet.Internal.Encodings;

/// <summary>
/// Writes the RLE and bit-packing hybrid: a run where at least eight equal numbers begin at a group's edge, packed
/// groups of eight otherwise. What is written depends on the numbers only.
/// </summary>
internal static class HybridWriter
{
    public static void Write(ReadOnlySpan<uint> values, int width, ByteBuffer output)
    {
        var at = 0;
        while (at < values.Length)
        {
            var run = RunLength(values, at);
            if (run > 0)
            {
                WriteRun(values[at], run, width, output);
                at += run;
                continue;
            }

            var end = at;
            do
                end = Math.Min(end + 8, values.Length);
            while (end < values.Length && !StartsRun(values, end));
            WritePacked(values[at..end], width, output);
            at = end;
        }
    }

    /// <summary>Writes levels of width 1 from bytes of 0 and 1.</summary>
    public static void WriteLevels(ReadOnlySpan<byte> levels, ByteBuffer output)
    {
        var at = 0;
        while (at < levels.Length)
        {
            var run = levels[at..].IndexOf((byte)(1 - levels[at]));
            run = run < 0 ? levels.Length - at : run;
            if (run >= 64 || at + run == levels.Length)
            {
                WriteRun(levels[at], run, 1, output);
                at += run;
                continue;
            }

            var end = at;
            do
                end = Math.Min(end + 64, levels.Length);
            while (end < levels.Length && !StartsLevelRun(levels, end));
            var bytes = (end - at + 7) / 8;
            output.WriteVarint(((ulong)bytes << 1) | 1);
            BitsToBytes.Pack(levels[at..end], output.Reserve(bytes + 8));
            output.Advance(bytes);
            at = end;
        }
    }

    public static void WriteRun(uint value, int length, int width, ByteBuffer output)
    {
        output.WriteVarint((ulong)length << 1);
        for (var bits = 0; bits < width; bits += 8)
            output.WriteByte((byte)(value >> bits));
    }

    private static bool StartsLevelRun(ReadOnlySpan<byte> levels, int at) =>
        at + 64 <= levels.Length && levels.Slice(at, 64).IndexOfAnyExcept(levels[at]) < 0;

    private static bool StartsRun(ReadOnlySpan<uint> values, int at)
    {
        if (at + 8 > values.Length)
            return false;
        var group = values.Slice(at, 8);
        return Vector256.EqualsAll(Vector256.Create(group), Vector256.Create(group[0]));
    }

    private static int RunLength(ReadOnlySpan<uint> values, int at)
    {
        var rest = values[at..];
        if (rest.Length >= 8 && !StartsRun(values, at))
            return 0;
        var different = rest.IndexOfAnyExcept(rest[0]);
        return different < 0 ? rest.Length : different >= 8 ? different : 0;
    }

    private static void WritePacked(ReadOnlySpan<uint> values, int width, ByteBuffer output)
    {
        var groups = (values.Length + 7) / 8;
        output.WriteVarint(((ulong)groups << 1) | 1);
        var target = output.Reserve((groups * width) + 8);
        BitPacker.Pack(values, width, target);
        output.Advance(groups * width);
    }
}
