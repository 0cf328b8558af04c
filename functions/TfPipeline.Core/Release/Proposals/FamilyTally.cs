using TfPipeline.Disclosure;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>Counts of people per cell with the two largest families, for people that come family by family.</summary>
internal sealed class FamilyTally(int cells)
{
    private readonly long[] _people = new long[cells];
    private readonly long[] _largest = new long[cells];
    private readonly long[] _second = new long[cells];
    private readonly long[] _current = new long[cells];
    private readonly int[] _family = Enumerable.Repeat(-1, cells).ToArray();

    public void Add(int cell, int family)
    {
        _people[cell]++;
        if (_family[cell] != family)
        {
            Close(cell);
            _family[cell] = family;
        }

        _current[cell]++;
    }

    public CellCount[] Counts()
    {
        for (var cell = 0; cell < _people.Length; cell++)
            Close(cell);
        return [.. _people.Select((n, cell) => new CellCount(n, _largest[cell], _second[cell]))];
    }

    private void Close(int cell)
    {
        if (_current[cell] > _largest[cell])
            (_largest[cell], _second[cell]) = (_current[cell], _largest[cell]);
        else if (_current[cell] > _second[cell])
            _second[cell] = _current[cell];
        _current[cell] = 0;
    }
}
