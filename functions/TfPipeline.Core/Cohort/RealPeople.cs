using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Cohort;

/// <summary>
/// Finds rows of one real person: equal forename, surname and date of birth, and equal postcode, UPN or National Insurance number.
/// </summary>
internal static class RealPeople
{
    /// <summary>For each row the smallest row of the same person.</summary>
    public static int[] Cluster(TokenTable tokens)
    {
        var smallest = Enumerable.Range(0, tokens.Count).ToArray();
        Join(smallest, tokens, static (t, i) => t.Postcode[i] < 0 ? 0 : t.Postcodes.Token(t.Postcode[i], PostcodeToken.Exact));
        Join(smallest, tokens, static (t, i) => t.Upn[i]);
        Join(smallest, tokens, static (t, i) => t.Nino[i]);
        for (var i = 0; i < smallest.Length; i++)
            smallest[i] = Find(smallest, i);
        return smallest;
    }

    private static void Join(int[] smallest, TokenTable tokens, Func<TokenTable, int, ulong> fourth)
    {
        var first = new Dictionary<(ulong, ulong, ulong, ulong), int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var fourthToken = fourth(tokens, i);
            if (tokens.Forename[i] < 0 || tokens.Surname[i] < 0 || tokens.BirthDate[i] < 0 || fourthToken == 0)
                continue;
            var key = (
                tokens.Names.Token(tokens.Forename[i], NameToken.Exact), tokens.Names.Token(tokens.Surname[i], NameToken.Exact),
                tokens.Dates.Token(tokens.BirthDate[i], DateToken.Exact), fourthToken);
            if (!first.TryAdd(key, i))
                Union(smallest, first[key], i);
        }
    }

    private static void Union(int[] smallest, int a, int b)
    {
        var (x, y) = (Find(smallest, a), Find(smallest, b));
        smallest[Math.Max(x, y)] = Math.Min(x, y);
    }

    private static int Find(int[] smallest, int row)
    {
        while (smallest[row] != row)
            row = smallest[row] = smallest[smallest[row]];
        return row;
    }
}
