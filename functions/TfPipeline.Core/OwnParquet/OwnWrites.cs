using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.OwnParquet;

/// <summary>How files of our own are written.</summary>
internal static class OwnWrites
{
    /// <summary>A dictionary pays while fewer than half of the texts are new; the first rows tell.</summary>
    private const double LargestShareOfNewTexts = 0.5;
    private const int RowsToTell = 2_000;

    /// <summary>What the library keeps of its buffers between files. By itself it keeps up to 80 MB, for good.</summary>
    public const int KeptBytes = 4 << 20;

    /// <summary>
    /// Snappy, and a dictionary for every column of text: without one a file is up to four times larger, and reading it makes a string a row.
    /// </summary>
    public static ParquetOptions Options(ParquetSchema schema)
    {
        var options = new ParquetOptions
        {
            UseDateOnlyTypeForDates = true,
            DictionaryEncodingThreshold = LargestShareOfNewTexts,
            DictionaryEncodingSampleSize = RowsToTell,
            MaximumSmallPoolFreeBytes = KeptBytes,
            MaximumLargePoolFreeBytes = KeptBytes,
        };
        foreach (var field in schema.DataFields.Where(f => f.ClrType == typeof(ReadOnlyMemory<char>)))
            options.ColumnEncodingHints[field.Name] = EncodingHint.Dictionary;
        return options;
    }

    /// <summary>Writes a required column of text.</summary>
    public static async Task TextsAsync<T>(ParquetRowGroupWriter group, DataField field, ReadOnlyMemory<T> values, Func<T, string> text)
    {
        var texts = ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(values.Length);
        try
        {
            for (var i = 0; i < values.Length; i++)
                texts[i] = text(values.Span[i]).AsMemory();
            await group.WriteAsync<ReadOnlyMemory<char>>(field, texts.AsMemory(0, values.Length));
        }
        finally
        {
            ArrayPool<ReadOnlyMemory<char>>.Shared.Return(texts, clearArray: true);
        }
    }

    /// <summary>Writes a column of numbers; not-a-number is a missing value.</summary>
    public static async Task NumbersAsync(ParquetRowGroupWriter group, DataField field, ReadOnlyMemory<double> values)
    {
        using var parts = new OptionalParts<double>(values.Length);
        var found = Split(values.Span, parts.Values.Span, parts.Levels.Span);
        await group.WriteAllPartsAsync<double>(field, parts.Values[..found], parts.Levels, null, CancellationToken.None);
    }

    private static int Split(ReadOnlySpan<double> values, Span<double> there, Span<int> levels)
    {
        var found = 0;
        for (var i = 0; i < values.Length; i++)
        {
            levels[i] = double.IsNaN(values[i]) ? 0 : 1;
            if (levels[i] == 1)
                there[found++] = values[i];
        }

        return found;
    }
}
