using System.Security.Cryptography;

namespace TfPipeline.Pseudonyms;

/// <summary>Decrypts chunk by chunk; the last chunk is checked on opening, so that a file cut short is never read in part.</summary>
internal sealed class EncryptedFileReader : Stream
{
    private const int SealedSize = EncryptedFile.ChunkSize + EncryptedFile.TagSize;

    private readonly Stream _input;
    private readonly int _headerLength;
    private readonly AesGcm _cipher;
    private readonly byte[] _headerHash;
    private readonly byte[] _clear = new byte[EncryptedFile.ChunkSize];
    private readonly byte[] _sealed = new byte[SealedSize];
    private readonly long _lastChunk;
    private readonly long _length;
    private long _position;
    private long _loaded = -1;
    private int _loadedLength;

    public EncryptedFileReader(Stream input, int headerLength, AesGcm cipher, byte[] headerHash)
    {
        (_input, _headerLength, _cipher, _headerHash) = (input, headerLength, cipher, headerHash);
        var body = input.Length - headerLength;
        if (body < EncryptedFile.TagSize)
            throw new EncryptedFileException("An encrypted file ends before its first chunk.");
        _lastChunk = (body - 1) / SealedSize;
        var last = body - (_lastChunk * SealedSize);
        if (last < EncryptedFile.TagSize)
            throw Damaged(null);
        _length = (_lastChunk * EncryptedFile.ChunkSize) + last - EncryptedFile.TagSize;
        Load(_lastChunk);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position >= _length || buffer.IsEmpty)
            return 0;
        Load(_position / EncryptedFile.ChunkSize);
        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= _length || buffer.IsEmpty)
            return 0;
        var chunk = _position / EncryptedFile.ChunkSize;
        if (chunk != _loaded)
        {
            var length = Seek(chunk);
            await _input.ReadExactlyAsync(_sealed.AsMemory(0, length), cancellationToken);
            Open(chunk, length);
        }

        return Take(buffer.Span);
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    public override void Flush()
    {
        // Nothing is buffered for writing.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            CryptographicOperations.ZeroMemory(_clear);
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private static EncryptedFileException Damaged(Exception? inner)
        => new("An encrypted file was changed or cut short; make it again.", inner);

    private int Take(Span<byte> buffer)
    {
        var offset = (int)(_position % EncryptedFile.ChunkSize);
        var taken = Math.Min(buffer.Length, _loadedLength - offset);
        _clear.AsSpan(offset, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }

    private void Load(long chunk)
    {
        if (chunk == _loaded)
            return;
        var length = Seek(chunk);
        _input.ReadExactly(_sealed.AsSpan(0, length));
        Open(chunk, length);
    }

    private int Seek(long chunk)
    {
        _input.Position = _headerLength + (chunk * SealedSize);
        return (int)Math.Min(SealedSize, _input.Length - _input.Position);
    }

    private void Open(long chunk, int length)
    {
        Span<byte> nonce = stackalloc byte[EncryptedFile.NonceSize];
        Span<byte> associated = stackalloc byte[41];
        EncryptedFile.WriteNonce(nonce, chunk);
        EncryptedFile.WriteAssociated(associated, _headerHash, chunk, chunk == _lastChunk);
        _loaded = -1;
        _loadedLength = length - EncryptedFile.TagSize;
        try
        {
            _cipher.Decrypt(nonce, _sealed.AsSpan(0, _loadedLength), _sealed.AsSpan(_loadedLength, EncryptedFile.TagSize), _clear.AsSpan(0, _loadedLength), associated);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw Damaged(e);
        }

        _loaded = chunk;
    }
}
