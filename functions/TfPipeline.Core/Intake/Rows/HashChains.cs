using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TfPipeline.Core.Intake;

/// <summary>
/// A set of 64-bit hashes in chains of chunks, each chunk a cache line of ten entries. Chunks are neither moved nor thrown away, so
/// memory is some seven bytes an entry at every size. An entry keeps 48 bits and its chain the leading ones: all 64 from a million
/// entries on, fewer where fewer entries make it as unlikely that two different values meet. That is once in some 10^7 files of two
/// million rows, and then costs a finding that the council can see to be wrong.
/// </summary>
internal sealed class HashChains
{
    private const int EntriesPerChunk = 10;
    private const int EntriesPerChain = 16;
    private const int LeastBits = 6;
    private const int MostBits = 22;
    private const int ChainsPerBlock = 16;
    private const int MostChunksPerBlock = 1 << 14;

    private readonly int[] _heads;
    private readonly int _shift;
    private readonly int _blockBits;
    private readonly List<Chunk[]> _blocks = [];
    private int _chunks;

    /// <param name="expected">How many entries there may be. A wrong guess costs time or a few bytes, nothing else.</param>
    public HashChains(long expected)
    {
        var bits = Math.Clamp(BitOperations.Log2((ulong)Math.Max(1, expected / EntriesPerChain)), LeastBits, MostBits);
        _heads = new int[1 << bits];
        _shift = 64 - bits;
        _blockBits = BitOperations.Log2((uint)Math.Clamp(_heads.Length / ChainsPerBlock, 1, MostChunksPerBlock));
    }

    /// <summary>True when the hash is there.</summary>
    public bool Contains(ulong hash) => Find(_heads[hash >> _shift], Kept(hash)) >= 0;

    /// <summary>Enters a hash; false where it was there.</summary>
    public bool Add(ulong hash) => Add(hash, out _);

    /// <summary>Enters a hash and gives the place where the caller may keep something for it; false where it was there.</summary>
    public bool Add(ulong hash, out int place)
    {
        ref var head = ref _heads[hash >> _shift];
        var kept = Kept(hash);
        place = Find(head, kept);
        if (place >= 0)
            return false;
        if (head == 0 || !ChunkAt(head).HasRoom)
        {
            var next = head;
            head = NewChunk();
            ChunkAt(head).Next = next;
        }

        place = (head * EntriesPerChunk) + ChunkAt(head).Put(kept);
        return true;
    }

    // Zero marks a free entry.
    private static ulong Kept(ulong hash) => Math.Max(1, hash & 0xFFFF_FFFF_FFFF);

    private int Find(int number, ulong kept)
    {
        while (number != 0)
        {
            ref var chunk = ref ChunkAt(number);
            var at = chunk.IndexOf(kept);
            if (at >= 0)
                return (number * EntriesPerChunk) + at;
            number = chunk.Next;
        }

        return -1;
    }

    // Chunk 0 is never used, so that 0 ends a chain.
    private int NewChunk()
    {
        if (++_chunks >> _blockBits == _blocks.Count)
            _blocks.Add(new Chunk[1 << _blockBits]);
        return _chunks;
    }

    private ref Chunk ChunkAt(int number) => ref _blocks[number >> _blockBits][number & ((1 << _blockBits) - 1)];

    [InlineArray(EntriesPerChunk)]
    private struct HighParts
    {
        private uint _first;
    }

    [InlineArray(EntriesPerChunk)]
    private struct LowParts
    {
        private ushort _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Chunk
    {
        private HighParts _high;
        private LowParts _low;

        public int Next;

        public readonly bool HasRoom => (_high[EntriesPerChunk - 1] | _low[EntriesPerChunk - 1]) == 0;

        public readonly int IndexOf(ulong kept)
        {
            var (high, low) = ((uint)(kept >> 16), (ushort)kept);
            for (var i = 0; i < EntriesPerChunk; i++)
            {
                if (_high[i] == high && _low[i] == low)
                    return i;
            }

            return -1;
        }

        public int Put(ulong kept)
        {
            var at = IndexOf(0);
            (_high[at], _low[at]) = ((uint)(kept >> 16), (ushort)kept);
            return at;
        }
    }
}
