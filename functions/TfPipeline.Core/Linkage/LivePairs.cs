namespace TfPipeline.Core.Linkage;

/// <summary>
/// The candidates that could be matches under any plausible fit, in one canonical order: by left person, then by record key.
/// Record numbers are ranks of record keys.
/// </summary>
internal sealed class LivePairs
{
    public required int[] Left { get; init; }

    public required int[] Right { get; init; }

    public required int[] Patterns { get; init; }

    /// <summary>Record ids by record number.</summary>
    public required string[] RecordIds { get; init; }

    /// <summary>Token of each record's postcode, by record number; 0 for none.</summary>
    public required ulong[] RecordPostcodes { get; init; }

    public int Count => Left.Length;

    /// <summary>Records.</summary>
    public required int Rights { get; init; }

    /// <summary>Brings the pairs of all partitions together; a record that comes twice keeps its better pair.</summary>
    public static LivePairs Of(IReadOnlyList<CandidateSet> sets, PairScreen screen, int lefts)
    {
        var records = new RecordRanks(sets);
        var count = sets.Sum(s => s.Left.Length);
        var (left, right, patterns) = (new int[count], new int[count], new int[count]);
        var at = 0;
        for (var k = 0; k < sets.Count; k++)
        {
            var (set, ranks) = (sets[k], records.Of[k]);
            for (var p = 0; p < set.Left.Length; p++, at++)
                (left[at], right[at], patterns[at]) = (set.Left[p], ranks[set.Right[p]], set.Patterns[p]);
        }

        // Two stable passes: by record, then by person.
        Sort(right, records.Count, ref left, ref right, ref patterns);
        Sort(left, lefts, ref left, ref right, ref patterns);
        var kept = KeepBest(left, right, patterns, screen);
        return new LivePairs
        {
            Left = left[..kept],
            Right = right[..kept],
            Patterns = patterns[..kept],
            Rights = records.Count,
            RecordIds = records.Ids,
            RecordPostcodes = records.Postcodes,
        };
    }

    private static void Sort(int[] by, int values, ref int[] left, ref int[] right, ref int[] patterns)
    {
        var next = new int[values + 1];
        foreach (var value in by)
            next[value + 1]++;
        for (var v = 1; v <= values; v++)
            next[v] += next[v - 1];
        var (l, r, x) = (new int[by.Length], new int[by.Length], new int[by.Length]);
        for (var p = 0; p < by.Length; p++)
        {
            var at = next[by[p]]++;
            (l[at], r[at], x[at]) = (left[p], right[p], patterns[p]);
        }

        (left, right, patterns) = (l, r, x);
    }

    private static int KeepBest(int[] left, int[] right, int[] patterns, PairScreen screen)
    {
        var kept = 0;
        for (var p = 0; p < left.Length; p++)
        {
            if (kept == 0 || left[kept - 1] != left[p] || right[kept - 1] != right[p])
            {
                (left[kept], right[kept], patterns[kept]) = (left[p], right[p], patterns[p]);
                kept++;
            }
            else if (screen.IsBetter(left[p], patterns[p], patterns[kept - 1]))
            {
                patterns[kept - 1] = patterns[p];
            }
        }

        return kept;
    }
}
