using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Families move together. Where another member of a person's household (same postcode on the left) is more likely than not at the
/// record's postcode, the different postcode is explained and becomes its own level.
/// </summary>
internal static class HouseholdMoves
{
    private const int PiecePairs = 1 << 16;

    /// <summary>Re-marks patterns by the current probabilities; gives the chance that a stranger's record is explained so, or 0 when there is none.</summary>
    public static double Mark(LivePairs pairs, LeftNumbers left, double[] probabilities, double rightCount, int threads)
    {
        var movers = Movers(pairs, left, probabilities);
        var hasMovers = new bool[left.CountOf(3) + 1];
        foreach (var (from, _) in movers.Keys)
            hasMovers[from] = true;
        var marked = 0;
        Workers.Run(pairs.Count, PiecePairs, threads, (from, to) =>
        {
            var own = 0;
            for (var p = from; p < to; p++)
            {
                if (!IsElsewhere(pairs.Patterns[p]) || !hasMovers[From(pairs, left, p)] || !movers.TryGetValue(Key(pairs, left, p), out var who))
                    continue;
                if (who.Person == pairs.Left[p] && who.Others == 0)
                    continue;
                pairs.Patterns[p] = Pattern.WithPostcode(pairs.Patterns[p], PostcodeLevel.Together);
                own++;
            }

            Interlocked.Add(ref marked, own);
        });
        return marked == 0 ? 0 : Meetings(pairs, left, movers, threads) / (left.Rows.Count * rightCount);
    }

    private static Dictionary<(int From, ulong To), (int Person, int Others)> Movers(LivePairs pairs, LeftNumbers left, double[] probabilities)
    {
        var movers = new Dictionary<(int From, ulong To), (int Person, int Others)>();
        for (var p = 0; p < pairs.Count; p++)
        {
            if (probabilities[p] < 0.5 || !IsElsewhere(pairs.Patterns[p]))
                continue;
            var key = Key(pairs, left, p);
            if (!movers.TryGetValue(key, out var who))
                movers.Add(key, (pairs.Left[p], 0));
            else if (who.Person != pairs.Left[p])
                movers[key] = (who.Person, who.Others + 1);
        }

        return movers;
    }

    /// <summary>Then both postcodes are known.</summary>
    private static bool IsElsewhere(int pattern) => Pattern.Level(pattern, Field.Postcode) is PostcodeLevel.Differ or PostcodeLevel.District;

    private static (int From, ulong To) Key(LivePairs pairs, LeftNumbers left, int p) => (From(pairs, left, p), pairs.RecordPostcodes[pairs.Right[p]]);

    private static int From(LivePairs pairs, LeftNumbers left, int p) => left.Rows.Rows[pairs.Left[p]].Postcode;

    /// <summary>Pairs of one of a household that moved and one who lives where it moved to.</summary>
    private static double Meetings(LivePairs pairs, LeftNumbers left, Dictionary<(int From, ulong To), (int Person, int Others)> movers, int threads)
    {
        var here = new int[left.CountOf(3) + 1];
        foreach (ref readonly var row in left.Rows.Rows.AsSpan())
            here[row.Postcode]++;
        var places = new TokenNumbers();
        foreach (var (_, postcode) in movers.Keys)
            places.Add(postcode);
        var there = new int[places.Count + 1];
        Workers.Run(pairs.RecordPostcodes.Length, PiecePairs, threads, (from, to) =>
        {
            for (var r = from; r < to; r++)
            {
                if (places.Find(pairs.RecordPostcodes[r]) is > 0 and var place)
                    Interlocked.Increment(ref there[place]);
            }
        });
        return movers.Keys.Sum(m => (double)here[m.From] * there[places.Find(m.To)]);
    }
}
