namespace TfPipeline.Core.Linkage;

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
        Of("everybody", ("everybody", (in _) => 1)) with { IsOptional = true },
        Of("pupil number", ("UPN", (in t) => Mix.Alone(t.Upn))),
        Of("insurance number", ("NINO", (in t) => Mix.Alone(t.Nino))),
        Of(
            "date of birth",
            ("date of birth", (in t) => Mix.Alone(t.Row.BirthDate)),
            ("and forename initial", (in t) => Mix.Of(2, t.Row.BirthDate, t.Row.ForenameInitial)),
            ("and forename sound", (in t) => Mix.Of(3, t.Row.BirthDate, t.Row.ForenameSound))),
        Of(
            "date of birth and surname",
            ("date of birth and surname initial", (in t) => Mix.Of(4, t.Row.BirthDate, t.Row.SurnameInitial)),
            ("and surname sound", (in t) => Mix.Of(5, t.Row.BirthDate, t.Row.SurnameSound)),
            ("and forename initial", (in t) => Mix.Of(6, t.Row.BirthDate, t.Row.SurnameSound, t.Row.ForenameInitial))),
        Of(
            "postcode",
            ("postcode", (in t) => Mix.Alone(t.Row.Postcode)),
            ("and forename initial", (in t) => Mix.Of(8, t.Row.Postcode, t.Row.ForenameInitial)),
            ("and forename sound", (in t) => Mix.Of(9, t.Row.Postcode, t.Row.ForenameSound)),
            ("and birth year", (in t) => Mix.Of(10, t.Row.Postcode, t.Row.ForenameSound, t.Row.Year))),
        Of(
            "surname sound",
            ("surname sound", (in t) => Mix.Alone(t.Row.SurnameSound)),
            ("and forename initial", (in t) => Mix.Of(12, t.Row.SurnameSound, t.Row.ForenameInitial)),
            ("and forename sound", (in t) => Mix.Of(13, t.Row.SurnameSound, t.Row.ForenameSound)),
            ("and birth year", (in t) => Mix.Of(14, t.Row.SurnameSound, t.Row.ForenameSound, t.Row.Year))),
        Of(
            "forename sound",
            ("forename sound", (in t) => Mix.Alone(t.Row.ForenameSound)),
            ("and day and month of birth", (in t) => Mix.Of(16, t.Row.ForenameSound, t.Row.Month, t.Row.Day)),
            ("and surname initial", (in t) => Mix.Of(17, t.Row.ForenameSound, t.Row.Month, t.Row.Day, t.Row.SurnameInitial))),
        Of(
            "district",
            ("district", (in t) => Mix.Alone(t.Row.District)),
            ("and surname sound", (in t) => Mix.Of(19, t.Row.District, t.Row.SurnameSound)),
            ("and forename initial", (in t) => Mix.Of(20, t.Row.District, t.Row.SurnameSound, t.Row.ForenameInitial))),
        Of(
            "initials and birth year",
            ("initials and birth year", (in t) => Mix.Of(21, t.Row.ForenameInitial, t.Row.SurnameInitial, t.Row.Year)),
            ("and birth month", (in t) => Mix.Of(22, t.Row.ForenameInitial, t.Row.SurnameInitial, t.Row.Year, t.Row.Month)),
            ("and birth day", (in t) => Mix.Of(23, t.Row.ForenameInitial, t.Row.SurnameInitial, t.Row.BirthDate))),
        Of(
            "initials and district",
            ("initials and district", (in t) => Mix.Of(24, t.Row.ForenameInitial, t.Row.SurnameInitial, t.Row.District)),
            ("and birth year", (in t) => Mix.Of(25, t.Row.ForenameInitial, t.Row.SurnameInitial, t.Row.District, t.Row.Year))),
        Of(
            "both names in any order",
            ("both names", (in t) => Mix.Of(26, Math.Min(t.Row.Forename, t.Row.Surname), Math.Max(t.Row.Forename, t.Row.Surname))),
            ("and birth year", (in t) => Mix.Of(27, Math.Min(t.Row.Forename, t.Row.Surname), Math.Max(t.Row.Forename, t.Row.Surname), t.Row.Year))),
    ];

    private static BlockingFamily Of(string name, params (string Name, BlockingKey Key)[] rungs)
        => new(name, [.. rungs.Select(r => new BlockingRung(r.Name, r.Key))]);
}

/// <summary>The numbers that blocking keys are made of.</summary>
internal readonly ref struct BlockingTokens(ref readonly PersonRow row, int upn, int nino)
{
    public readonly ref readonly PersonRow Row = ref row;
    public readonly int Upn = upn;
    public readonly int Nino = nino;
}

/// <summary>Makes the key of one rung; 0 where a part is missing or nobody on the left has it.</summary>
internal delegate ulong BlockingKey(in BlockingTokens tokens);

/// <summary>One rung of a ladder.</summary>
internal sealed record BlockingRung(string Name, BlockingKey Key)
{
    /// <summary>The key of one person.</summary>
    public ulong KeyOf(PersonColumns people, int row) => Key(new BlockingTokens(in people.Rows[row], people.Upn?[row] ?? 0, people.Nino?[row] ?? 0));

    /// <summary>The keys of a run of people.</summary>
    public void Keys(PersonColumns people, int from, Span<ulong> keys)
    {
        for (var i = 0; i < keys.Length; i++)
            keys[i] = KeyOf(people, from + i);
    }

    /// <summary>The keys of some people.</summary>
    public void Keys(PersonColumns people, ReadOnlySpan<int> rows, Span<ulong> keys)
    {
        for (var i = 0; i < rows.Length; i++)
            keys[i] = KeyOf(people, rows[i]);
    }

    /// <summary>The keys of those people who have one; these people move to the front, the others are lost. Gives how many there are.</summary>
    public int KeysThatAre(PersonColumns people, Span<int> rows, Span<ulong> keys)
    {
        Keys(people, rows, keys);
        var kept = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (keys[i] != 0)
                (rows[kept], keys[kept++]) = (rows[i], keys[i]);
        }

        return kept;
    }
}
