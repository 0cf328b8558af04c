using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace TfPipeline.Core.Intake;

/// <summary>Small operations on the UTF-8 bytes of a cell.</summary>
internal static class Cells
{
    private static readonly ulong Salt = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Without spaces, tabs and no-break spaces at both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || (IsInner(cell[0]) && IsInner(cell[^1])))
            return cell;
        while (!cell.IsEmpty && Blank(cell, out var length))
            cell = cell[length..];
        while (!cell.IsEmpty)
        {
            if (cell[^1] is (byte)' ' or (byte)'\t')
                cell = cell[..^1];
            else if (cell.EndsWith((ReadOnlySpan<byte>)[0xC2, 0xA0]))
                cell = cell[..^2];
            else
                break;
        }

        return cell;
    }

    /// <summary>Equal without regard to the case of ASCII letters; the word is lower case.</summary>
    public static bool Is(ReadOnlySpan<byte> cell, ReadOnlySpan<byte> lowerWord)
    {
        if (cell.Length != lowerWord.Length)
            return false;
        for (var i = 0; i < cell.Length; i++)
        {
            if (Lower(cell[i]) != lowerWord[i])
                return false;
        }

        return true;
    }

    /// <summary>
    /// A 64-bit hash without regard to ASCII case, for finding equal values inside one file. Not a pseudonym: it stays in memory, and
    /// starts from a random number of this process, so that no file can be made whose values meet.
    /// </summary>
    public static ulong Hash(ReadOnlySpan<byte> cell, ulong seed)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        var hash = seed ^ Salt ^ ((ulong)cell.Length * Odd);
        for (; cell.Length >= sizeof(ulong); cell = cell[sizeof(ulong)..])
            hash = Step(hash, BinaryPrimitives.ReadUInt64LittleEndian(cell));
        var rest = 0UL;
        foreach (var b in cell)
            rest = (rest << 8) | b;
        hash = Step(hash, rest);
        var high = Math.BigMul(hash, 0xD6E8FEB86659FD93, out var low);
        return high ^ low;

        static ulong Step(ulong hash, ulong word)
        {
            word = Lower(word);
            var high = Math.BigMul(hash ^ word, Odd, out var low);
            return high ^ low ^ BitOperations.RotateLeft(word, 29);
        }
    }

    // The eight bytes at once: a byte is a capital where adding what takes 'A' over the edge does so and what takes 'Z' + 1 does not.
    private static ulong Lower(ulong word)
    {
        const ulong Each = 0x0101010101010101;
        var low = word & (0x7F * Each);
        var capitals = ((low + ((0x80 - 'A') * Each)) ^ (low + ((0x7F - 'Z') * Each))) & ~word & (0x80 * Each);
        return word | (capitals >> 2);
    }

    private static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    private static bool IsInner(byte b) => b > (byte)' ' && b < 0x80;

    private static bool Blank(ReadOnlySpan<byte> cell, out int length)
    {
        length = cell[0] is (byte)' ' or (byte)'\t' ? 1 : cell.StartsWith((ReadOnlySpan<byte>)[0xC2, 0xA0]) ? 2 : 0;
        return length > 0;
    }
}
