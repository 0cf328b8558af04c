using System.Numerics;
using Parquet.Internal.Encodings;
using Parquet.Internal.Format;

namespace Parquet.Internal.Writing;

/// <summary>Writes data pages of dictionary indices.</summary>
internal static class DictionaryPages
{
    private const int RowsPerPage = 1 << 17;

    public static void Write(ChunkBuilder chunk, ReadOnlySpan<uint> indices, int entries, Presence presence, bool hasLevels)
    {
        var width = Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)Math.Max(entries - 1, 1)));
        var used = 0;
        for (var row = 0; row < presence.Rows;)
        {
            var rows = Math.Min(RowsPerPage, presence.Rows - row);
            var count = presence.CountValues(row, rows);
            if (hasLevels)
                presence.WriteLevels(row, rows, chunk.Page);
            chunk.Page.WriteByte((byte)width);
            HybridWriter.Write(indices.Slice(used, count), width, chunk.Page);
            chunk.EndDataPage(rows, PageEncoding.RleDictionary);
            used += count;
            row += rows;
        }
    }
}
