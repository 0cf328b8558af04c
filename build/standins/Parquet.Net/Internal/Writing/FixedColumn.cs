using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parquet.Internal.Encodings;
using Parquet.Internal.Format;

namespace Parquet.Internal.Writing;

/// <summary>Writes the pages of a column of values of fixed width.</summary>
internal static class FixedColumn
{
    private const int RowsPerPage = 1 << 16;

    /// <summary>Below this share of distinct values a dictionary of numbers pays for its hashing.</summary>
    private const double NumberThreshold = 0.4;

    public static void Write<T>(
        ChunkBuilder chunk,
        ReadOnlySpan<T> values,
        Presence presence,
        bool hasLevels,
        FixedCodec<T> codec,
        EncodingHint hint,
        double threshold)
        where T : struct
    {
        var statistics = new ChunkStatistics { NullCount = presence.Nulls };
        FixedStatistics.Add(statistics, values, codec, chunk.Metadata.Type);
        chunk.Metadata.Statistics = statistics;

        FixedDictionary? dictionary = null;
        uint[]? indices = null;
        var mayUse = hint is EncodingHint.Default or EncodingHint.Dictionary && Unsafe.SizeOf<T>() is 4 or 8;
        if (mayUse)
        {
            var forced = hint == EncodingHint.Dictionary;
            dictionary = FixedDictionary.TryBuild(values, forced ? threshold : NumberThreshold, !forced, out indices);
        }

        if (dictionary is null)
        {
            WritePages(chunk, values, presence, hasLevels, codec, EncodingFor(hint, chunk.Metadata.Type));
            return;
        }

        using (dictionary)
        {
            WriteDictionaryPage(chunk, dictionary, codec);
            DictionaryPages.Write(chunk, indices.AsSpan(0, values.Length), dictionary.Count, presence, hasLevels);
            ArrayPool<uint>.Shared.Return(indices!);
        }
    }

    private static void WriteDictionaryPage<T>(ChunkBuilder chunk, FixedDictionary dictionary, FixedCodec<T> codec)
        where T : struct
    {
        var entries = new T[dictionary.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var key = dictionary.Keys[i];
            entries[i] = Unsafe.SizeOf<T>() == 8 ? Unsafe.BitCast<ulong, T>(key) : Unsafe.BitCast<uint, T>((uint)key);
        }

        EncodePlain<T>(chunk.Page, entries, codec);
        chunk.EndDictionaryPage(entries.Length);
    }

    private static PageEncoding EncodingFor(EncodingHint hint, PhysicalType type) => hint switch
    {
        EncodingHint.DeltaBinaryPacked when type is PhysicalType.Int32 or PhysicalType.Int64 => PageEncoding.DeltaBinaryPacked,
        EncodingHint.ByteSplitStream when type is PhysicalType.Float or PhysicalType.Double => PageEncoding.ByteStreamSplit,
        _ => PageEncoding.Plain,
    };

    private static void WritePages<T>(
        ChunkBuilder chunk,
        ReadOnlySpan<T> values,
        Presence presence,
        bool hasLevels,
        FixedCodec<T> codec,
        PageEncoding encoding)
        where T : struct
    {
        using var plain = new ByteBuffer();
        var used = 0;
        var row = 0;
        do
        {
            var rows = Math.Min(RowsPerPage, presence.Rows - row);
            var count = presence.CountValues(row, rows);
            if (hasLevels)
                presence.WriteLevels(row, rows, chunk.Page);
            if (encoding == PageEncoding.Plain)
            {
                EncodePlain(chunk.Page, values.Slice(used, count), codec);
            }
            else
            {
                plain.Clear();
                EncodePlain(plain, values.Slice(used, count), codec);
                Transcode(plain.Written, codec.Width, encoding, chunk.Page);
            }

            chunk.EndDataPage(rows, encoding);
            used += count;
            row += rows;
        }
        while (row < presence.Rows);
    }

    private static void Transcode(ReadOnlySpan<byte> plain, int width, PageEncoding encoding, ByteBuffer page)
    {
        if (encoding == PageEncoding.ByteStreamSplit)
        {
            ByteStreamSplit.Split(plain, width, page.Reserve(plain.Length)[..plain.Length]);
            page.Advance(plain.Length);
        }
        else if (width == 8)
        {
            DeltaWriter.Write(MemoryMarshal.Cast<byte, long>(plain), is32Bit: false, page);
        }
        else
        {
            var narrow = MemoryMarshal.Cast<byte, int>(plain);
            var wide = new long[narrow.Length];
            for (var i = 0; i < wide.Length; i++)
                wide[i] = narrow[i];
            DeltaWriter.Write(wide, is32Bit: true, page);
        }
    }

    private static void EncodePlain<T>(ByteBuffer page, ReadOnlySpan<T> values, FixedCodec<T> codec)
        where T : struct
    {
        var bytes = checked(values.Length * codec.Width);
        codec.Encode(values, page.Reserve(bytes)[..bytes]);
        page.Advance(bytes);
    }
}
