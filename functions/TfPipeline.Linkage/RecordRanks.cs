namespace TfPipeline.Linkage;

/// <summary>
/// Numbers the records of all partitions by the order of their keys, which does not depend on the cut or order of a delivery.
/// Rows of one record, which have one key, get one number.
/// </summary>
internal sealed class RecordRanks
{
    public RecordRanks(IReadOnlyList<CandidateSet> sets, int threads)
    {
        var keys = new ulong[sets.Sum(s => s.RecordKeys.Length)];
        var at = 0;
        foreach (var set in sets)
        {
            set.RecordKeys.CopyTo(keys, at);
            at += set.RecordKeys.Length;
        }

        var (sorted, rows) = KeySort.Sorted(keys, threads);
        var ranks = new int[keys.Length];
        for (var k = 0; k < rows.Length; k++)
        {
            if (k > 0 && sorted[k] != sorted[k - 1])
                Count++;
            ranks[rows[k]] = Count;
        }

        Count += rows.Length > 0 ? 1 : 0;
        (Ids, Postcodes, Of) = (new string[Count], new ulong[Count], new int[sets.Count][]);
        at = 0;
        for (var s = 0; s < sets.Count; s++)
        {
            Of[s] = ranks[at..(at + sets[s].RecordKeys.Length)];
            at += Of[s].Length;
            for (var r = 0; r < Of[s].Length; r++)
            {
                var rank = Of[s][r];
                Ids[rank] = sets[s].RecordIds[r];
                // Where a record has several rows, the largest token is used, so that their order does not matter.
                Postcodes[rank] = Math.Max(Postcodes[rank], sets[s].RecordPostcodes[r]);
            }
        }
    }

    /// <summary>Records.</summary>
    public int Count { get; }

    /// <summary>Number of each record of each partition.</summary>
    public int[][] Of { get; }

    /// <summary>Record ids by number.</summary>
    public string[] Ids { get; }

    /// <summary>Token of a postcode of each record, by number; 0 for none.</summary>
    public ulong[] Postcodes { get; }
}
