namespace TfPipeline.Synthetic;

/// <summary>A council that sends synthetic files: a real code, so that the intake's own checks apply.</summary>
internal sealed record SyntheticCouncil(string Gss, string PostcodeArea);

/// <summary>Councils and postcodes.</summary>
internal static class Places
{
    public static readonly SyntheticCouncil[] Councils =
    [
        new("E08000001", "BL"), new("E08000003", "M"), new("E08000012", "L"), new("E08000019", "S"), new("E08000025", "B"),
        new("E08000035", "LS"), new("E08000021", "NE"), new("E08000032", "BD"), new("E06000010", "HU"), new("E06000023", "BS"),
        new("E06000018", "NG"), new("E06000016", "LE"), new("E06000026", "PL"), new("E06000045", "SO"), new("E09000028", "SE"),
        new("E09000014", "N"), new("E09000030", "E"), new("E10000016", "ME"), new("E10000012", "CM"), new("E10000020", "NR"),
    ];

    private static readonly string[] OtherAreas =
        ["CV", "DE", "DN", "EX", "GL", "HD", "IP", "LN", "MK", "OX", "PE", "PO", "PR", "RG", "SN", "ST", "TS", "WA", "WF", "WN", "YO"];

    private const string InwardLetters = "ABDEFGHJLNPQRSTUWXYZ";

    /// <summary>A postcode of an area in a form that exists: area, district, space, sector digit, two letters.</summary>
    public static string Postcode(ref Rng rng, string area) =>
        string.Concat(
            area,
            rng.Between(1, area.Length == 1 ? 40 : 24).ToString(System.Globalization.CultureInfo.InvariantCulture),
            string.Create(4, (rng.Next(10), InwardLetters[rng.Next(20)], InwardLetters[rng.Next(20)]), static (s, p) =>
            {
                s[0] = ' ';
                s[1] = (char)('0' + p.Item1);
                s[2] = p.Item2;
                s[3] = p.Item3;
            }));

    /// <summary>A postcode anywhere; more often in a council area, as the extracts were asked for those areas first.</summary>
    public static string PostcodeAnywhere(ref Rng rng) =>
        Postcode(ref rng, rng.Chance(0.5) ? Councils[rng.Next(Councils.Length)].PostcodeArea : rng.Pick<string>(OtherAreas));
}
