namespace TfPipeline.Synthetic;

/// <summary>Draws names as unevenly as they are spread in the country: a few very common ones and a long tail.</summary>
internal static class Names
{
    // The k-th name has a weight of 1 / (k + offset): close to how UK names fall off. Offset and length of the tail set the commonest
    // name's share: about 1.5 % for surnames, 3 % for forenames. The composed names are the tail: six in ten forenames are of the lists.
    private static readonly WeightedList<string> Surnames = new(Ranked(NameLists.Surnames.Concat(Composed(NameLists.SurnameHeads, NameLists.SurnameTails)), 10));
    private static readonly WeightedList<string> Women = new(Ranked(NameLists.WomenAdults.Concat(Composed(NameLists.ForenameHeads, NameLists.WomensEndings)), 6));
    private static readonly WeightedList<string> Men = new(Ranked(NameLists.MenAdults.Concat(Composed(NameLists.ForenameHeads, NameLists.MensEndings)), 6));
    private static readonly WeightedList<string> Girls = new(Ranked(NameLists.Girls.Concat(Composed(NameLists.ForenameHeads, NameLists.WomensEndings)), 6));
    private static readonly WeightedList<string> Boys = new(Ranked(NameLists.Boys.Concat(Composed(NameLists.ForenameHeads, NameLists.MensEndings)), 6));
    private static readonly DateOnly FirstChildBirth = new(1996, 1, 1);

    public static string Surname(ref Rng rng) => Surnames.Draw(ref rng);

    public static string Forename(ref Rng rng, char sex, DateOnly born) =>
        (born >= FirstChildBirth, sex) switch
        {
            (true, 'F') => Girls,
            (true, _) => Boys,
            (false, 'F') => Women,
            (false, _) => Men,
        } is var list ? list.Draw(ref rng) : "";

    private static IEnumerable<(string, double)> Ranked(IEnumerable<string> names, int offset) =>
        names.Distinct(StringComparer.Ordinal).Select((name, rank) => (name, 1.0 / (rank + 1 + offset)));

    // Heads and tails in a spread order, so that the commoner composed names do not all share one head. Each pair comes once.
    private static IEnumerable<string> Composed(string[] heads, string[] tails)
    {
        for (var i = 0; i < heads.Length * tails.Length; i++)
            yield return heads[i % heads.Length] + tails[((i % heads.Length * 7) + (i / heads.Length)) % tails.Length];
    }
}
