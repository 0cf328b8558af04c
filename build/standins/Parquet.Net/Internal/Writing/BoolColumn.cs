using System.Runtime.InteropServices;
using Parquet.Internal.Encodings;
using Parquet.Internal.Format;

namespace Parquet.Internal.Writing;

/// <summary>Writes the pages of a column of booleans: one bit each.</summary>
internal static class BoolColumn
{
    private const int RowsPerPage = 1 << 19;

    public static void Write(ChunkBuilder chunk, ReadOnlySpan<bool> values, Presence presence, bool hasLevels)
    {
        var statistics = new ChunkStatistics { NullCount = presence.Nulls };
        if (!values.IsEmpty)
        {
            statistics.Min = [values.Contains(false) ? (byte)0 : (byte)1];
            statistics.Max = [values.Contains(true) ? (byte)1 : (byte)0];
        }

        chunk.Metadata.Statistics = statistics;
        var bytes = MemoryMarshal.AsBytes(values);
        var used = 0;
        var row = 0;
        do
        {
            var rows = Math.Min(RowsPerPage, presence.Rows - row);
            var count = presence.CountValues(row, rows);
            if (hasLevels)
                presence.WriteLevels(row, rows, chunk.Page);
            var length = (count + 7) / 8;
            BitsToBytes.Pack(bytes.Slice(used, count), chunk.Page.Reserve(length + 8));
            chunk.Page.Advance(length);
            chunk.EndDataPage(rows, PageEncoding.Plain);
            used += count;
            row += rows;
        }
        while (row < presence.Rows);
    }
}
