using System.Runtime.ExceptionServices;

namespace TfPipeline.Core.OutsideParquet;

/// <summary>
/// Passes reads on and keeps what they throw: the native library turns a fault of the storage into one of its own, and only the first
/// is worth a retry.
/// </summary>
internal sealed class FaultKeepingStream(Stream inner) : Stream
{
    private ExceptionDispatchInfo? _fault;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <summary>Throws what a read threw, if one did.</summary>
    public void ThrowKept() => _fault?.Throw();

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (Exception fault)
        {
            _fault ??= ExceptionDispatchInfo.Capture(fault);
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
