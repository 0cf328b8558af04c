namespace TfPipeline.Intake;

/// <summary>What the first bytes of a file give away, whatever its name says.</summary>
internal static class MagicNumbers
{
    private const int Sample = 4096;

    // Zip, whole, empty or in parts, and the older workbooks.
    private static readonly byte[][] Workbooks =
        [[.. "PK\x03\x04"u8], [.. "PK\x05\x06"u8], [.. "PK\x07\x08"u8], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]];

    // PDF, gzip, rar, 7-Zip, xz, Zstandard, Parquet.
    private static readonly byte[][] Binaries =
    [
        [.. "%PDF"u8], [0x1F, 0x8B], [.. "Rar!"u8], [0x37, 0x7A, 0xBC, 0xAF], [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD], [.. "PAR1"u8],
    ];

    /// <summary>The rule that refuses content which is no text, or null. Nothing is ever unpacked.</summary>
    public static IntakeRule? Recognise(ReadOnlySpan<byte> start)
    {
        if (StartsWithAny(start, Workbooks))
            return FileRules.Spreadsheet;
        return StartsWithAny(start, Binaries) || (Mark(start) is null && ManyNuls(start)) ? FileRules.NotText : null;
    }

    /// <summary>The encoding that a byte order mark declares, or that the NULs of ASCII in UTF-16 give away.</summary>
    public static TextEncoding? Mark(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return TextEncoding.Utf8Bom;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return TextEncoding.Utf16Le;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return TextEncoding.Utf16Be;
        return Unmarked16(start);
    }

    private static TextEncoding? Unmarked16(ReadOnlySpan<byte> start)
    {
        var pairs = Math.Min(start.Length, Sample) / 2;
        if (pairs < 8)
            return null;
        int even = 0, odd = 0;
        for (var i = 0; i < pairs; i++)
        {
            even += start[2 * i] == 0 ? 1 : 0;
            odd += start[(2 * i) + 1] == 0 ? 1 : 0;
        }

        if (even == 0 && odd > pairs * 0.8)
            return TextEncoding.Utf16Le;
        return odd == 0 && even > pairs * 0.8 ? TextEncoding.Utf16Be : null;
    }

    private static bool StartsWithAny(ReadOnlySpan<byte> start, byte[][] marks)
    {
        foreach (var mark in marks)
        {
            if (start.StartsWith(mark))
                return true;
        }

        return false;
    }

    private static bool ManyNuls(ReadOnlySpan<byte> start)
    {
        var sample = start[..Math.Min(start.Length, Sample)];
        return sample.Count((byte)0) > Math.Max(8, sample.Length / 20);
    }
}
