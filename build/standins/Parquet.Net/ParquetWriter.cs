using System.Diagnostics.CodeAnalysis;
using Parquet.Internal;
using Parquet.Internal.Compression;
using Parquet.Internal.Format;
using Parquet.Schema;

namespace Parquet;

/// <summary>Writes a file, one row group after the other. The stream need not seek; it stays open.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Disposed asynchronously, as the package does.")]
public sealed class ParquetWriter : IAsyncDisposable
{
    internal const string CreatedBy = "TfPipeline stand-in for Parquet.Net version 6.1.0";

    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    private readonly Stream output;
    private readonly FileMetadata metadata = new();
    private readonly List<ParquetRowGroupWriter> groups = [];
    private bool disposed;

    private ParquetWriter(ParquetSchema schema, Stream output, ParquetOptions options)
    {
        this.output = output;
        Schema = schema;
        Options = options;
        metadata.CreatedBy = CreatedBy;
        metadata.Schema.Add(new SchemaElement { Name = "root", NumChildren = schema.DataFields.Length });
        foreach (var field in schema.DataFields)
            metadata.Schema.Add(SchemaMapper.ToElement(field));
    }

    /// <summary>Pairs that go into the footer.</summary>
    public IReadOnlyDictionary<string, string> CustomMetadata { get; set; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    internal ParquetSchema Schema { get; }

    internal ParquetOptions Options { get; }

    internal long Position { get; private set; }

    /// <summary>Starts a file.</summary>
    /// <exception cref="NotSupportedException">The compression cannot be written, or append was asked for.</exception>
    public static async Task<ParquetWriter> CreateAsync(
        ParquetSchema schema,
        Stream output,
        ParquetOptions? options = null,
        bool append = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(output);
        options ??= new ParquetOptions();
        if (append)
            throw new NotSupportedException("the stand-in does not append to a file");
        if (!Codec.CanWrite(options.CompressionMethod))
            throw new NotSupportedException($"writing {options.CompressionMethod} is not supported; use Snappy, Gzip, Brotli or None");
        var writer = new ParquetWriter(schema, output, options);
        await writer.WriteAsync(Magic, cancellationToken).ConfigureAwait(false);
        return writer;
    }

    /// <summary>Starts a row group; the one before must be disposed.</summary>
    public ParquetRowGroupWriter CreateRowGroup()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var group = new ParquetRowGroupWriter(this, metadata.Schema);
        groups.Add(group);
        return group;
    }

    /// <summary>Writes the footer; without it the file cannot be read.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        foreach (var group in groups)
        {
            group.Dispose();
            metadata.RowGroups.Add(group.Metadata);
            metadata.NumRows += group.Metadata.NumRows;
        }

        foreach (var (key, value) in CustomMetadata)
            metadata.KeyValues[key] = value;
        using var footer = new ByteBuffer();
        FooterWriter.Write(footer, metadata);
        footer.WriteInt32(footer.Length);
        footer.Write(Magic);
        await WriteAsync(footer.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
    }

    internal async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        Position += bytes.Length;
    }
}
