using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace TfPipeline.Core.Pseudonyms;

/// <summary>
/// HMAC-SHA256 (RFC 2104, FIPS 198-1) of many short messages under one key, eight at a time. A call of the library costs ten times
/// as much, nearly all of it in getting to the cipher and back. Safe for use by several threads.
/// </summary>
internal sealed class HmacLanes
{
    private const int BlockSize = Sha256Lanes.BlockSize;
    private const int LengthSize = sizeof(ulong);

    private readonly uint[] _inner;
    private readonly uint[] _outer;

    /// <summary>Takes a key of at most 64 bytes.</summary>
    public HmacLanes(ReadOnlySpan<byte> key)
    {
        if (key.Length > BlockSize)
            throw new ArgumentException($"A key has at most {BlockSize} bytes; this one has {key.Length}.", nameof(key));
        _inner = KeyState(key, 0x36);
        _outer = KeyState(key, 0x5C);
    }

    /// <summary>The first 128 bits of the code of each message.</summary>
    /// <param name="messages">The bytes of all messages, one behind the other.</param>
    /// <param name="ends">Where each message ends and the next begins, ascending.</param>
    /// <param name="references">One place a message.</param>
    public void Compute(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, Span<Reference> references)
    {
        Span<int> group = stackalloc int[Sha256Lanes.Lanes];
        var done = new bool[ends.Length];
        for (var first = 0; first < ends.Length; first++)
        {
            if (done[first])
                continue;

            // Lanes go through the same number of blocks; nearly all messages have one.
            var blocks = BlocksOf(ends, first);
            var count = 0;
            for (var i = first; i < ends.Length && count < group.Length; i++)
            {
                if (done[i] || BlocksOf(ends, i) != blocks)
                    continue;
                done[i] = true;
                group[count++] = i;
            }

            ComputeGroup(messages, ends, group[..count], blocks, references);
        }
    }

    private void ComputeGroup(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, ReadOnlySpan<int> group, int blocks, Span<Reference> references)
    {
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[Sha256Lanes.StateWords];
        Span<byte> input = stackalloc byte[Sha256Lanes.Lanes * BlockSize];
        Spread(_inner, state);
        for (var block = 0; block < blocks; block++)
        {
            for (var lane = 0; lane < group.Length; lane++)
                PutBlock(Message(messages, ends, group[lane]), block, blocks, input.Slice(lane * BlockSize, BlockSize));
            Sha256Lanes.Compress(state, input);
        }

        PutHashes(state, input);
        Spread(_outer, state);
        Sha256Lanes.Compress(state, input);
        for (var lane = 0; lane < group.Length; lane++)
            references[group[lane]] = new Reference(Join(state[0][lane], state[1][lane]), Join(state[2][lane], state[3][lane]));
        CryptographicOperations.ZeroMemory(input);
    }

    private static int BlocksOf(ReadOnlySpan<int> ends, int i)
        => ((ends[i] - (i == 0 ? 0 : ends[i - 1]) + 1 + LengthSize + BlockSize - 1) / BlockSize);

    private static ReadOnlySpan<byte> Message(ReadOnlySpan<byte> messages, ReadOnlySpan<int> ends, int i)
        => messages[(i == 0 ? 0 : ends[i - 1])..ends[i]];

    // FIPS 180-4, 5.1.1: a 1 bit behind the message and its length in bits at the end of the last block; the key's block comes before.
    private static void PutBlock(ReadOnlySpan<byte> message, int block, int blocks, Span<byte> output)
    {
        output.Clear();
        var start = block * BlockSize;
        if (start < message.Length)
            message[start..Math.Min(message.Length, start + BlockSize)].CopyTo(output);
        if (message.Length >= start && message.Length < start + BlockSize)
            output[message.Length - start] = 0x80;
        if (block == blocks - 1)
            BinaryPrimitives.WriteUInt64BigEndian(output[(BlockSize - LengthSize)..], (ulong)(BlockSize + message.Length) * 8);
    }

    private static void PutHashes(ReadOnlySpan<Vector256<uint>> state, Span<byte> output)
    {
        Span<byte> hash = stackalloc byte[Sha256Lanes.StateWords * sizeof(uint)];
        for (var lane = 0; lane < Sha256Lanes.Lanes; lane++)
        {
            for (var word = 0; word < Sha256Lanes.StateWords; word++)
                BinaryPrimitives.WriteUInt32BigEndian(hash[(word * sizeof(uint))..], state[word][lane]);
            PutBlock(hash, 0, 1, output.Slice(lane * BlockSize, BlockSize));
        }
    }

    private static uint[] KeyState(ReadOnlySpan<byte> key, byte pad)
    {
        Span<byte> block = stackalloc byte[Sha256Lanes.Lanes * BlockSize];
        block.Fill(pad);
        for (var i = 0; i < key.Length; i++)
            block[i] ^= key[i];
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[Sha256Lanes.StateWords];
        Spread(Sha256Lanes.Start, state);
        Sha256Lanes.Compress(state, block);
        CryptographicOperations.ZeroMemory(block);
        var first = new uint[Sha256Lanes.StateWords];
        for (var word = 0; word < first.Length; word++)
            first[word] = state[word][0];
        return first;
    }

    private static void Spread(ReadOnlySpan<uint> words, Span<Vector256<uint>> state)
    {
        for (var word = 0; word < words.Length; word++)
            state[word] = Vector256.Create(words[word]);
    }

    private static ulong Join(uint high, uint low) => ((ulong)high << 32) | low;
}
