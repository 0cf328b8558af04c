using TfPipeline.Linkage;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Cohort;

/// <summary>
/// Finds rows of one real person: those that agree exactly on forename, surname, date of birth and on postcode, UPN or National
/// Insurance number, and those that linkage of the cohort with itself finds. A cluster from linkage is not used where it holds two members
/// of one family, because the council filed them as two people and twins have similar identifiers.
/// </summary>
internal static class CohortDeduplication
{
    /// <summary>For each row the smallest row of the same person.</summary>
    /// <param name="tokens">The rows' tokens.</param>
    /// <param name="family">The rows' families.</param>
    public static int[] Cluster(TokenTable tokens, IReadOnlyList<Reference> family)
    {
        var people = Exact(tokens);
        foreach (var person in Linked(tokens).Where(rows => rows.Select(r => family[r]).Distinct().Count() == rows.Length))
        {
            foreach (var row in person)
                people.Join(person[0], row);
        }

        return [.. Enumerable.Range(0, tokens.Count).Select(people.Find)];
    }

    private static IEnumerable<int[]> Linked(TokenTable tokens)
    {
        if (tokens.Count < 2)
            return [];
        var cluster = PersonLinkage.Deduplicate(tokens, new LinkageOptions()).Cluster;
        return Enumerable.Range(0, cluster.Length).GroupBy(i => cluster[i]).Select(g => g.ToArray()).Where(rows => rows.Length > 1);
    }

    private static DisjointSets Exact(TokenTable tokens)
    {
        var people = new DisjointSets(tokens.Count);
        Join(people, tokens, static (t, i) => t.Postcode[i] < 0 ? 0 : t.Postcodes.Token(t.Postcode[i], PostcodeToken.Exact));
        Join(people, tokens, static (t, i) => t.Upn[i]);
        Join(people, tokens, static (t, i) => t.Nino[i]);
        return people;
    }

    private static void Join(DisjointSets people, TokenTable tokens, Func<TokenTable, int, ulong> fourth)
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
                people.Join(first[key], i);
        }
    }
}
