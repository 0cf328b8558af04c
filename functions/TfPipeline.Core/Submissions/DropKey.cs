using System.Globalization;

namespace TfPipeline.Core.Submissions;

/// <summary>A drop folder, <c>yyyy-mm-dd</c> or <c>yyyy-mm-dd-n</c> with n from 1 to 999. Its order is the order of versions.</summary>
/// <param name="Date">The date of the extract.</param>
/// <param name="Suffix">0 for a folder without suffix, which comes before those with one.</param>
public readonly record struct DropKey(DateOnly Date, int Suffix) : IComparable<DropKey>
{
    private const int DateLength = 10;
    private const int LargestSuffix = 999;

    /// <summary>False for anything that is not spelt exactly so.</summary>
    public static bool TryParse(string? text, out DropKey drop)
    {
        drop = default;
        if (text is null || text.Length < DateLength
            || !DateOnly.TryParseExact(text.AsSpan(0, DateLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return false;
        }

        var suffix = 0;
        if (text.Length > DateLength)
        {
            var digits = text.AsSpan(DateLength + 1);
            if (text[DateLength] != '-' || digits.IsEmpty || digits[0] == '0' || digits.Length > 3
                || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out suffix) || suffix > LargestSuffix)
            {
                return false;
            }
        }

        drop = new DropKey(date, suffix);
        return true;
    }

    /// <summary>By date, then by suffix.</summary>
    public int CompareTo(DropKey other)
    {
        var byDate = Date.CompareTo(other.Date);
        return byDate != 0 ? byDate : Suffix.CompareTo(other.Suffix);
    }

    /// <summary>As the folder is spelt.</summary>
    public override string ToString()
        => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            + (Suffix == 0 ? string.Empty : "-" + Suffix.ToString(CultureInfo.InvariantCulture));
}
