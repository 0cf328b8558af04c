namespace TfPipeline.Cli.Linking;

/// <summary>Ids in ordinal order, and whether one comes twice.</summary>
internal static class IdOrder
{
    private const int PackedCharacters = 8;

    /// <summary>Row numbers in ordinal order of the ids; equal ids in the order of the rows.</summary>
    public static int[] Of(IReadOnlyList<string> ids)
    {
        var (packed, order) = (new ulong[ids.Count], new int[ids.Count]);
        for (var i = 0; i < order.Length; i++)
            (packed[i], order[i]) = (Packed(ids[i]), i);
        // Whole numbers sort many times faster than texts; texts decide only where the numbers are equal.
        Array.Sort(packed, order);
        var byText = Comparer<int>.Create((a, b) => string.CompareOrdinal(ids[a], ids[b]) is not 0 and var difference ? difference : a.CompareTo(b));
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && packed[end] == packed[start]; end++)
            {
            }

            if (end - start > 1)
                Array.Sort(order, start, end - start, byText);
        }

        return order;
    }

    /// <summary>The first row whose id an earlier row has; −1 for none.</summary>
    public static int FirstRepeated(IReadOnlyList<string> ids, int[] order)
    {
        var first = -1;
        for (var k = 1; k < order.Length; k++)
        {
            if (string.Equals(ids[order[k]], ids[order[k - 1]], StringComparison.Ordinal) && (first < 0 || order[k] < first))
                first = order[k];
        }

        return first;
    }

    /// <summary>Never greater for an id that comes before in ordinal order: its first characters, up to the first that needs more than a byte.</summary>
    private static ulong Packed(string id)
    {
        var packed = 0UL;
        var length = Math.Min(id.Length, PackedCharacters);
        for (var k = 0; k < length; k++)
        {
            packed |= (ulong)Math.Min((int)id[k], byte.MaxValue) << (8 * (PackedCharacters - 1 - k));
            if (id[k] >= byte.MaxValue)
                break;
        }

        return packed;
    }
}
