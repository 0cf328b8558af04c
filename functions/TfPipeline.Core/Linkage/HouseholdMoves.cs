using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Families move together. Where another member of a person's household (same postcode on the left) is more likely than not at the
/// record's postcode, the different postcode is explained and becomes its own level.
/// </summary>
internal static class HouseholdMoves
{
    /// <summary>Re-marks patterns by the current probabilities; gives the chance that a stranger's record is explained so, or 0 when there is none.</summary>
    public static double Mark(LivePairs pairs, LeftNumbers left, double[] probabilities, double rightCount)
    {
        var movers = Movers(pairs, left, probabilities);
        var hasMovers = new bool[left.CountOf(3) + 1];
        foreach (var (from, _) in movers.Keys)
            hasMovers[from] = true;
        var marked = 0;
        for (var p = 0; p < pairs.Count; p++)
        {
            if (!IsElsewhere(pairs.Patterns[p]) || !hasMovers[From(pairs, left, p)] || !movers.TryGetValue(Key(pairs, left, p), out var who))
                continue;
            if (who.Person == pairs.Left[p] && who.Others == 0)
                continue;
            pairs.Patterns[p] = Pattern.WithPostcode(pairs.Patterns[p], PostcodeLevel.Together);
            marked++;
        }

        return marked == 0 ? 0 : Meetings(pairs, left, movers) / (left.Rows.Count * rightCount);
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
    private static double Meetings(LivePairs pairs, LeftNumbers left, Dictionary<(int From, ulong To), (int Person, int Others)> movers)
    {
        var from = new int[left.CountOf(3) + 1];
        foreach (ref readonly var row in left.Rows.Rows.AsSpan())
            from[row.Postcode]++;
        var to = movers.Keys.Select(m => m.To).Distinct().ToDictionary(t => t, _ => 0);
        foreach (var postcode in pairs.RecordPostcodes)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(to, postcode);
            if (!Unsafe.IsNullRef(ref count))
                count++;
        }

        return movers.Keys.Sum(m => (double)from[m.From] * to[m.To]);
    }
}
