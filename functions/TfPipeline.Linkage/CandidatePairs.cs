namespace TfPipeline.Linkage;

/// <summary>
/// The candidate pairs that passed the pre-filter, in one canonical order: by left person, then by record key. Record numbers are ranks of
/// record keys.
/// </summary>
internal sealed class CandidatePairs
{
    private const int PiecePeople = 1 << 13;

    public required int[] Left { get; init; }

    public required int[] Right { get; init; }

    public required int[] Patterns { get; init; }

    /// <summary>Record ids by record number.</summary>
    public required string[] RecordIds { get; init; }

    /// <summary>Token of each record's postcode, by record number; 0 for none.</summary>
    public required ulong[] RecordPostcodes { get; init; }

    public int Count => Left.Length;

    /// <summary>Records.</summary>
    public required int RecordCount { get; init; }

    /// <summary>Merges the pairs of all partitions. Where a record has several rows, the better pair of each person stays.</summary>
    public static CandidatePairs Merge(IReadOnlyList<CandidateSet> sets, PairPrefilter prefilter, int lefts, int threads)
    {
        var records = new RecordRanks(sets, threads);
        var starts = new int[lefts + 1];
        foreach (var set in sets)
        {
            foreach (var person in set.Left)
                starts[person + 1]++;
        }

        for (var i = 0; i < lefts; i++)
            starts[i + 1] += starts[i];
        var (left, right, patterns) = (new int[starts[lefts]], new int[starts[lefts]], new int[starts[lefts]]);
        var next = starts.AsSpan(0, lefts).ToArray();
        for (var k = 0; k < sets.Count; k++)
        {
            var (set, ranks) = (sets[k], records.Of[k]);
            for (var p = 0; p < set.Left.Length; p++)
            {
                var at = next[set.Left[p]]++;
                (right[at], patterns[at]) = (ranks[set.Right[p]], set.Patterns[p]);
            }
        }

        Workers.Run(lefts, PiecePeople, threads, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                left.AsSpan(starts[i]..starts[i + 1]).Fill(i);
                if (starts[i + 1] - starts[i] > 1)
                    Array.Sort(right, patterns, starts[i], starts[i + 1] - starts[i]);
            }
        });
        var kept = KeepBest(left, right, patterns, prefilter);
        return new CandidatePairs
        {
            Left = First(left, kept),
            Right = First(right, kept),
            Patterns = First(patterns, kept),
            RecordCount = records.Count,
            RecordIds = records.Ids,
            RecordPostcodes = records.Postcodes,
        };
    }

    private static int[] First(int[] column, int count) => count == column.Length ? column : column[..count];

    private static int KeepBest(int[] left, int[] right, int[] patterns, PairPrefilter prefilter)
    {
        var kept = 0;
        for (var p = 0; p < left.Length; p++)
        {
            if (kept == 0 || left[kept - 1] != left[p] || right[kept - 1] != right[p])
            {
                (left[kept], right[kept], patterns[kept]) = (left[p], right[p], patterns[p]);
                kept++;
            }
            else if (prefilter.IsBetter(left[p], patterns[p], patterns[kept - 1]))
            {
                patterns[kept - 1] = patterns[p];
            }
        }

        return kept;
    }
}
