using Parquet.Internal.Format;
using Parquet.Internal.Reading;
using Parquet.Schema;

namespace Parquet;

/// <summary>Reads a file. The stream must seek.</summary>
public class ParquetReader : IAsyncDisposable
{
    private readonly Stream input;
    private readonly bool leaveOpen;
    private readonly FileMetadata metadata;

    private ParquetReader(Stream input, FileMetadata metadata, ParquetOptions options, bool leaveOpen)
    {
        this.input = input;
        this.metadata = metadata;
        this.leaveOpen = leaveOpen;
        Schema = new ParquetSchema(metadata.Schema.Skip(1).Select(e => (Field)FieldMapper.ToField(e, options)));
    }

    /// <summary>The columns.</summary>
    public ParquetSchema Schema { get; }

    /// <summary>Number of row groups.</summary>
    public int RowGroupCount => metadata.RowGroups.Count;

    /// <summary>Pairs of the footer.</summary>
    public Dictionary<string, string> CustomMetadata => metadata.KeyValues;

    /// <summary>Opens a file.</summary>
    /// <exception cref="ParquetException">The file is not valid, or uses a feature that is not supported.</exception>
    public static async Task<ParquetReader> CreateAsync(
        string filePath, ParquetOptions? parquetOptions = null, CancellationToken cancellationToken = default)
    {
        var file = File.OpenRead(filePath);
        try
        {
            return await CreateAsync(file, parquetOptions, leaveStreamOpen: false, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens a file; the stream stays open unless told otherwise.</summary>
    /// <exception cref="ParquetException">The file is not valid, or uses a feature that is not supported.</exception>
    public static async Task<ParquetReader> CreateAsync(
        Stream input,
        ParquetOptions? parquetOptions = null,
        bool leaveStreamOpen = true,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.CanRead || !input.CanSeek)
            throw new ArgumentException("the stream must be readable and seekable", nameof(input));
        var metadata = await FooterReader.ReadAsync(input, cancellationToken).ConfigureAwait(false);
        return new ParquetReader(input, metadata, parquetOptions ?? new ParquetOptions(), leaveStreamOpen);
    }

    /// <summary>Opens a row group.</summary>
    public ParquetRowGroupReader OpenRowGroupReader(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, RowGroupCount);
        return new ParquetRowGroupReader(input, metadata, index);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (!leaveOpen)
            await input.DisposeAsync().ConfigureAwait(false);
    }
}
