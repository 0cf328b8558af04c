using TfPipeline.Core.Linkage;
using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Cohort;

/// <summary>
/// Finds rows of one real person: those that agree exactly on forename, surname, date of birth and on postcode, UPN or National
/// Insurance number, and those that linkage of the cohort with itself brings together. Linkage is not believed where it takes
/// two members of one family for one person: the council keeps them apart, and twins look alike.
/// </summary>
internal static class RealPeople
{
    /// <summary>For each row the smallest row of the same person.</summary>
    /// <param name="tokens">The rows' tokens.</param>
    /// <param name="family">The rows' families.</param>
    public static int[] Cluster(TokenTable tokens, IReadOnlyList<Reference> family)
    {
        var smallest = Exact(tokens);
        foreach (var person in Linked(tokens).Where(rows => rows.Select(r => family[r]).Distinct().Count() == rows.Length))
        {
            foreach (var row in person)
                Union(smallest, person[0], row);
        }

        for (var i = 0; i < smallest.Length; i++)
            smallest[i] = Find(smallest, i);
        return smallest;
    }

    private static IEnumerable<int[]> Linked(TokenTable tokens)
    {
        if (tokens.Count < 2)
            return [];
        var cluster = PersonLinkage.Deduplicate(tokens, new LinkageOptions()).Cluster;
        return Enumerable.Range(0, cluster.Length).GroupBy(i => cluster[i]).Select(g => g.ToArray()).Where(rows => rows.Length > 1);
    }

    private static int[] Exact(TokenTable tokens)
    {
        var smallest = Enumerable.Range(0, tokens.Count).ToArray();
        Join(smallest, tokens, static (t, i) => t.Postcode[i] < 0 ? 0 : t.Postcodes.Token(t.Postcode[i], PostcodeToken.Exact));
        Join(smallest, tokens, static (t, i) => t.Upn[i]);
        Join(smallest, tokens, static (t, i) => t.Nino[i]);
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
