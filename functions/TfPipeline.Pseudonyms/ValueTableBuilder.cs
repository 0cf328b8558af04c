using System.Buffers.Binary;

namespace TfPipeline.Pseudonyms;

/// <summary>Collects the messages of many values and turns them into tokens in bulk.</summary>
internal sealed class ValueTableBuilder(Cmac mac, int fixedCount)
{
    private const int FlushAt = 16384;

    private int[] _starts = new int[256];
    private readonly int[] _ends = new int[FlushAt];
    private readonly int[] _slots = new int[FlushAt];
    private readonly ulong[] _made = new ulong[FlushAt];
    private byte[] _messages = new byte[FlushAt * 16];
    private ulong[] _tokens = new ulong[1024];
    private int _pending;
    private int _bytes;
    private int _count;
    private int _values;

    /// <summary>Number of values.</summary>
    public int Values => _values;

    /// <summary>Adds a token of the value under the tag of its domain; an empty value has none.</summary>
    public void Add(char tag, ReadOnlySpan<char> value)
    {
        Span<byte> bytes = value.Length <= EditForms.LongestLength ? stackalloc byte[EditForms.LongestLength] : new byte[value.Length];
        Add(tag, Narrowed(value, bytes));
    }

    /// <summary>Adds the edit tokens of a value (see <see cref="EditForms"/>), none when it is too short or too long.</summary>
    public void AddEdits(char tag, ReadOnlySpan<char> text)
    {
        if (text.Length is < EditForms.ShortestLength or > EditForms.LongestLength)
            return;
        if (text.Length <= ShortText.Longest)
        {
            AddEdits(tag, ShortText.Of(text));
            return;
        }

        var value = Narrowed(text, stackalloc byte[EditForms.LongestLength]);
        Span<byte> form = stackalloc byte[EditForms.LongestLength];
        Add(tag, value);
        // Each deletion differs from the one before in one character.
        value[1..].CopyTo(form);
        for (var i = 0; i < value.Length; i++)
        {
            Add(tag, form[..(value.Length - 1)]);
            form[i] = value[i];
        }

        for (var i = 0; i + 1 < value.Length; i++)
        {
            (form[i], form[i + 1]) = (form[i + 1], form[i]);
            Add(tag, form[..value.Length]);
            (form[i], form[i + 1]) = (form[i + 1], form[i]);
        }
    }

    /// <summary>The same as for any value; postcodes and dates, by far the most, are as short as this.</summary>
    private void AddEdits(char tag, ShortText text)
    {
        Add(tag, text);
        for (var i = 0; i < text.Length; i++)
            Add(tag, text.Without(i));
        for (var i = 0; i + 1 < text.Length; i++)
            Add(tag, text.Exchanged(i));
    }

    /// <summary>Adds a token of a value that is not empty.</summary>
    public void Add(char tag, ShortText value)
    {
        if (_count == _tokens.Length)
            Array.Resize(ref _tokens, 2 * _count);
        if (_pending == FlushAt)
            Flush();
        if (_bytes + ShortText.Longest + 1 > _messages.Length)
            Array.Resize(ref _messages, 2 * (_bytes + ShortText.Longest + 1));
        _messages[_bytes] = (byte)tag;
        BinaryPrimitives.WriteUInt64LittleEndian(_messages.AsSpan(_bytes + 1), value.Bytes);
        _bytes += value.Length + 1;
        _slots[_pending] = _count++;
        _ends[_pending++] = _bytes;
    }

    private static ReadOnlySpan<byte> Narrowed(ReadOnlySpan<char> value, Span<byte> bytes)
    {
        for (var i = 0; i < value.Length; i++)
            bytes[i] = (byte)value[i];
        return bytes[..value.Length];
    }

    private void Add(char tag, ReadOnlySpan<byte> value)
    {
        if (_count == _tokens.Length)
            Array.Resize(ref _tokens, 2 * _count);
        var slot = _count++;
        _tokens[slot] = 0;
        if (value.IsEmpty)
            return;
        if (_pending == FlushAt)
            Flush();
        if (_bytes + value.Length + 1 > _messages.Length)
            Array.Resize(ref _messages, 2 * (_bytes + value.Length + 1));
        _messages[_bytes] = (byte)tag;
        value.CopyTo(_messages.AsSpan(_bytes + 1));
        _bytes += value.Length + 1;
        _slots[_pending] = slot;
        _ends[_pending++] = _bytes;
    }

    /// <summary>Ends the current value and gives its index.</summary>
    public int EndValue()
    {
        if (++_values == _starts.Length)
            Array.Resize(ref _starts, 2 * _values);
        _starts[_values] = _count;
        return _values - 1;
    }

    /// <summary>All values so far. More may be added afterwards; the table keeps what it has.</summary>
    public ValueTable Build()
    {
        Flush();
        return new ValueTable(fixedCount, _starts, _tokens, _values);
    }

    /// <summary>Forgets all values. What <see cref="Build"/> gave before must not be used any more.</summary>
    public void Clear() => (_pending, _bytes, _count, _values) = (0, 0, 0, 0);

    private void Flush()
    {
        mac.ComputeTokens(_messages.AsSpan(0, _bytes), _ends.AsSpan(0, _pending), _made);
        for (var i = 0; i < _pending; i++)
            _tokens[_slots[i]] = _made[i];
        (_pending, _bytes) = (0, 0);
    }
}
