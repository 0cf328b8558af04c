namespace TfPipeline.Pseudonyms;

/// <summary>
/// The tokens of each distinct value of one kind (name, date, postcode): a fixed number of derived tokens, then, where they were
/// made, the edit tokens. Rows refer to values by index; two entries may hold the same value, equality is decided by tokens.
/// </summary>
public sealed class ValueTable
{
    private readonly int[] _starts;
    private readonly ulong[] _tokens;

    internal ValueTable(int fixedCount, int[] starts, ulong[] tokens)
        : this(fixedCount, starts, tokens, starts.Length - 1)
    {
    }

    // The arrays may be longer: those of a builder, which only ever adds behind what is there.
    internal ValueTable(int fixedCount, int[] starts, ulong[] tokens, int count)
    {
        Count = count;
        FixedCount = fixedCount;
        _starts = starts;
        _tokens = tokens;
    }

    /// <summary>Number of values.</summary>
    public int Count { get; }

    /// <summary>Tokens that every value has, 0 where one does not apply.</summary>
    public int FixedCount { get; }

    /// <summary>One derived token of a value; 0 for none.</summary>
    public ulong Token(int value, int kind) => _tokens[_starts[value] + kind];

    /// <summary>All derived tokens of a value.</summary>
    public ReadOnlySpan<ulong> Fixed(int value) => _tokens.AsSpan(_starts[value], FixedCount);

    /// <summary>The edit tokens of a value in the order that <see cref="EditForms"/> describes; empty where there are none.</summary>
    public ReadOnlySpan<ulong> Edits(int value) => EditMemory(value).Span;

    internal ReadOnlyMemory<ulong> EditMemory(int value)
    {
        var start = _starts[value] + FixedCount;
        return _tokens.AsMemory(start, _starts[value + 1] - start);
    }
}
