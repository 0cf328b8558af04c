using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// Members of a family move together. Where another member of a person's household (the same postcode on the left) is linked, with a
/// probability of one half or more, to a record at the new postcode, the pair gets a comparison level of its own for it.
/// </summary>
internal static class HouseholdMoveEvidence
{
    private const int PiecePairs = 1 << 16;

    /// <summary>Sets the level by the current probabilities. Gives its u, equation (20), or 0 where no pair has it.</summary>
    public static double MarkMoves(CandidatePairs pairs, CohortEncoding left, double[] probabilities, double rightCount, int threads)
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
                if (!DifferentPostcodes(pairs.Patterns[p]) || !hasMovers[From(pairs, left, p)] || !movers.TryGetValue(Key(pairs, left, p), out var mover))
                    continue;
                if (mover.Person == pairs.Left[p] && mover.Others == 0)
                    continue;
                pairs.Patterns[p] = ComparisonVector.WithPostcode(pairs.Patterns[p], PostcodeLevel.HouseholdMoved);
                own++;
            }

            Interlocked.Add(ref marked, own);
        });
        return marked == 0 ? 0 : PairsAtNewPostcode(pairs, left, movers, threads) / (left.Rows.Count * rightCount);
    }

    private static Dictionary<(int From, ulong To), (int Person, int Others)> Movers(CandidatePairs pairs, CohortEncoding left, double[] probabilities)
    {
        var movers = new Dictionary<(int From, ulong To), (int Person, int Others)>();
        for (var p = 0; p < pairs.Count; p++)
        {
            if (probabilities[p] < 0.5 || !DifferentPostcodes(pairs.Patterns[p]))
                continue;
            var key = Key(pairs, left, p);
            if (!movers.TryGetValue(key, out var mover))
                movers.Add(key, (pairs.Left[p], 0));
            else if (mover.Person != pairs.Left[p])
                movers[key] = (mover.Person, mover.Others + 1);
        }

        return movers;
    }

    /// <summary>True where both postcodes are known and differ by more than the sector.</summary>
    private static bool DifferentPostcodes(int pattern) => ComparisonVector.Level(pattern, Field.Postcode) is PostcodeLevel.Differ or PostcodeLevel.District;

    private static (int From, ulong To) Key(CandidatePairs pairs, CohortEncoding left, int p) => (From(pairs, left, p), pairs.RecordPostcodes[pairs.Right[p]]);

    private static int From(CandidatePairs pairs, CohortEncoding left, int p) => left.Rows.Rows[pairs.Left[p]].Postcode;

    /// <summary>Number of pairs of a person at the old postcode and a record at the new postcode of a household that moved.</summary>
    private static double PairsAtNewPostcode(CandidatePairs pairs, CohortEncoding left, Dictionary<(int From, ulong To), (int Person, int Others)> movers, int threads)
    {
        var peopleAtOld = new int[left.CountOf(3) + 1];
        foreach (ref readonly var row in left.Rows.Rows.AsSpan())
            peopleAtOld[row.Postcode]++;
        var places = new TokenDictionary();
        foreach (var (_, postcode) in movers.Keys)
            places.Add(postcode);
        var recordsAtNew = new int[places.Count + 1];
        Workers.Run(pairs.RecordPostcodes.Length, PiecePairs, threads, (from, to) =>
        {
            for (var r = from; r < to; r++)
            {
                if (places.Find(pairs.RecordPostcodes[r]) is > 0 and var place)
                    Interlocked.Increment(ref recordsAtNew[place]);
            }
        });
        return movers.Keys.Sum(m => (double)peopleAtOld[m.From] * recordsAtNew[places.Find(m.To)]);
    }
}
