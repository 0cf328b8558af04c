using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TfPipeline.Core.Pseudonyms;

/// <summary>
/// The compression function of SHA-256 (FIPS 180-4, 6.2.2) for eight unrelated messages at once, one in each lane of a vector.
/// No branch and no address depends on the data.
/// </summary>
internal static class Sha256Lanes
{
    public const int Lanes = 8;
    public const int BlockSize = 64;
    public const int StateWords = 8;

    private static readonly uint[] Constants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The value that a hash starts from (FIPS 180-4, 5.3.3).</summary>
    public static ReadOnlySpan<uint> Start =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Takes one block of each message into its state.</summary>
    /// <param name="state">Eight words, each with a lane for every message.</param>
    /// <param name="blocks">Eight blocks of 64 bytes, one behind the other.</param>
    public static void Compress(Span<Vector256<uint>> state, ReadOnlySpan<byte> blocks)
    {
        Span<Vector256<uint>> words = stackalloc Vector256<uint>[16];
        Gather(words, blocks);
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        var constants = Constants;
        for (var t = 0; t < constants.Length; t++)
        {
            var word = t < 16 ? words[t] : words[t & 15] = Expand(words, t);
            var first = h + (Turn(e, 6) ^ Turn(e, 11) ^ Turn(e, 25)) + ((e & f) ^ Vector256.AndNot(g, e)) + Vector256.Create(constants[t]) + word;
            var second = (Turn(a, 2) ^ Turn(a, 13) ^ Turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e) = (g, f, e, d + first);
            (d, c, b, a) = (c, b, a, first + second);
        }

        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
        (state[4], state[5], state[6], state[7]) = (state[4] + e, state[5] + f, state[6] + g, state[7] + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Expand(ReadOnlySpan<Vector256<uint>> words, int t)
    {
        var early = words[(t + 1) & 15];
        var late = words[(t + 14) & 15];
        return words[t & 15] + (Turn(early, 7) ^ Turn(early, 18) ^ (early >>> 3))
            + words[(t + 9) & 15] + (Turn(late, 17) ^ Turn(late, 19) ^ (late >>> 10));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Turn(Vector256<uint> word, int by) => (word >>> by) | (word << (32 - by));

    private static void Gather(Span<Vector256<uint>> words, ReadOnlySpan<byte> blocks)
    {
        for (var t = 0; t < words.Length; t++)
        {
            words[t] = Vector256.Create(
                Word(blocks, 0, t), Word(blocks, 1, t), Word(blocks, 2, t), Word(blocks, 3, t),
                Word(blocks, 4, t), Word(blocks, 5, t), Word(blocks, 6, t), Word(blocks, 7, t));
        }
    }

    private static uint Word(ReadOnlySpan<byte> blocks, int lane, int t)
        => BinaryPrimitives.ReadUInt32BigEndian(blocks[((lane * BlockSize) + (t * sizeof(uint)))..]);
}
