using System.Numerics;
using System.Runtime.InteropServices;

namespace TfPipeline.Core.Intake;

/// <summary>Small operations on the UTF-8 bytes of a cell.</summary>
internal static class Cells
{
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

    /// <summary>A 64-bit hash without regard to ASCII case, for finding equal values inside one file. Not a pseudonym: it stays in memory.</summary>
    public static ulong Hash(ReadOnlySpan<byte> cell, ulong seed)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        Span<byte> folded = stackalloc byte[128];
        var hash = seed ^ ((ulong)cell.Length * Odd);
        while (!cell.IsEmpty)
        {
            var part = cell[..Math.Min(cell.Length, folded.Length)];
            folded.Clear();
            for (var i = 0; i < part.Length; i++)
                folded[i] = Lower(part[i]);
            foreach (var word in MemoryMarshal.Cast<byte, ulong>(folded[..((part.Length + 7) & ~7)]))
            {
                var high = Math.BigMul(hash ^ word, Odd, out var low);
                hash = high ^ low ^ BitOperations.RotateLeft(word, 29);
            }

            cell = cell[part.Length..];
        }

        var last = Math.BigMul(hash, 0xD6E8FEB86659FD93, out var rest);
        return last ^ rest;
    }

    private static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    private static bool IsInner(byte b) => b > (byte)' ' && b < 0x80;

    private static bool Blank(ReadOnlySpan<byte> cell, out int length)
    {
        length = cell[0] is (byte)' ' or (byte)'\t' ? 1 : cell.StartsWith((ReadOnlySpan<byte>)[0xC2, 0xA0]) ? 2 : 0;
        return length > 0;
    }
}
