namespace TfPipeline.Core.Linkage;

/// <summary>
/// Numbers the records of all partitions by the order of their keys, which no cut or order of a delivery can change.
/// Rows of one record, which have one key, get one number.
/// </summary>
internal sealed class RecordRanks
{
    public RecordRanks(IReadOnlyList<CandidateSet> sets)
    {
        var total = sets.Sum(s => s.RecordKeys.Length);
        var (keys, rows) = (new ulong[total], new int[total]);
        var (ids, postcodes) = (new string[total], new ulong[total]);
        var at = 0;
        foreach (var set in sets)
        {
            set.RecordKeys.CopyTo(keys, at);
            set.RecordIds.CopyTo(ids, at);
            set.RecordPostcodes.CopyTo(postcodes, at);
            at += set.RecordKeys.Length;
        }

        for (var k = 0; k < total; k++)
            rows[k] = k;
        Array.Sort(keys, rows);
        var ranks = new int[total];
        for (var k = 0; k < total; k++)
        {
            if (k > 0 && keys[k] != keys[k - 1])
                Count++;
            ranks[rows[k]] = Count;
        }

        Count += total > 0 ? 1 : 0;
        (Ids, Postcodes) = (new string[Count], new ulong[Count]);
        for (var k = 0; k < total; k++)
        {
            Ids[ranks[k]] = ids[k];
            // Of several rows of a record the one with the largest token speaks for it, whatever their order.
            Postcodes[ranks[k]] = Math.Max(Postcodes[ranks[k]], postcodes[k]);
        }

        at = 0;
        Of = new int[sets.Count][];
        for (var s = 0; s < sets.Count; s++)
        {
            Of[s] = ranks[at..(at + sets[s].RecordKeys.Length)];
            at += Of[s].Length;
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
