namespace TfPipeline.Pseudonyms;

/// <summary>
/// Edit tokens of a date: those of <see cref="EditForms"/> for its eight digits, then one for each pair of digits left out, in order.
/// </summary>
public static class DateEdits
{
    private const int Digits = 8;
    private const int Single = 2 * Digits;

    /// <summary>Number of pairs of digits.</summary>
    public const int Pairs = Digits * (Digits - 1) / 2;

    /// <summary>True when one digit differs or two neighbouring digits are exchanged.</summary>
    public static bool IsOneSlip(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
        => !left.IsEmpty && !right.IsEmpty && EditForms.Compare(left[..Single], right[..Single]) is Edit.Substitution or Edit.Exchange;

    /// <summary>True when leaving out the same two digits makes the dates equal.</summary>
    public static bool AreTwoDigits(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        if (left.IsEmpty || right.IsEmpty)
            return false;
        for (var i = Single; i < left.Length; i++)
        {
            if (left[i] == right[i])
                return true;
        }

        return false;
    }

    /// <summary>The tokens of the date with two digits left out; none where there are no edit tokens.</summary>
    public static ReadOnlySpan<ulong> WithoutTwo(ReadOnlySpan<ulong> edits) => edits.IsEmpty ? [] : edits[Single..];

    internal static void Add(ValueTableBuilder builder, char tag, ReadOnlySpan<char> digits)
    {
        builder.AddEdits(tag, digits);
        var text = ShortText.Of(digits);
        for (var i = 0; i < Digits; i++)
        {
            // The place of a gap is part of the token, or 1|23 and 12|3 would be one.
            for (var j = i + 1; j < Digits; j++)
                builder.Add(tag, text.With(i, '-').With(j, '-'));
        }
    }
}
