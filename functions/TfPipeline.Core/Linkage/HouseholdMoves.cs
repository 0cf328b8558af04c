using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Families move together. Where another member of a person's household (same postcode on the left) is more likely than not at the
/// record's postcode, the different postcode is explained and becomes its own level.
/// </summary>
internal static class HouseholdMoves
{
    /// <summary>Re-marks patterns by the current probabilities; gives the chance that a stranger's record is explained so, or 0 when there is none.</summary>
    public static double Mark(LivePairs pairs, TokenTable left, double[] probabilities, double rightCount)
    {
        var movers = Movers(pairs, left, probabilities);
        var marked = 0;
        for (var p = 0; p < pairs.Count; p++)
        {
            var level = Pattern.Level(pairs.Patterns[p], Field.Postcode);
            if (level is not (PostcodeLevel.Differ or PostcodeLevel.District) || Key(pairs, left, p) is not { } key || !movers.TryGetValue(key, out var who))
                continue;
            if (who.Person == pairs.Left[p] && who.Others == 0)
                continue;
            pairs.Patterns[p] = Pattern.WithPostcode(pairs.Patterns[p], PostcodeLevel.Together);
            marked++;
        }

        return marked == 0 ? 0 : Meetings(pairs, left, movers) / (left.Count * rightCount);
    }

    private static Dictionary<(ulong, ulong), (int Person, int Others)> Movers(LivePairs pairs, TokenTable left, double[] probabilities)
    {
        var movers = new Dictionary<(ulong, ulong), (int Person, int Others)>();
        for (var p = 0; p < pairs.Count; p++)
        {
            if (probabilities[p] < 0.5 || Pattern.Level(pairs.Patterns[p], Field.Postcode) is not (PostcodeLevel.Differ or PostcodeLevel.District)
                || Key(pairs, left, p) is not { } key)
            {
                continue;
            }

            if (!movers.TryGetValue(key, out var who))
                movers.Add(key, (pairs.Left[p], 0));
            else if (who.Person != pairs.Left[p])
                movers[key] = (who.Person, who.Others + 1);
        }

        return movers;
    }

    private static (ulong From, ulong To)? Key(LivePairs pairs, TokenTable left, int p)
    {
        var from = left.Postcode[pairs.Left[p]];
        var to = pairs.RecordPostcodes[pairs.Right[p]];
        return from < 0 || to == 0 ? null : (left.Postcodes.Token(from, PostcodeToken.Exact), to);
    }

    /// <summary>Pairs of one of a household that moved and one who lives where it moved to.</summary>
    private static double Meetings(LivePairs pairs, TokenTable left, Dictionary<(ulong From, ulong To), (int Person, int Others)> movers)
    {
        var (from, to) = (new Dictionary<ulong, int>(), new Dictionary<ulong, int>());
        foreach (var postcode in left.Postcode)
        {
            if (postcode >= 0)
                Count(from, left.Postcodes.Token(postcode, PostcodeToken.Exact));
        }

        foreach (var postcode in pairs.RecordPostcodes)
            Count(to, postcode);
        return movers.Keys.Sum(m => (double)from[m.From] * to[m.To]);
    }

    private static void Count(Dictionary<ulong, int> counts, ulong token) => counts[token] = counts.GetValueOrDefault(token) + 1;
}
