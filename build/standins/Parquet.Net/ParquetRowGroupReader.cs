using System.Buffers;
using System.Text;
using Parquet.Data;
using Parquet.Internal.Compression;
using Parquet.Internal.Format;
using Parquet.Internal.Reading;
using Parquet.Schema;

namespace Parquet;

/// <summary>Reads columns of a row group, in any order.</summary>
public class ParquetRowGroupReader : IDisposable
{
    private readonly Stream input;
    private readonly FileMetadata file;
    private readonly RowGroupMetadata group;
    private readonly int index;

    internal ParquetRowGroupReader(Stream input, FileMetadata file, int index)
    {
        this.input = input;
        this.file = file;
        this.index = index;
        group = file.RowGroups[index];
    }

    /// <summary>Number of rows, nulls included.</summary>
    public long RowCount => group.NumRows;

    /// <summary>Whether the file has a column of this path.</summary>
    public bool ColumnExists(DataField field) => Find(field) >= 0;

    /// <summary>Reads a required column; the buffer holds at least as many values as there are rows.</summary>
    /// <exception cref="ArgumentException">The type differs, the buffer is too small, or the column is nullable.</exception>
    /// <exception cref="ParquetException">The column is missing, broken, or uses a feature that is not supported.</exception>
    public async ValueTask ReadAsync<T>(
        DataField field, Memory<T> values, Memory<int>? repetitionLevels = null, CancellationToken cancellationToken = default)
        where T : struct
    {
        var column = Check(field, typeof(T), values.Length);
        if (!Element(column).IsRequired)
            throw new ArgumentException("a nullable column is read into nullable values", nameof(field));
        await ReadChunkAsync(column, source => source.Read(values.Span[..(int)RowCount]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a column whose values may be missing.</summary>
    /// <exception cref="ArgumentException">The type differs or the buffer is too small.</exception>
    /// <exception cref="ParquetException">The column is missing, broken, or uses a feature that is not supported.</exception>
    public async ValueTask ReadAsync<T>(
        DataField field, Memory<T?> values, Memory<int>? repetitionLevels = null, CancellationToken cancellationToken = default)
        where T : struct
    {
        var column = Check(field, typeof(T), values.Length);
        await ReadChunkAsync(column, source => source.Read(values.Span[..(int)RowCount]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a column of strings.</summary>
    /// <exception cref="ArgumentException">The type differs or the buffer is too small.</exception>
    /// <exception cref="ParquetException">The column is missing, broken, or uses a feature that is not supported.</exception>
    public async ValueTask ReadAsync(
        DataField field, Memory<string?> values, Memory<int>? repetitionLevels = null, CancellationToken cancellationToken = default)
    {
        var column = Check(field, typeof(string), values.Length);
        await ReadChunkAsync(column, source => source.ReadStrings(values.Span[..(int)RowCount]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a column of byte arrays.</summary>
    /// <exception cref="ArgumentException">The type differs or the buffer is too small.</exception>
    /// <exception cref="ParquetException">The column is missing, broken, or uses a feature that is not supported.</exception>
    public async ValueTask ReadAsync(
        DataField field, Memory<byte[]?> values, Memory<int>? repetitionLevels = null, CancellationToken cancellationToken = default)
    {
        var column = Check(field, typeof(byte[]), values.Length);
        await ReadChunkAsync(column, source => source.ReadByteArrays(values.Span[..(int)RowCount]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the footer says of a column, or null when it says nothing.</summary>
    /// <exception cref="ParquetException">The column is missing.</exception>
    public DataColumnStatistics? GetStatistics(DataField field)
    {
        var column = FindOrThrow(field);
        return group.Columns[column].Statistics is { } statistics
            ? StatisticsReader.Read(statistics, Element(column), field.ClrType)
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    private SchemaElement Element(int column) => file.Schema[column + 1];

    private int Find(DataField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return file.Schema.FindIndex(1, e => string.Equals(e.Name, field.Path.ToString(), StringComparison.Ordinal)) - 1;
    }

    private int FindOrThrow(DataField field)
    {
        var column = Find(field);
        return column >= 0 ? column : throw new ParquetException("the file has no column of the name that was asked for");
    }

    private int Check(DataField field, Type type, int length)
    {
        var column = FindOrThrow(field);
        if (field.ClrType != type)
            throw new ArgumentException($"the field is of type {field.ClrType} and not {type}", nameof(field));
        if (length < RowCount)
            throw new ArgumentException($"the buffer holds {length} values, and the row group has {RowCount}", nameof(field));
        return column;
    }

    private async ValueTask ReadChunkAsync(int column, Action<ColumnSource> decode, CancellationToken cancellationToken)
    {
        var chunk = group.Columns[column];
        var place = $"row group {index}, column {column + 1}";
        if (RowCount == 0)
            return;
        if (!Codec.CanRead(chunk.Codec))
            throw new ParquetException($"{place}: the codec {chunk.Codec} is not supported; write the file with Snappy, Gzip, Zstandard or none");
        if (Element(column).Logical is LogicalKind.Time or LogicalKind.Uuid or LogicalKind.Float16 or LogicalKind.Unknown)
            throw new ParquetException($"{place}: the logical type {Element(column).Logical} is not supported");
        if (chunk.TotalCompressedSize > Array.MaxLength)
            throw new ParquetException($"{place}: the chunk is larger than 2 GB");
        var length = (int)chunk.TotalCompressedSize;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            input.Seek(chunk.Start, SeekOrigin.Begin);
            await input.ReadExactlyAsync(rented.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            decode(new ColumnSource(rented.AsMemory(0, length), chunk, Element(column)));
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or DecoderFallbackException or ParquetException)
        {
            throw new ParquetException($"{place}: {Reason(broken)}", broken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // A decoder's own message could carry bytes of a value.
    private static string Reason(Exception broken) => broken switch
    {
        DecoderFallbackException => "a text is not UTF-8",
        EndOfStreamException => "the file ends too early",
        _ => broken.Message,
    };
}
