using TfPipeline.Identifiers;
using TfPipeline.TestData;

namespace TfPipeline.Pseudonyms.Tests;

[Trait("tier", "property")]
public class EditFormsTests
{
    [Fact]
    public void Recognise_exactly_the_pairs_one_edit_apart()
    {
        var names = Names();
        using var ring = TestKeys.Ring();
        using var tokeniser = new Tokeniser(ring);
        var table = tokeniser.Tokenise(new IdentifierBatch { Count = names.Length, Forename = names });
        for (var i = 0; i < names.Length; i++)
        {
            for (var j = 0; j < names.Length; j++)
            {
                var edit = EditForms.Compare(table.Names.Edits(table.Forename[i]), table.Names.Edits(table.Forename[j]));
                var expected = names[i].Length < EditForms.ShortestLength || names[j].Length < EditForms.ShortestLength ? Edit.None : Expected(names[i], names[j]);
                Assert.True(expected == edit, $"pair {i}, {j} of the made-up list: expected {expected}, got {edit}");
            }
        }
    }

    /// <summary>Made-up names and mutations of them, so that every kind of neighbour occurs.</summary>
    private static string[] Names()
    {
        var random = new Random(20);
        var names = new List<string> { "ANNA", "ANNNA", "NANA", "AAAA", "AAAAA", "ABAB", "BABA", "ANN", "ANA", "MARYANNE", "MARYANN" };
        string[] parts = ["MAR", "TIN", "SON", "ELL", "AN", "BER", "T", "WIL", "AA"];
        while (names.Count < 700)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => parts[random.Next(parts.Length)]));
            names.Add(name);
            for (var k = 0; k < 3; k++)
                names.Add(Mutate(names[^1], random));
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    private static string Mutate(string name, Random random)
    {
        var at = random.Next(name.Length);
        var letter = ((char)('A' + random.Next(4))).ToString();
        return random.Next(4) switch
        {
            0 => name.Remove(at, 1).Insert(at, letter),
            1 => name.Insert(at, letter),
            2 when name.Length > 2 => name.Remove(at, 1),
            _ => at + 1 < name.Length ? string.Concat(name.AsSpan(0, at), name.AsSpan(at + 1, 1), name.AsSpan(at, 1), name.AsSpan(at + 2)) : name,
        };
    }

    /// <summary>The edit by true Damerau–Levenshtein distance on the text.</summary>
    private static Edit Expected(string a, string b)
    {
        if (string.Equals(a, b, StringComparison.Ordinal))
            return Edit.Equal;
        if (DamerauLevenshtein(a, b) > 1)
            return Edit.None;
        if (a.Length != b.Length)
            return Edit.OneLonger;
        return a.Zip(b).Count(p => p.First != p.Second) == 1 ? Edit.Substitution : Edit.Exchange;
    }

    private static int DamerauLevenshtein(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, d[i - 2, j - 2] + 1);
                d[i, j] = best;
            }
        }

        return d[a.Length, b.Length];
    }
}
