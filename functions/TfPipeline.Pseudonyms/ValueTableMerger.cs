using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TfPipeline.Pseudonyms;

/// <summary>Joins tables of values, keeping equal values once, and says where each value went.</summary>
internal sealed class ValueTableMerger(int fixedCount)
{
    private readonly Dictionary<UInt128, int> _index = [];
    private readonly List<ulong[]> _values = [];

    /// <summary>Adds a table and gives the new index of each of its values.</summary>
    public int[] Add(ValueTable table)
    {
        var map = new int[table.Count];
        for (var i = 0; i < table.Count; i++)
            map[i] = Add(table.Fixed(i), table.Edits(i));
        return map;
    }

    /// <summary>Adds one value; edit tokens fill in where an equal value came without them.</summary>
    public int Add(ReadOnlySpan<ulong> derived, ReadOnlySpan<ulong> edits)
    {
        var key = Identity(derived);
        if (!_index.TryGetValue(key, out var at))
        {
            at = _values.Count;
            _index.Add(key, at);
            _values.Add([.. derived, .. edits]);
        }
        else if (edits.Length > 0 && _values[at].Length == fixedCount)
        {
            _values[at] = [.. derived, .. edits];
        }

        return at;
    }

    public ValueTable Build()
    {
        var starts = new int[_values.Count + 1];
        for (var i = 0; i < _values.Count; i++)
            starts[i + 1] = starts[i] + _values[i].Length;
        var tokens = new ulong[starts[^1]];
        for (var i = 0; i < _values.Count; i++)
            _values[i].CopyTo(tokens, starts[i]);
        return new ValueTable(fixedCount, starts, tokens);
    }

    /// <summary>The exact token decides, but names of equal letters may still differ in their words.</summary>
    private static UInt128 Identity(ReadOnlySpan<ulong> derived)
        => new(derived[0], XxHash3.HashToUInt64(MemoryMarshal.AsBytes(derived[1..])));
}
