namespace TfPipeline.Pseudonyms;

/// <summary>
/// Edit tokens recognise a single substitution, insertion, deletion or exchange of neighbours exactly, by equality alone.
/// A value of n characters has 2n of them, in a domain of their own: the whole value, the n values that lack one character
/// (in order of the position), the n − 1 values with two neighbours exchanged (in order of the position).
/// </summary>
public static class EditForms
{
    /// <summary>Shorter values have no edit tokens: one edit away from a short name is another name.</summary>
    public const int ShortestLength = 4;

    /// <summary>Longer values have none either, which bounds the cost of one hostile value.</summary>
    public const int LongestLength = 40;

    /// <summary>How two values differ, as far as one edit tells.</summary>
    public static Edit Compare(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        if (left.IsEmpty || right.IsEmpty)
            return Edit.None;
        int n = left.Length / 2, m = right.Length / 2;
        return (n - m) switch
        {
            0 => CompareSameLength(left, right, n),
            1 => left.Slice(1, n).Contains(right[0]) ? Edit.OneLonger : Edit.None,
            -1 => right.Slice(1, m).Contains(left[0]) ? Edit.OneLonger : Edit.None,
            _ => Edit.None,
        };
    }

    /// <summary>True when one deletion in each, at different places, makes them equal: a letter that moved, or two edits.</summary>
    public static bool ShareADeletion(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        if (left.IsEmpty || left.Length != right.Length)
            return false;
        var n = left.Length / 2;
        return left.Slice(1, n).IndexOfAny(right.Slice(1, n)) >= 0;
    }

    private static Edit CompareSameLength(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, int n)
    {
        if (left[0] == right[0])
            return Edit.Equal;
        for (var i = 1; i <= n; i++)
        {
            if (left[i] == right[i])
                return Edit.Substitution;
        }

        return left[(n + 1)..].Contains(right[0]) ? Edit.Exchange : Edit.None;
    }
}

/// <summary>What one edit explains.</summary>
public enum Edit
{
    /// <summary>More than one edit apart, or no edit tokens to tell.</summary>
    None,

    /// <summary>The same value.</summary>
    Equal,

    /// <summary>One character differs.</summary>
    Substitution,

    /// <summary>One has a character more.</summary>
    OneLonger,

    /// <summary>Two neighbours are exchanged.</summary>
    Exchange,
}
