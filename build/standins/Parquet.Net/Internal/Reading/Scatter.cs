namespace Parquet.Internal.Reading;

/// <summary>Puts the values of a page, which come without gaps, into their rows.</summary>
internal static class Scatter
{
    public static void Put<T>(ReadOnlySpan<T> dense, ReadOnlySpan<byte> levels, Span<T?> rows)
        where T : struct
    {
        if (levels.IsEmpty)
        {
            for (var i = 0; i < rows.Length; i++)
                rows[i] = dense[i];
            return;
        }

        var next = 0;
        for (var i = 0; i < rows.Length; i++)
            rows[i] = levels[i] != 0 ? dense[next++] : null;
    }

    /// <summary>The dense values lie at the front of the rows; moved from the end, none is overwritten too early.</summary>
    public static void SpreadInPlace<T>(Span<T?> rows, int present, ReadOnlySpan<byte> levels)
        where T : class
    {
        if (levels.IsEmpty)
            return;
        var next = present - 1;
        for (var i = rows.Length - 1; i >= 0; i--)
            rows[i] = levels[i] != 0 ? rows[next--] : null;
    }
}
