using System.Globalization;

namespace TfPipeline.Synthetic;

/// <summary>Numbers in a valid form: UPN with its check letter, NINO with an allocated prefix pattern. No real one is looked up.</summary>
internal static class NationalNumbers
{
    private const string CheckLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";
    private static readonly int[] Authorities = [202, 210, 304, 309, 330, 341, 350, 352, 373, 380, 383, 391, 801, 810, 831, 852, 856, 879, 886, 892, 926];
    private const string NinoFirst = "ABCEGHJKLMNPRSTWXYZ";
    private const string NinoSecond = "ABCEGHJKLMNPRSTWXYZ";
    private static readonly HashSet<string> NeverIssued = new(StringComparer.Ordinal) { "BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "NC", "MW", "CR", "FY", "OO", "GY", "JY" };

    /// <summary>Thirteen characters; the check letter is Σ position × digit over positions 2–13, modulo 23.</summary>
    public static string Upn(ref Rng rng, DateOnly born)
    {
        Span<char> upn = stackalloc char[13];
        rng.Pick<int>(Authorities).TryFormat(upn[1..], out _, "000", CultureInfo.InvariantCulture);
        rng.Between(1000, 9999).TryFormat(upn[4..], out _, default, CultureInfo.InvariantCulture);
        ((born.Year + 5) % 100).TryFormat(upn[8..], out _, "00", CultureInfo.InvariantCulture);
        rng.Next(1000).TryFormat(upn[10..], out _, "000", CultureInfo.InvariantCulture);
        var sum = 0;
        for (var i = 1; i < 13; i++)
            sum += (i + 1) * (upn[i] - '0');
        upn[0] = CheckLetters[sum % 23];
        return new string(upn);
    }

    public static string Nino(ref Rng rng)
    {
        Span<char> nino = stackalloc char[9];
        do
        {
            nino[0] = NinoFirst[rng.Next(NinoFirst.Length)];
            nino[1] = NinoSecond[rng.Next(NinoSecond.Length)];
        }
        while (NeverIssued.Contains(new string(nino[..2])));
        rng.Next(1_000_000).TryFormat(nino[2..], out _, "000000", CultureInfo.InvariantCulture);
        nino[8] = (char)('A' + rng.Next(4));
        return new string(nino);
    }
}
