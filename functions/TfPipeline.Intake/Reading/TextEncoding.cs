using System.Text;

namespace TfPipeline.Intake;

/// <summary>The encodings that intake reads.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8 without a byte order mark; ASCII is part of it.</summary>
    Utf8,

    /// <summary>UTF-8 with a byte order mark.</summary>
    Utf8Bom,

    /// <summary>UTF-16, low byte first.</summary>
    Utf16Le,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16Be,

    /// <summary>What spreadsheets write as plain CSV.</summary>
    Windows1252,

    /// <summary>A workbook of the kind XLSX, read as text in UTF-8.</summary>
    Workbook,
}

/// <summary>What an encoding is called and how it is read.</summary>
internal static class TextEncodings
{
    public static string DisplayName(this TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 => "UTF-8",
        TextEncoding.Utf8Bom => "UTF-8 with byte order mark",
        TextEncoding.Utf16Le => "UTF-16 (little endian)",
        TextEncoding.Utf16Be => "UTF-16 (big endian)",
        TextEncoding.Workbook => "XLSX workbook",
        _ => "Windows-1252",
    };

    public static int MarkLength(this TextEncoding encoding, ReadOnlySpan<byte> start) => encoding switch
    {
        TextEncoding.Utf8Bom => 3,
        TextEncoding.Utf16Le when start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) => 2,
        TextEncoding.Utf16Be when start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) => 2,
        _ => 0,
    };

    public static Encoding ToEncoding(this TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf16Le => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        TextEncoding.Utf16Be => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        TextEncoding.Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };
}
