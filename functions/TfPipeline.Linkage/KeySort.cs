namespace TfPipeline.Linkage;

/// <summary>Record keys in order. Keys are uniformly distributed, so their top bits cut them into pieces of about one size.</summary>
internal static class KeySort
{
    private const int TopBits = 8;

    /// <summary>The keys, ascending, with the row of each; equal keys in any order.</summary>
    public static (ulong[] Keys, int[] Rows) Sorted(ulong[] keys, int threads)
    {
        var (sorted, rows) = (new ulong[keys.Length], new int[keys.Length]);
        var starts = Starts(keys, TopBits);
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        for (var k = 0; k < keys.Length; k++)
        {
            var at = next[Top(keys[k], TopBits)]++;
            (sorted[at], rows[at]) = (keys[k], k);
        }

        Workers.Run(starts.Length - 1, threads, piece => Array.Sort(sorted, rows, starts[piece], starts[piece + 1] - starts[piece]));
        return (sorted, rows);
    }

    /// <summary>Rows of the smallest keys, at most <paramref name="count"/>, ordered by key.</summary>
    public static int[] Smallest(ulong[] keys, int count)
    {
        const int bits = 16;
        var starts = Starts(keys, bits);
        var last = Array.FindIndex(starts, start => start >= Math.Min(count, keys.Length));
        var rows = new List<int>();
        for (var k = 0; k < keys.Length; k++)
        {
            if (Top(keys[k], bits) < last)
                rows.Add(k);
        }

        return [.. rows.OrderBy(k => keys[k]).Take(count)];
    }

    private static int[] Starts(ulong[] keys, int bits)
    {
        var starts = new int[(1 << bits) + 1];
        foreach (var key in keys)
            starts[Top(key, bits) + 1]++;
        for (var k = 1; k < starts.Length; k++)
            starts[k] += starts[k - 1];
        return starts;
    }

    private static int Top(ulong key, int bits) => (int)(key >> (64 - bits));
}
