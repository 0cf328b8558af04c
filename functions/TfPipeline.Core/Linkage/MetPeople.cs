namespace TfPipeline.Core.Linkage;

/// <summary>
/// The left people whom one right person has met through some block. Mostly they are few, and a table that stays in the nearest cache tells
/// them apart; where they are many, a mark per left person does.
/// </summary>
internal sealed class MetPeople(int lefts)
{
    private const int Slots = 1024, Few = Slots / 2;

    private readonly ulong[] _few = new ulong[Slots];
    private int[]? _many;
    private uint _right;
    private int _count;

    /// <summary>Begins with the next right person, who has met nobody.</summary>
    public void Clear()
    {
        _right++;
        _count = 0;
    }

    /// <summary>False for somebody who was met before.</summary>
    public bool Add(int left)
    {
        if (_count >= Few)
            return AddToMany(left);
        // Whoever carries an older number than the current right person's is not there.
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
