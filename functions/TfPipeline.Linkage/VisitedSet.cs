namespace TfPipeline.Linkage;

/// <summary>
/// The left people that one right person was paired with so far, so that a pair found by several blocking rules is compared once. Few people
/// go into a small hash table that stays in the first-level cache; where they are many, an array with an entry for each left person is used.
/// </summary>
internal sealed class VisitedSet(int lefts)
{
    private const int Slots = 1024, Few = Slots / 2;

    private readonly ulong[] _few = new ulong[Slots];
    private int[]? _many;
    private uint _right;
    private int _count;

    /// <summary>Begins the next right person.</summary>
    public void Clear()
    {
        _right++;
        _count = 0;
    }

    /// <summary>False where the left person is in the set already.</summary>
    public bool Add(int left)
    {
        if (_count >= Few)
            return AddToMany(left);
        // An entry with the number of an earlier right person is free.
        var own = ((ulong)_right << 32) | (uint)left;
        var at = left & (Slots - 1);
        for (; _few[at] >> 32 == _right; at = (at + 1) & (Slots - 1))
        {
            if (_few[at] == own)
                return false;
        }

        _few[at] = own;
        _count++;
        return true;
    }

    private bool AddToMany(int left)
    {
        _many ??= new int[lefts];
        if (_count == Few)
        {
            foreach (var entry in _few)
            {
                if (entry >> 32 == _right)
                    _many[(int)(uint)entry] = (int)_right;
            }
        }

        _count++;
        var isNew = _many[left] != (int)_right;
        _many[left] = (int)_right;
        return isNew;
    }
}
