namespace TfPipeline.Core.Linkage;

/// <summary>
/// A set of 64-bit keys with a count on each side, by open addressing. The slot of a key is its identity once building is over;
/// the same keys added in the same order always give the same slots.
/// </summary>
internal sealed class KeyIndex
{
    private ulong[] _keys = new ulong[16];
    private int[] _left = new int[16];
    private int[] _right = [];
    private int _used;

    public int Capacity => _keys.Length;

    public int Count => _used;

    /// <summary>Adds one left record under a key that is not 0.</summary>
    public void Add(ulong key)
    {
        if (_used * 5 >= _keys.Length * 3)
            Grow();
        var slot = Probe(_keys, key);
        if (_keys[slot] == 0)
        {
            _keys[slot] = key;
            _used++;
        }

        _left[slot]++;
    }

    /// <summary>The slot of a key, or −1.</summary>
    public int Find(ulong key)
    {
        if (key == 0)
            return -1;
        var slot = Probe(_keys, key);
        return _keys[slot] == 0 ? -1 : slot;
    }

    public int Left(int slot) => _left[slot];

    public int Right(int slot) => _right.Length == 0 ? 0 : _right[slot];

    /// <summary>Pairs that a join on the key in this slot gives.</summary>
    public long Pairs(int slot) => (long)_left[slot] * Right(slot);

    /// <summary>Counts one right record; safe for use by several threads.</summary>
    public void CountRight(int slot) => Interlocked.Increment(ref _right[slot]);

    public void StartCounting() => _right = new int[_keys.Length];

    private static int Probe(ulong[] keys, ulong key)
    {
        var mask = keys.Length - 1;
        var slot = (int)(key >> 17) & mask;
        while (keys[slot] != 0 && keys[slot] != key)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var keys = new ulong[_keys.Length * 2];
        var left = new int[keys.Length];
        for (var i = 0; i < _keys.Length; i++)
        {
            if (_keys[i] == 0)
                continue;
            var slot = Probe(keys, _keys[i]);
            keys[slot] = _keys[i];
            left[slot] = _left[i];
        }

        (_keys, _left) = (keys, left);
    }
}
