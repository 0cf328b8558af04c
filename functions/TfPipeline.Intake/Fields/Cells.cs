using System.Buffers.Binary;
using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.Intake;

/// <summary>Small operations on the UTF-8 bytes of a cell.</summary>
internal static class Cells
{
    private static readonly ulong Salt = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Without blanks of any kind and without characters that nobody sees at both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || (IsInner(cell[0]) && IsInner(cell[^1])))
            return cell;
        while (!cell.IsEmpty && Blank(cell, out var length))
            cell = cell[length..];
        while (!cell.IsEmpty && BlankAtEnd(cell, out var length))
            cell = cell[..^length];
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
    /// A 64-bit hash (XXH3) without regard to ASCII case, for finding equal values inside one file. Not a pseudonym: it stays in memory,
    /// and starts from a random number of this process, so that no file can be made whose values meet.
    /// </summary>
    public static ulong Hash(ReadOnlySpan<byte> cell, ulong seed)
    {
        var lower = cell.Length <= 256 ? stackalloc byte[cell.Length] : new byte[cell.Length];
        for (var i = 0; i < cell.Length; i++)
            lower[i] = Lower(cell[i]);
        return XxHash3.HashToUInt64(lower, (long)(seed ^ Salt));
    }

    private static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    private static bool IsInner(byte b) => b > (byte)' ' && b < 0x80;

    private static bool Blank(ReadOnlySpan<byte> cell, out int length)
        => Rune.DecodeFromUtf8(cell, out var rune, out length) == OperationStatus.Done && IsBlank(rune);

    private static bool BlankAtEnd(ReadOnlySpan<byte> cell, out int length)
        => Rune.DecodeLastFromUtf8(cell, out var rune, out length) == OperationStatus.Done && IsBlank(rune);

    private static bool IsBlank(Rune rune)
        => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format or UnicodeCategory.Control;
}
