using System.Security.Cryptography;

namespace TfPipeline.Pseudonyms;

/// <summary>Encrypts what is written to it, chunk by chunk. Disposal writes the last chunk, which may be empty.</summary>
internal sealed class EncryptedFileWriter(Stream output, AesGcm cipher, byte[] headerHash) : Stream
{
    private readonly byte[] _clear = new byte[EncryptedFile.ChunkSize];
    private readonly byte[] _sealed = new byte[EncryptedFile.ChunkSize + EncryptedFile.TagSize];
    private int _filled;
    private long _chunk;
    private bool _done;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_done;

    public override long Length => Position;

    public override long Position
    {
        get => (_chunk * EncryptedFile.ChunkSize) + _filled;
        set => throw new NotSupportedException("An encrypted file is written from start to end.");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_filled == _clear.Length)
                output.Write(Seal(isLast: false).Span);
            buffer = buffer[Fill(buffer)..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (_filled == _clear.Length)
                await output.WriteAsync(Seal(isLast: false), cancellationToken);
            buffer = buffer[Fill(buffer.Span)..];
        }
    }

    public override void Flush()
    {
        // A chunk can only be sealed when it is full or the last, so there is nothing to push out.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!_done)
        {
            _done = true;
            await output.WriteAsync(Seal(isLast: true));
            Wipe();
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_done)
        {
            _done = true;
            output.Write(Seal(isLast: true).Span);
            Wipe();
        }

        base.Dispose(disposing);
    }

    private void Wipe()
    {
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(_clear);
    }

    private int Fill(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_done, this);
        var taken = Math.Min(buffer.Length, _clear.Length - _filled);
        buffer[..taken].CopyTo(_clear.AsSpan(_filled));
        _filled += taken;
        return taken;
    }

    private ReadOnlyMemory<byte> Seal(bool isLast)
    {
        Span<byte> nonce = stackalloc byte[EncryptedFile.NonceSize];
        Span<byte> associated = stackalloc byte[41];
        EncryptedFile.WriteNonce(nonce, _chunk);
        EncryptedFile.WriteAssociated(associated, headerHash, _chunk, isLast);
        cipher.Encrypt(nonce, _clear.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, EncryptedFile.TagSize), associated);
        var length = _filled + EncryptedFile.TagSize;
        _chunk++;
        _filled = 0;
        return _sealed.AsMemory(0, length);
    }
}
