using ParquetSharp;
using ParquetSharp.IO;

namespace TfPipeline.Core.OutsideParquet;

/// <summary>
/// A Parquet file that somebody else wrote, read by Arrow's C++ library. One thread at a time. Everything that is wrong with the file
/// is one <see cref="OutsideParquetException"/>; a fault of the storage underneath stays what it was.
/// </summary>
internal sealed class OutsideParquetFile : IDisposable
{
    private readonly FaultKeepingStream _content;
    private readonly ManagedRandomAccessFile _access;
    private readonly ParquetFileReader _reader;

    private OutsideParquetFile(FaultKeepingStream content, ManagedRandomAccessFile access, ParquetFileReader reader)
    {
        (_content, _access, _reader) = (content, access, reader);
        using var footer = reader.FileMetaData;
        RowGroups = footer.NumRowGroups;
        Columns = OutsideSchema.Columns(footer.Schema);
    }

    /// <summary>The columns at the top level, in the file's order.</summary>
    public IReadOnlyList<OutsideColumn> Columns { get; }

    /// <summary>Number of row groups.</summary>
    public int RowGroups { get; }

    /// <summary>Reads the footer. The stream must be able to seek; it stays open.</summary>
    /// <exception cref="OutsideParquetException">It is not Parquet, is cut short, or is encrypted.</exception>
    public static OutsideParquetFile Open(Stream content)
    {
        var kept = new FaultKeepingStream(content);
        return Guard(kept, () =>
        {
            var access = new ManagedRandomAccessFile(kept, leaveOpen: true);
            try
            {
                // The library's own pool keeps what it once took; the system's gives large pieces back.
                using var properties = ReaderProperties.WithMemoryPool(MemoryPool.SystemMemoryPool());
                properties.EnablePageChecksumVerification();
                var reader = new ParquetFileReader(access, properties);
                try
                {
                    return new OutsideParquetFile(kept, access, reader);
                }
                catch
                {
                    reader.Dispose();
                    throw;
                }
            }
            catch
            {
                access.Dispose();
                throw;
            }
        });
    }

    /// <summary>The columns of a name: more than one where the file has it twice.</summary>
    public IEnumerable<OutsideColumn> Named(string name) => Columns.Where(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    /// <summary>Opens a row group; nothing of it is in memory before a column is read.</summary>
    /// <exception cref="OutsideParquetException">The footer's entry cannot be.</exception>
    public OutsideRowGroup Group(int index) => Guard(_content, () => new OutsideRowGroup(_reader.RowGroup(index), _content));

    public void Dispose()
    {
        _reader.Dispose();
        _access.Dispose();
    }

    internal static T Guard<T>(FaultKeepingStream content, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            content.ThrowKept();
            throw new OutsideParquetException();
        }
    }
}
