using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TfPipeline.Storage;

namespace TfPipeline.Azure.Storage;

/// <summary>
/// Reads one version of a blob: every request says which (If-Match), so a replaced blob gives
/// <see cref="BlobChangedException"/> and never a mixture.
/// </summary>
internal sealed class AzureReadStream(BlobClient blob, BlobEntry entry, PipelineContainer container) : Stream
{
    private const int WindowSize = 4 * 1024 * 1024;

    private readonly byte[] _window = new byte[(int)Math.Min(WindowSize, entry.Length)];
    private long _windowStart;
    private int _windowLength;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => entry.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        if (NeedsWindow(buffer.Length))
            FillAsync(CancellationToken.None).GetAwaiter().GetResult();
        return Take(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (NeedsWindow(buffer.Length))
            await FillAsync(cancellationToken);
        return Take(buffer.Span);
    }

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

    private bool NeedsWindow(int wanted)
        => wanted > 0 && _position < entry.Length && (_position < _windowStart || _position >= _windowStart + _windowLength);

    private int Take(Span<byte> buffer)
    {
        if (_position >= entry.Length)
            return 0;
        var at = (int)(_position - _windowStart);
        var count = Math.Min(buffer.Length, _windowLength - at);
        _window.AsSpan(at, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(_window.Length, entry.Length - _position);
        _windowLength = 0;
        await AzureFaults.NamedAsync(container, "reading a blob", async () =>
        {
            try
            {
                var options = new BlobDownloadOptions
                {
                    Range = new HttpRange(_position, wanted),
                    Conditions = new BlobRequestConditions { IfMatch = new ETag($"\"{entry.ETag}\"") },
                };
                var answer = await blob.DownloadStreamingAsync(options, cancellationToken);
                using var download = answer.Value;
                await download.Content.ReadExactlyAsync(_window.AsMemory(0, wanted), cancellationToken);
                return wanted;
            }
            catch (RequestFailedException e) when (e.Status is 404 or 412 or 416)
            {
                throw new BlobChangedException(container);
            }
        });
        _windowStart = _position;
        _windowLength = wanted;
    }
}
