namespace TfPipeline.Core.Intake;

/// <summary>What the first bytes of a file give away, whatever its name says.</summary>
internal static class MagicNumbers
{
    private const int Sample = 4096;

    /// <summary>The rule that refuses content which is no text, or null.</summary>
    public static IntakeRule? Recognise(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8)
            || start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            return FileRules.Spreadsheet;
        }

        var isBinary = start.StartsWith("%PDF"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])
            || start.StartsWith("Rar!"u8) || start.StartsWith("7z\xBC\xAF"u8) || start.StartsWith("PAR1"u8)
            || (Mark(start) is null && ManyNuls(start));
        return isBinary ? FileRules.NotText : null;
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

    private static bool ManyNuls(ReadOnlySpan<byte> start)
    {
        var sample = start[..Math.Min(start.Length, Sample)];
        return sample.Count((byte)0) > Math.Max(8, sample.Length / 20);
    }
}
