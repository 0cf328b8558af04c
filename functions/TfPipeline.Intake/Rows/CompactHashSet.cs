using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TfPipeline.Intake;

/// <summary>
/// A set of 64-bit hashes in chains of chunks, each chunk 64 bytes with ten entries. Chunks are neither moved nor thrown away, so
/// memory is some nine bytes an entry at every size. A filter of one word for each chain answers most lookups of absent values
/// without reading the chunks, which are seldom in the cache. An entry keeps 48 bits and its chain the leading ones: all 64 from a
/// million entries on, fewer where fewer entries make a collision equally unlikely. That is once in some 10^7 files
/// of two million rows, and then costs a finding that the council can see to be wrong.
/// </summary>
internal sealed class CompactHashSet
{
    private const int EntriesPerChunk = 10;
    private const int EntriesPerChain = 32;
    private const int FewestChains = 64;
    private const int MostChains = 1 << 22;
    private const int ChainsPerBlock = 16;
    private const int MostChunksPerBlock = 1 << 14;

    private readonly Chain[] _chains;
    private readonly int _blockBits;
    private readonly List<Chunk[]> _blocks = [];
    private int _chunks;
    private ulong _prefetched;

    /// <param name="expected">How many entries there may be at most. A wrong guess costs time or a few bytes, nothing else.</param>
    public CompactHashSet(long expected)
    {
        _chains = new Chain[(int)Math.Clamp(expected / EntriesPerChain, FewestChains, MostChains)];
        _blockBits = BitOperations.Log2((uint)Math.Clamp(_chains.Length / ChainsPerBlock, 1, MostChunksPerBlock));
    }

    /// <summary>True when the hash is there.</summary>
    public bool Contains(ulong hash) => Find(ref ChainOf(hash), Kept(hash)) >= 0;

    /// <summary>Enters a hash; false where it was there.</summary>
    public bool Add(ulong hash) => Add(hash, out _);

    /// <summary>Enters a hash and gives the place where the caller may keep something for it; false where it was there.</summary>
    public bool Add(ulong hash, out int place)
    {
        ref var chain = ref ChainOf(hash);
        var kept = Kept(hash);
        place = Find(ref chain, kept);
        if (place >= 0)
            return false;
        if (chain.Used is 0 or EntriesPerChunk)
        {
            var next = chain.Head;
            (chain.Head, chain.Used) = (NewChunk(), 0);
            ChunkAt(chain.Head).Next = next;
        }

        place = (chain.Head * EntriesPerChunk) + chain.Used;
        ChunkAt(chain.Head).Put(chain.Used++, kept);
        chain.Filter |= FilterOf(kept);
        return true;
    }

    /// <summary>Prefetches the start of a hash's chain, so that the reads of many hashes overlap.</summary>
    public void Prefetch(ulong hash) => _prefetched ^= ChainOf(hash).Filter;

    private ref Chain ChainOf(ulong hash) => ref _chains[(int)Math.BigMul(hash, (ulong)_chains.Length, out _)];

    // Zero marks a free entry.
    private static ulong Kept(ulong hash) => Math.Max(1, hash & 0xFFFF_FFFF_FFFF);

    private static ulong FilterOf(ulong kept) => 1ul << (int)(kept >> 42);

    private int Find(ref Chain chain, ulong kept)
    {
        if ((chain.Filter & FilterOf(kept)) == 0)
            return -1;
        for (var number = chain.Head; number != 0;)
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

    private struct Chain
    {
        public ulong Filter;
        public int Head;
        public int Used;
    }

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

        public void Put(int at, ulong kept) => (_high[at], _low[at]) = ((uint)(kept >> 16), (ushort)kept);
    }
}
