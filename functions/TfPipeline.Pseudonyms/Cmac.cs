using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TfPipeline.Pseudonyms;

/// <summary>
/// AES-CMAC (RFC 4493, NIST SP 800-38B) over many short messages at once: the k-th blocks of all messages go through
/// one call of the cipher. Not safe for use by several threads at once; make one per thread.
/// </summary>
public sealed class Cmac : IDisposable
{
    /// <summary>Length of a block and of a full code, in bytes.</summary>
    public const int BlockSize = 16;

    private readonly Aes _aes;
    private readonly UInt128 _whole;
    private readonly UInt128 _padded;
    private byte[] _blocks = [];
    private int[] _pending = [];

    /// <summary>Takes an AES key of 16, 24 or 32 bytes; tokens use 32.</summary>
    public Cmac(byte[] key)
    {
        _aes = Aes.Create();
        _aes.Key = key;
        Span<byte> zero = stackalloc byte[BlockSize];
        _aes.EncryptEcb(zero, zero, PaddingMode.None);
        _whole = Double(BinaryPrimitives.ReadUInt128BigEndian(zero));
        _padded = Double(_whole);
    }

    /// <summary>Writes the 16-byte codes of messages that lie one behind the other.</summary>
    /// <param name="messages">The bytes of all messages.</param>
    /// <param name="ends">Where each message ends (and the next begins), ascending.</param>
    /// <param name="codes">16 bytes per message.</param>
    public void Compute(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<byte> codes)
    {
        Reserve(ends.Length);
        var longer = 0;
        for (int i = 0, start = 0; i < ends.Length; start = ends[i], i++)
        {
            var length = ends[i] - start;
            // A whole block can be read past the end of a short message as long as others follow; what is not its own is masked.
            if (length < BlockSize && start + BlockSize <= messages.Length)
                BinaryPrimitives.WriteUInt128BigEndian(codes[(i * BlockSize)..], Padded(BinaryPrimitives.ReadUInt128BigEndian(messages[start..]), length) ^ _padded);
            else
                WriteBlock(messages[start..ends[i]], UInt128.Zero, codes.Slice(i * BlockSize, BlockSize));
            if (length > BlockSize)
                _pending[longer++] = i;
        }

        _aes.EncryptEcb(codes[..(ends.Length * BlockSize)], codes, PaddingMode.None);
        for (var round = 1; longer > 0; round++)
            longer = ComputeRound(round, longer, messages, ends, codes);
    }

    /// <summary>Tokens: the codes cut to their first 64 bits; 0, which means "no token", is never a token.</summary>
    public void ComputeTokens(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<ulong> tokens)
    {
        Reserve(ends.Length);
        var codes = _blocks.AsSpan(0, ends.Length * BlockSize);
        Compute(messages, ends, codes);
        for (var i = 0; i < ends.Length; i++)
        {
            var token = BinaryPrimitives.ReadUInt64BigEndian(codes[(i * BlockSize)..]);
            tokens[i] = token == 0 ? 1 : token;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _aes.Dispose();

    private int ComputeRound(int round, int count, ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<byte> codes)
    {
        var work = new byte[count * BlockSize];
        for (var k = 0; k < count; k++)
        {
            var i = _pending[k];
            var start = (i == 0 ? 0 : ends[i - 1]) + (round * BlockSize);
            var chain = BinaryPrimitives.ReadUInt128BigEndian(codes[(i * BlockSize)..]);
            WriteBlock(messages[start..ends[i]], chain, work.AsSpan(k * BlockSize, BlockSize));
        }

        _aes.EncryptEcb(work, work, PaddingMode.None);
        var still = 0;
        for (var k = 0; k < count; k++)
        {
            var i = _pending[k];
            work.AsSpan(k * BlockSize, BlockSize).CopyTo(codes[(i * BlockSize)..]);
            if (ends[i] - (i == 0 ? 0 : ends[i - 1]) > (round + 1) * BlockSize)
                _pending[still++] = i;
        }

        return still;
    }

    /// <summary>Keeps the first bytes and puts a single 1 bit behind them.</summary>
    private static UInt128 Padded(UInt128 block, int length)
    {
        var end = UInt128.One << (127 - (8 * length));
        return (block & ~((end << 1) - UInt128.One)) | end;
    }

    /// <summary>The next input of the cipher: a middle block, a whole last block, or a padded last block.</summary>
    private void WriteBlock(ReadOnlySpan<byte> rest, UInt128 chain, Span<byte> block)
    {
        UInt128 value;
        if (rest.Length >= BlockSize)
        {
            value = BinaryPrimitives.ReadUInt128BigEndian(rest);
            if (rest.Length == BlockSize)
                value ^= _whole;
        }
        else
        {
            Span<byte> padded = stackalloc byte[BlockSize];
            rest.CopyTo(padded);
            padded[rest.Length] = 0x80;
            padded[(rest.Length + 1)..].Clear();
            value = BinaryPrimitives.ReadUInt128BigEndian(padded) ^ _padded;
        }

        BinaryPrimitives.WriteUInt128BigEndian(block, value ^ chain);
    }

    /// <summary>Multiplication by x in GF(2^128), RFC 4493 section 2.3.</summary>
    private static UInt128 Double(UInt128 value)
        => (value << 1) ^ ((value >> 127) == UInt128.Zero ? UInt128.Zero : (UInt128)0x87);

    private void Reserve(int messages)
    {
        if (_pending.Length < messages)
            _pending = new int[messages];
        if (_blocks.Length < messages * BlockSize)
            _blocks = new byte[messages * BlockSize];
    }
}
