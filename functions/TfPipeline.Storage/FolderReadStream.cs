using Microsoft.Win32.SafeHandles;

namespace TfPipeline.Storage;

/// <summary>
/// Reads one version of a file. A write through the adapter replaces the file and leaves this version to its readers;
/// a file that somebody else changes in place, such as a copy still running into a drop folder, is noticed at the next read.
/// </summary>
internal sealed class FolderReadStream(SafeFileHandle handle, BlobEntry entry, PipelineContainer container) : Stream
{
    public const int BufferSize = 64 * 1024;

    private long _position;

    public override bool CanRead => !handle.IsClosed;

    public override bool CanSeek => !handle.IsClosed;

    public override bool CanWrite => false;

    public override long Length => entry.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(handle, buffer, _position);
        return Advance(read);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => Advance(await RandomAccess.ReadAsync(handle, buffer, _position, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => entry.Length + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        return _position = target;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            handle.Dispose();
        base.Dispose(disposing);
    }

    private int Advance(int read)
    {
        if (!string.Equals(FolderVersion.EntryOf(entry.Name, handle).ETag, entry.ETag, StringComparison.Ordinal))
            throw new BlobChangedException(container);
        _position += read;
        return read;
    }
}
