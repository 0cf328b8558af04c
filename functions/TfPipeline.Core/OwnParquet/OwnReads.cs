using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.OwnParquet;

/// <summary>
/// The only place where files of our own are read through Parquet.Net. Its reads into nullable memory take what an earlier read left in a
/// pool as the presence of a required column's values, silently; so each kind of column has its own method here, which refuses the other
/// kind, and the library's own methods are banned elsewhere (BannedSymbols.txt).
/// </summary>
internal static class OwnReads
{
    private const int MostKnownTexts = 4_096;
    private static readonly ParquetOptions Options = new() { UseDateOnlyTypeForDates = true, MaximumSmallPoolFreeBytes = OwnWrites.KeptBytes, MaximumLargePoolFreeBytes = OwnWrites.KeptBytes };

    /// <summary>Opens a file that must have exactly these columns.</summary>
    /// <exception cref="InvalidDataException">It has others: another build wrote it.</exception>
    public static async Task<ParquetReader> OpenAsync(Stream content, ParquetSchema schema, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // Here the columns are compared with ours.
        var reader = await ParquetReader.CreateAsync(content, Options, cancellationToken: cancellationToken);
#pragma warning restore RS0030
        if (Form(schema).SequenceEqual(Form(reader.Schema)))
            return reader;
        await reader.DisposeAsync();
        throw new InvalidDataException("A Parquet file has other columns than this build writes; make it again.");
    }

    /// <summary>Reads a required column of numbers, days or flags.</summary>
    public static ValueTask RequiredAsync<T>(ParquetRowGroupReader group, DataField field, Memory<T> into, CancellationToken cancellationToken = default)
        where T : struct
    {
        Require(field, isOptional: false);
        return group.ReadRawAsync(field, into, null, null, cancellationToken);
    }

    /// <summary>Reads a column whose values may be missing.</summary>
    public static async ValueTask OptionalAsync<T>(ParquetRowGroupReader group, DataField field, Memory<T?> into, CancellationToken cancellationToken = default)
        where T : struct
    {
        using var parts = await PartsAsync<T>(group, field, cancellationToken);
        parts.Spread(into.Span, static v => v, null);
    }

    /// <summary>Reads a column of numbers, with not-a-number where a value is missing.</summary>
    public static async ValueTask NumbersAsync(ParquetRowGroupReader group, DataField field, Memory<double> into, CancellationToken cancellationToken = default)
    {
        using var parts = await PartsAsync<double>(group, field, cancellationToken);
        parts.Spread(into.Span, static v => v, double.NaN);
    }

    /// <summary>Reads a required column of text. A text of the file's dictionary is one object: what is made of it is made once, for columns of few texts.</summary>
    public static async ValueTask TextsAsync<T>(
        ParquetRowGroupReader group, DataField field, Memory<T> into, Func<string, T> make, CancellationToken cancellationToken = default)
    {
        Require(field, isOptional: false);
        var rows = checked((int)group.RowCount);
        var texts = ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(rows);
        try
        {
            await group.ReadRawAsync(field, texts.AsMemory(0, rows), null, null, cancellationToken);
            Make(texts.AsSpan(0, rows), into.Span, make);
        }
        finally
        {
            ArrayPool<ReadOnlyMemory<char>>.Shared.Return(texts, clearArray: true);
        }
    }

    // Memory is equal where it is the same memory: that is quick to see, and different texts are never taken for one another.
    private static void Make<T>(ReadOnlySpan<ReadOnlyMemory<char>> texts, Span<T> into, Func<string, T> make)
    {
        var known = new Dictionary<ReadOnlyMemory<char>, T>();
        for (var i = 0; i < texts.Length; i++)
        {
            if (i > 0 && texts[i].Equals(texts[i - 1]))
            {
                into[i] = into[i - 1];
                continue;
            }

            if (known.TryGetValue(texts[i], out var made))
            {
                into[i] = made;
                continue;
            }

            into[i] = make(texts[i].ToString());
            if (known.Count < MostKnownTexts)
                known.Add(texts[i], into[i]);
        }
    }

    private static async ValueTask<OptionalParts<T>> PartsAsync<T>(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        where T : struct
    {
        Require(field, isOptional: true);
        var parts = new OptionalParts<T>(checked((int)group.RowCount));
        await group.ReadRawAsync(field, parts.Values, parts.Levels, null, cancellationToken);
        return parts;
    }

    private static void Require(DataField field, bool isOptional)
    {
        if (field.IsNullable != isOptional)
            throw new ArgumentException("A column that may miss values and one that may not are read by different methods.", nameof(field));
    }

    private static IEnumerable<(string, Type, bool)> Form(ParquetSchema schema) => schema.DataFields.Select(f => (f.Name, f.ClrType, f.IsNullable));
}
