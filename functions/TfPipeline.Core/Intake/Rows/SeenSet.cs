namespace TfPipeline.Core.Intake;

/// <summary>
/// A set of 64-bit hashes at about ten bytes each. It is split into shards that grow one at a time by a quarter, so it
/// never holds two copies of itself and its load stays high. Two different values share a hash once in 10^7 files of two
/// million rows.
/// </summary>
internal sealed class SeenSet
{
    private const int ShardBits = 8;
    private const int FirstSize = 8;
    private const double MaxLoad = 0.85;

    private readonly ulong[][] _shards = new ulong[1 << ShardBits][];
    private readonly int[] _counts = new int[1 << ShardBits];

    /// <summary>True when the hash was not there.</summary>
    public bool Add(ulong hash)
    {
        hash = hash == 0 ? 1 : hash;
        var shard = (int)(hash >> (64 - ShardBits));
        var slots = _shards[shard] ??= new ulong[FirstSize];
        var at = Find(slots, hash);
        if (slots[at] == hash)
            return false;
        if (_counts[shard] + 1 > slots.Length * MaxLoad)
        {
            slots = _shards[shard] = Grow(slots);
            at = Find(slots, hash);
        }

        slots[at] = hash;
        _counts[shard]++;
        return true;
    }

    /// <summary>True when the hash is there.</summary>
    public bool Contains(ulong hash)
    {
        hash = hash == 0 ? 1 : hash;
        var slots = _shards[(int)(hash >> (64 - ShardBits))];
        return slots is not null && slots[Find(slots, hash)] == hash;
    }

    private static int Find(ulong[] slots, ulong hash)
    {
        // The shard took the high bits; the slot is chosen by the others.
        var at = (int)Math.BigMul(hash << ShardBits, (ulong)slots.Length, out _);
        while (slots[at] != 0 && slots[at] != hash)
            at = at + 1 == slots.Length ? 0 : at + 1;
        return at;
    }

    private static ulong[] Grow(ulong[] old)
    {
        var grown = new ulong[old.Length + Math.Max(4, old.Length / 4)];
        foreach (var hash in old)
        {
            if (hash != 0)
                grown[Find(grown, hash)] = hash;
        }

        return grown;
    }
}
