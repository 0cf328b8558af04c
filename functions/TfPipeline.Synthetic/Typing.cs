namespace TfPipeline.Synthetic;

/// <summary>Slips of the keyboard.</summary>
internal static class Typing
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly (string Written, string Heard)[] Spellings =
        [("ph", "f"), ("ck", "k"), ("ie", "y"), ("ey", "y"), ("y", "ie"), ("ea", "ee"), ("ll", "l"), ("tt", "t"), ("ss", "s"), ("nn", "n"), ("mc", "mac"), ("gh", ""), ("a", "e"), ("i", "y"), ("o", "oh"), ("e", "a")];

    /// <summary>One insert, delete, substitution or swap of neighbours. The first letter mostly survives, as it does in life.</summary>
    public static string Edit(string name, ref Rng rng)
    {
        if (name.Length < 3)
            return name + Letters[rng.Next(26)];
        var at = rng.Chance(0.9) ? 1 + rng.Next(name.Length - 1) : 0;
        var letter = Letters[rng.Next(26)];
        return rng.Next(4) switch
        {
            0 => name.Insert(at, letter.ToString()),
            1 => name.Remove(at, 1),
            2 => string.Concat(name.AsSpan(0, at), [letter], name.AsSpan(at + 1)),
            _ => Swap(name, Math.Min(at, name.Length - 2)),
        };
    }

    /// <summary>Another spelling of the same sound, where a rule fits; one letter doubled where none does.</summary>
    public static string Respell(string name, ref Rng rng)
    {
        var start = rng.Next(Spellings.Length);
        for (var i = 0; i < Spellings.Length; i++)
        {
            var (written, heard) = Spellings[(start + i) % Spellings.Length];
            var at = name.IndexOf(written, 1, StringComparison.Ordinal);
            if (at > 0)
                return string.Concat(name.AsSpan(0, at), heard, name.AsSpan(at + written.Length));
        }

        return name + name[^1];
    }

    public static string OtherDigit(string number, ref Rng rng)
    {
        var at = 2 + rng.Next(number.Length - 3);
        if (!char.IsAsciiDigit(number[at]))
            return number;
        var digit = (char)('0' + ((number[at] - '0' + 1 + rng.Next(9)) % 10));
        return string.Concat(number.AsSpan(0, at), [digit], number.AsSpan(at + 1));
    }

    /// <summary>The same postcode with another last letter.</summary>
    public static string OtherUnit(string postcode, ref Rng rng) =>
        string.Concat(postcode.AsSpan(0, postcode.Length - 1), [postcode[^1] == 'A' ? 'B' : (char)(rng.Chance(0.5) ? 'A' : 'D')]);

    private static string Swap(string name, int at) =>
        string.Concat(name.AsSpan(0, at), [name[at + 1], name[at]], name.AsSpan(at + 2));
}
