using System.IO.Compression;
using System.Xml;

namespace TfPipeline.Intake;

/// <summary>Tells a workbook of the kind XLSX from every other file that begins like one, and how large it is, before anything is read from it.</summary>
internal static class WorkbookArchive
{
    /// <summary>The largest workbook, in bytes.</summary>
    public const long MostBytes = 128L << 20;

    /// <summary>The most that all of its parts may come to when they are unpacked, in bytes.</summary>
    public const long MostUnpacked = 2L << 30;

    /// <summary>The most for the texts that cells share, which are held in memory, in bytes.</summary>
    public const long MostSharedText = 128L << 20;

    private const int MostParts = 10_000;
    private const string ContentTypes = "[Content_Types].xml";
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const int LargestContentTypes = 1 << 20;

    // "EncryptedPackage" in UTF-16: the stream of an older container in which a workbook with a password lies.
    private static readonly byte[] Encrypted = [.. "EncryptedPackage".SelectMany(c => new[] { (byte)c, (byte)0 })];

    /// <summary>What refuses a file that begins like a workbook; null for a workbook of the kind XLSX. Reads the list of parts and one small part.</summary>
    public static IntakeRule? Look(Stream stream)
    {
        stream.Position = 0;
        Span<byte> start = stackalloc byte[4];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
            return FileRules.Spreadsheet;
        if (start[0] != (byte)'P')
            return HoldsEncrypted(stream) ? WorkbookRules.Protected : FileRules.Spreadsheet;
        try
        {
            stream.Position = 0;
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (!IsWorkbook(archive))
                return FileRules.Spreadsheet;
            return stream.Length > MostBytes || archive.Entries.Count > MostParts || archive.Entries.Sum(e => (decimal)e.Length) > MostUnpacked ? WorkbookRules.TooLarge : null;
        }
        catch (Exception fault) when (IsOfTheFile(fault))
        {
            return FileRules.Spreadsheet;
        }
    }

    /// <summary>True where the parts really unpack to no more than the limits, whatever the archive says of them.</summary>
    public static bool FitsUnpacked(ZipArchive archive, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 17];
        var total = 0L;
        foreach (var part in archive.Entries)
        {
            using var content = part.Open();
            var isShared = part.FullName.Contains("sharedStrings", StringComparison.OrdinalIgnoreCase);
            var own = 0L;
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                own += read;
                if (total + own > MostUnpacked || (isShared && own > MostSharedText))
                    return false;
            }

            total += own;
        }

        return true;
    }

    /// <summary>An XML part without a document type and without anything outside itself.</summary>
    public static XmlReader Open(Stream part) =>
        XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });

    private static bool IsWorkbook(ZipArchive archive)
    {
        if (archive.GetEntry(ContentTypes) is not { Length: <= LargestContentTypes } types)
            return false;
        using var content = types.Open();
        using var xml = Open(new BoundedStream(content, LargestContentTypes));
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Override" or "Default" } && string.Equals(xml.GetAttribute("ContentType"), SheetType, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool HoldsEncrypted(Stream stream)
    {
        stream.Position = 0;
        var buffer = new byte[(1 << 16) + Encrypted.Length];
        var kept = 0;
        for (int read; (read = stream.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var filled = kept + read;
            if (buffer.AsSpan(0, filled).IndexOf(Encrypted) >= 0)
                return true;
            kept = Math.Min(filled, Encrypted.Length - 1);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
        }

        return false;
    }

    // What the storage throws is a fault and passes.
    private static bool IsOfTheFile(Exception fault) =>
        fault is InvalidDataException or XmlException or EndOfStreamException or ArgumentException or NotSupportedException or OverflowException or IndexOutOfRangeException;
}
