using System.Text;
using Parquet.Internal.Format;

namespace Parquet.Internal.Writing;

/// <summary>
/// Writes the pages of a column of strings or byte arrays. No smallest or largest value is written: the footer would
/// show them in clear.
/// </summary>
internal static class ByteArrayColumn
{
    private const int RowsPerPage = 1 << 16;
    private const int PageBytes = 1 << 20;

    public static void WriteStrings(
        ChunkBuilder chunk, ReadOnlySpan<string?> values, Presence presence, bool hasLevels, EncodingHint hint, double threshold)
    {
        chunk.Metadata.Statistics = new ChunkStatistics { NullCount = presence.Nulls };
        var forced = hint == EncodingHint.Dictionary;
        var mayUse = hint is EncodingHint.Default or EncodingHint.Dictionary;
        using var dictionary = mayUse
            ? StringDictionary.TryBuild(values, presence.Rows - presence.Nulls, threshold, sample: !forced)
            : null;
        if (dictionary is null)
        {
            WritePlain(chunk, values, presence, hasLevels, static (value, page) => WriteString(value, page));
            return;
        }

        foreach (var entry in dictionary.Entries)
            WriteString(entry, chunk.Page);
        chunk.EndDictionaryPage(dictionary.Entries.Count);
        DictionaryPages.Write(chunk, dictionary.Indices, dictionary.Entries.Count, presence, hasLevels);
    }

    public static void WriteBytes(ChunkBuilder chunk, ReadOnlySpan<byte[]?> values, Presence presence, bool hasLevels)
    {
        chunk.Metadata.Statistics = new ChunkStatistics { NullCount = presence.Nulls };
        WritePlain(chunk, values, presence, hasLevels, static (value, page) =>
        {
            page.WriteInt32(value.Length);
            page.Write(value);
        });
    }

    private static void WriteString(string value, ByteBuffer page)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var target = page.Reserve(most + 4);
        var length = Encoding.UTF8.GetBytes(value, target[4..]);
        BitConverter.TryWriteBytes(target, length);
        page.Advance(length + 4);
    }

    private static void WritePlain<T>(
        ChunkBuilder chunk, ReadOnlySpan<T?> values, Presence presence, bool hasLevels, Action<T, ByteBuffer> write)
        where T : class
    {
        // Levels stand before values, whose number is known only when the page is full: values wait in a buffer.
        using var content = new ByteBuffer(PageBytes + (PageBytes / 4));
        var row = 0;
        do
        {
            var first = row;
            content.Clear();
            while (row < values.Length && row - first < RowsPerPage && content.Length < PageBytes)
            {
                if (values[row] is { } value)
                    write(value, content);
                row++;
            }

            if (hasLevels)
                presence.WriteLevels(first, row - first, chunk.Page);
            chunk.Page.Write(content.Written);
            chunk.EndDataPage(row - first, PageEncoding.Plain);
        }
        while (row < values.Length);
    }
}
