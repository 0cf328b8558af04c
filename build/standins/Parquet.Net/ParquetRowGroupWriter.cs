using System.Buffers;
using System.Runtime.InteropServices;
using Parquet.Internal.Encodings;
using Parquet.Internal.Format;
using Parquet.Internal.Writing;
using Parquet.Schema;

namespace Parquet;

/// <summary>Writes a row group: all columns in the schema's order, all with the same number of rows.</summary>
public class ParquetRowGroupWriter : IDisposable
{
    private readonly ParquetWriter file;
    private readonly IReadOnlyList<SchemaElement> schema;
    private int? rowCount;
    private bool isDisposed;

    internal ParquetRowGroupWriter(ParquetWriter file, IReadOnlyList<SchemaElement> schema)
    {
        this.file = file;
        this.schema = schema;
    }

    internal RowGroupMetadata Metadata { get; } = new();

    /// <summary>Writes the next column, which is required.</summary>
    /// <exception cref="ArgumentException">Another column is next, or the type differs.</exception>
    /// <exception cref="InvalidOperationException">Another number of rows than the columns before, or a nullable column.</exception>
    public async Task WriteAsync<T>(
        DataField field,
        ReadOnlyMemory<T> values,
        ReadOnlyMemory<int>? repetitionLevels = null,
        Dictionary<string, string>? customMetadata = null,
        CancellationToken cancellationToken = default)
        where T : struct
    {
        CheckField(field, typeof(T));
        if (field.IsNullable)
            throw new InvalidOperationException("a nullable column is written from nullable values");
        using var presence = Presence.All(values.Length);
        using var chunk = NextChunk(field, values.Length);
        WriteValues(chunk, field, values.Span, presence);
        await EndChunkAsync(chunk, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the next column from values that may be missing.</summary>
    /// <exception cref="ArgumentException">Another column is next, the type differs, or a required column lacks a value.</exception>
    /// <exception cref="InvalidOperationException">Another number of rows than the columns before.</exception>
    public async Task WriteAsync<T>(
        DataField field,
        ReadOnlyMemory<T?> values,
        ReadOnlyMemory<int>? repetitionLevels = null,
        Dictionary<string, string>? customMetadata = null,
        CancellationToken cancellationToken = default)
        where T : struct
    {
        CheckField(field, typeof(T));
        using var chunk = NextChunk(field, values.Length);
        var dense = ArrayPool<T>.Shared.Rent(values.Length);
        try
        {
            using var presence = Compact(values.Span, dense);
            CheckNulls(field, presence);
            WriteValues(chunk, field, dense.AsSpan(0, presence.Rows - presence.Nulls), presence);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(dense);
        }

        await EndChunkAsync(chunk, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the next column of strings.</summary>
    /// <exception cref="ArgumentException">Another column is next, the type differs, or a required column lacks a value.</exception>
    /// <exception cref="InvalidOperationException">Another number of rows than the columns before.</exception>
    public async Task WriteAsync(
        DataField field, IReadOnlyCollection<string?> values, ReadOnlyMemory<int>? repetitionLevels = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckField(field, typeof(string));
        using var chunk = NextChunk(field, values.Count);
        WriteStrings(chunk, field, values);
        await EndChunkAsync(chunk, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Writes the next column of byte arrays.</summary>
    /// <exception cref="ArgumentException">Another column is next, the type differs, or a required column lacks a value.</exception>
    /// <exception cref="InvalidOperationException">Another number of rows than the columns before.</exception>
    public async Task WriteAsync(
        DataField field, IReadOnlyCollection<byte[]?> values, ReadOnlyMemory<int>? repetitionLevels = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckField(field, typeof(byte[]));
        using var chunk = NextChunk(field, values.Count);
        WriteBytes(chunk, field, values);
        await EndChunkAsync(chunk, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Checks that every column was written.</summary>
    /// <exception cref="InvalidOperationException">A column is missing.</exception>
    public void CompleteValidate()
    {
        var expected = schema.Count - 1;
        if (Metadata.Columns.Count < expected)
            throw new InvalidOperationException($"only {Metadata.Columns.Count} of {expected} columns were written");
    }

    /// <summary>Ends the row group.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private void Dispose(bool disposing)
    {
        if (isDisposed || !disposing)
            return;
        isDisposed = true;
        Metadata.NumRows = rowCount ?? 0;
        Metadata.TotalByteSize = Metadata.Columns.Sum(c => c.TotalUncompressedSize);
    }

    private static void CheckNulls(DataField field, Presence presence)
    {
        if (!field.IsNullable && presence.Nulls > 0)
            throw new ArgumentException("a required column lacks a value", nameof(field));
    }

    private void WriteValues<T>(ChunkBuilder chunk, DataField field, ReadOnlySpan<T> values, Presence presence)
        where T : struct
    {
        if (typeof(T) == typeof(bool))
        {
            BoolColumn.Write(chunk, MemoryMarshal.Cast<T, bool>(values), presence, field.IsNullable);
            return;
        }

        var codec = FixedCodecs.For<T>(schema[Metadata.Columns.Count + 1])
            ?? throw new ArgumentException($"values of type {typeof(T)} cannot be written", nameof(values));
        FixedColumn.Write(chunk, values, presence, field.IsNullable, codec, Hint(field), file.Options.DictionaryEncodingThreshold);
    }

    private void WriteStrings(ChunkBuilder chunk, DataField field, IReadOnlyCollection<string?> values)
    {
        var span = AsSpan(values);
        using var presence = PresenceOf(span);
        CheckNulls(field, presence);
        ByteArrayColumn.WriteStrings(
            chunk, span, presence, field.IsNullable, Hint(field), file.Options.DictionaryEncodingThreshold);
    }

    private static void WriteBytes(ChunkBuilder chunk, DataField field, IReadOnlyCollection<byte[]?> values)
    {
        var span = AsSpan(values);
        using var presence = PresenceOf(span);
        CheckNulls(field, presence);
        ByteArrayColumn.WriteBytes(chunk, span, presence, field.IsNullable);
    }

    private static ReadOnlySpan<T> AsSpan<T>(IReadOnlyCollection<T> values) => values switch
    {
        T[] array => array,
        List<T> list => CollectionsMarshal.AsSpan(list),
        ArraySegment<T> segment => segment,
        _ => values.ToArray(),
    };

    private static Presence PresenceOf<T>(ReadOnlySpan<T?> values)
        where T : class
    {
        var bytes = ArrayPool<byte>.Shared.Rent(values.Length);
        var present = 0;
        for (var i = 0; i < values.Length; i++)
        {
            bytes[i] = values[i] is null ? (byte)0 : (byte)1;
            present += bytes[i];
        }

        return Presence.Of(bytes, values.Length, values.Length - present);
    }

    private static Presence Compact<T>(ReadOnlySpan<T?> values, Span<T> dense)
        where T : struct
    {
        var bytes = ArrayPool<byte>.Shared.Rent(values.Length);
        var present = 0;
        for (var i = 0; i < values.Length; i++)
        {
            // The next value overwrites the place of a missing one.
            dense[present] = values[i].GetValueOrDefault();
            bytes[i] = values[i].HasValue ? (byte)1 : (byte)0;
            present += bytes[i];
        }

        return Presence.Of(bytes, values.Length, values.Length - present);
    }

    private static void CheckField(DataField field, Type type)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (!field.IsAttachedToSchema)
            throw new ArgumentException("the field is not attached to a schema", nameof(field));
        if (field.ClrType != type)
            throw new ArgumentException($"expected values of type {field.ClrType} but passed {type}", nameof(field));
    }

    private ChunkBuilder NextChunk(DataField field, int rows)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var next = Metadata.Columns.Count;
        var fields = file.Schema.DataFields;
        if (next >= fields.Length)
            throw new InvalidOperationException($"all {fields.Length} columns have been written");
        if (!field.Equals(fields[next]))
            throw new ArgumentException($"column {next + 1} of the schema is next, and this is another", nameof(field));
        if (rowCount is { } expected && expected != rows)
            throw new InvalidOperationException($"the column has {rows} rows, and the columns before it {expected}");
        rowCount = rows;
        return new ChunkBuilder(schema[next + 1], file.Options, file.Position);
    }

    private async Task EndChunkAsync(ChunkBuilder chunk, CancellationToken cancellationToken)
    {
        await file.WriteAsync(chunk.Bytes, cancellationToken).ConfigureAwait(false);
        Metadata.Columns.Add(chunk.Metadata);
    }

    private EncodingHint Hint(DataField field) =>
        file.Options.ColumnEncodingHints.TryGetValue(field.Path.ToString(), out var hint) ? hint : EncodingHint.Default;
}
