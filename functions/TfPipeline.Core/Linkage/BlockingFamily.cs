using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>The tokens of one person that blocking keys are made of.</summary>
internal struct BlockingTokens
{
    public ulong Forename, ForenameSound, ForenameInitial;
    public ulong Surname, SurnameSound, SurnameInitial;
    public ulong BirthDate, Year, Month, Day;
    public ulong Postcode, District;
    public ulong Upn, Nino;

    public static BlockingTokens Of(TokenTable table, int row)
    {
        BlockingTokens tokens = default;
        if (table.Forename[row] is var f and >= 0)
        {
            var name = table.Names.Fixed(f);
            (tokens.Forename, tokens.ForenameSound, tokens.ForenameInitial) = (name[NameToken.Exact], name[NameToken.Phonetic], name[NameToken.Initial]);
        }

        if (table.Surname[row] is var s and >= 0)
        {
            var name = table.Names.Fixed(s);
            (tokens.Surname, tokens.SurnameSound, tokens.SurnameInitial) = (name[NameToken.Exact], name[NameToken.Phonetic], name[NameToken.Initial]);
        }

        if (table.BirthDate[row] is var d and >= 0)
        {
            var date = table.Dates.Fixed(d);
            (tokens.BirthDate, tokens.Year, tokens.Month, tokens.Day) = (date[DateToken.Exact], date[DateToken.Year], date[DateToken.Month], date[DateToken.Day]);
        }

        if (table.Postcode[row] is var p and >= 0)
        {
            var code = table.Postcodes.Fixed(p);
            (tokens.Postcode, tokens.District) = (code[PostcodeToken.Exact], code[PostcodeToken.District]);
        }

        (tokens.Upn, tokens.Nino) = (table.Upn[row], table.Nino[row]);
        return tokens;
    }
}

/// <summary>
/// A ladder of blocking keys, loose to tight: each rung adds a part to the one before, so a block of a tighter rung lies inside
/// one block of the looser. Blocks with too many pairs climb down to the next rung; rare values stay on the loose one.
/// </summary>
internal sealed record BlockingFamily(string Name, IReadOnlyList<BlockingRung> Rungs)
{
    /// <summary>True when leaving out a block that is over budget loses nothing that other families do not find.</summary>
    public bool IsOptional { get; init; }

    public static IReadOnlyList<BlockingFamily> All { get; } =
    [
        // Costs nothing to try: it is joined only where everybody with everybody stays within the budget.
        Of("everybody", ("everybody", (ref t) => 1)) with { IsOptional = true },
        Of("pupil number", ("UPN", (ref t) => Mix.Of(90, t.Upn))),
        Of("insurance number", ("NINO", (ref t) => Mix.Of(91, t.Nino))),
        Of(
            "date of birth",
            ("date of birth", (ref t) => Mix.Of(1, t.BirthDate)),
            ("and forename initial", (ref t) => Mix.Of(2, t.BirthDate, t.ForenameInitial)),
            ("and forename sound", (ref t) => Mix.Of(3, t.BirthDate, t.ForenameSound))),
        Of(
            "date of birth and surname",
            ("date of birth and surname initial", (ref t) => Mix.Of(4, t.BirthDate, t.SurnameInitial)),
            ("and surname sound", (ref t) => Mix.Of(5, t.BirthDate, t.SurnameSound)),
            ("and forename initial", (ref t) => Mix.Of(6, t.BirthDate, t.SurnameSound, t.ForenameInitial))),
        Of(
            "postcode",
            ("postcode", (ref t) => Mix.Of(7, t.Postcode)),
            ("and forename initial", (ref t) => Mix.Of(8, t.Postcode, t.ForenameInitial)),
            ("and forename sound", (ref t) => Mix.Of(9, t.Postcode, t.ForenameSound)),
            ("and birth year", (ref t) => Mix.Of(10, t.Postcode, t.ForenameSound, t.Year))),
        Of(
            "surname sound",
            ("surname sound", (ref t) => Mix.Of(11, t.SurnameSound)),
            ("and forename initial", (ref t) => Mix.Of(12, t.SurnameSound, t.ForenameInitial)),
            ("and forename sound", (ref t) => Mix.Of(13, t.SurnameSound, t.ForenameSound)),
            ("and birth year", (ref t) => Mix.Of(14, t.SurnameSound, t.ForenameSound, t.Year))),
        Of(
            "forename sound",
            ("forename sound", (ref t) => Mix.Of(15, t.ForenameSound)),
            ("and day and month of birth", (ref t) => Mix.Of(16, t.ForenameSound, t.Month, t.Day)),
            ("and surname initial", (ref t) => Mix.Of(17, t.ForenameSound, t.Month, t.Day, t.SurnameInitial))),
        Of(
            "district",
            ("district", (ref t) => Mix.Of(18, t.District)),
            ("and surname sound", (ref t) => Mix.Of(19, t.District, t.SurnameSound)),
            ("and forename initial", (ref t) => Mix.Of(20, t.District, t.SurnameSound, t.ForenameInitial))),
        Of(
            "initials and birth year",
            ("initials and birth year", (ref t) => Mix.Of(21, t.ForenameInitial, t.SurnameInitial, t.Year)),
            ("and birth month", (ref t) => Mix.Of(22, t.ForenameInitial, t.SurnameInitial, t.Year, t.Month)),
            ("and birth day", (ref t) => Mix.Of(23, t.ForenameInitial, t.SurnameInitial, t.BirthDate))),
        Of(
            "initials and district",
            ("initials and district", (ref t) => Mix.Of(24, t.ForenameInitial, t.SurnameInitial, t.District)),
            ("and birth year", (ref t) => Mix.Of(25, t.ForenameInitial, t.SurnameInitial, t.District, t.Year))),
        Of(
            "both names in any order",
            ("both names", (ref t) => Mix.Of(26, Math.Min(t.Forename, t.Surname), Math.Max(t.Forename, t.Surname))),
            ("and birth year", (ref t) => Mix.Of(27, Math.Min(t.Forename, t.Surname), Math.Max(t.Forename, t.Surname), t.Year))),
    ];

    /// <summary>Room for the active key of every family in one row of a table.</summary>
    public const int Stride = 12;

    private static BlockingFamily Of(string name, params (string Name, BlockingKey Key)[] rungs)
        => new(name, [.. rungs.Select(r => new BlockingRung(r.Name, r.Key))]);
}

/// <summary>Makes the key of one rung; 0 where a part is missing.</summary>
internal delegate ulong BlockingKey(ref BlockingTokens tokens);

/// <summary>One rung of a ladder.</summary>
internal sealed record BlockingRung(string Name, BlockingKey Key);
