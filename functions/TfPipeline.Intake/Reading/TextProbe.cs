using System.Buffers;
using System.Security.Cryptography;

namespace TfPipeline.Intake;

/// <summary>
/// The first pass over an upload: its hash, and in what encoding it is. The whole file is looked at, because the one byte
/// that is not UTF-8 may be in the last row: a byte order mark decides, then strict UTF-8, and only then Windows-1252.
/// </summary>
public sealed class TextProbe
{
    private const int ChunkSize = 1 << 17;

    // Windows-1252 leaves these five bytes undefined.
    private static readonly SearchValues<byte> Undefined1252 = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);

    private TextProbe()
    {
    }

    public TextEncoding Encoding { get; private set; }

    public int MarkLength { get; private set; }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = string.Empty;

    public long Length { get; private set; }

    /// <summary>Only a file with a slash can have dates with slashes.</summary>
    public bool HasSlash { get; private set; }

    /// <summary>Why the content is no table of text, or null.</summary>
    public IntakeRule? Problem { get; private set; }

    public static TextProbe Examine(Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        var probe = new TextProbe();
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            probe.Run(stream, buffer, maxBytes, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return probe;
    }

    /// <summary>The text of a workbook's list, which is UTF-8 whatever it holds.</summary>
    public static TextProbe OfWorkbook(MemoryStream text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TextProbe { Encoding = TextEncoding.Workbook, Length = text.Length, HasSlash = text.GetBuffer().AsSpan(0, (int)text.Length).Contains((byte)'/') };
    }

    private void Run(Stream stream, byte[] buffer, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Utf8Scan utf8 = new();
        Utf16Scan? utf16 = null;
        bool undefined = false, first = true;
        int read;
        while ((read = stream.ReadAtLeast(buffer.AsSpan(0, ChunkSize), ChunkSize, throwOnEndOfStream: false)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunk = buffer.AsSpan(0, read);
            hash.AppendData(chunk);
            Length += read;
            if (first)
            {
                Problem = MagicNumbers.Recognise(chunk);
                Encoding = MagicNumbers.Mark(chunk) ?? TextEncoding.Utf8;
                MarkLength = Encoding.MarkLength(chunk);
                utf16 = Utf16Scan.For(Encoding);
                first = false;
            }

            if (Length > maxBytes)
                Problem ??= FileRules.TooLarge;
            HasSlash |= chunk.Contains((byte)'/');
            utf16?.Add(chunk);
            if (utf16 is null)
            {
                utf8.Add(chunk);
                undefined |= chunk.ContainsAny(Undefined1252);
            }
        }

        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        Decide(utf8, utf16, undefined);
    }

    private void Decide(Utf8Scan utf8, Utf16Scan? utf16, bool undefined)
    {
        if (Length == MarkLength)
            Problem = FileRules.Empty;
        if (Problem is not null)
            return;
        if (utf16 is not null)
        {
            if (!utf16.Complete())
                Problem = FileRules.Undecodable;
            return;
        }

        if (utf8.Complete())
            return;
        if (Encoding == TextEncoding.Utf8Bom || undefined)
            Problem = FileRules.Undecodable;
        else
            Encoding = TextEncoding.Windows1252;
    }
}
