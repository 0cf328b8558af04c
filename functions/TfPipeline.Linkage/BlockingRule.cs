namespace TfPipeline.Linkage;

/// <summary>
/// A blocking rule: a loose key and its refinements. Each refinement adds a part to the key before, so a block of a finer key lies inside
/// one block of the looser key. A block with too many pairs is split by the next refinement; rare values keep the loose key.
/// </summary>
internal sealed record BlockingRule(string Name, IReadOnlyList<BlockingKeyRefinement> Refinements)
{
    /// <summary>True where a block over budget may be left out, because other rules find its matches.</summary>
    public bool IsOptional { get; init; }

    public static IReadOnlyList<BlockingRule> All { get; } =
    [
        // Compares everybody with everybody where that is within the budget.
        Of("everybody", ("everybody", (in _) => 1)) with { IsOptional = true },
        Of("pupil number", ("UPN", (in t) => HashCombine.Single(t.Upn))),
        Of("insurance number", ("NINO", (in t) => HashCombine.Single(t.Nino))),
        Of(
            "date of birth",
            ("date of birth", (in t) => HashCombine.Single(t.Row.BirthDate)),
            ("and forename initial", (in t) => HashCombine.Of(2, t.Row.BirthDate, t.Row.ForenameInitial)),
            ("and forename sound", (in t) => HashCombine.Of(3, t.Row.BirthDate, t.Row.ForenameSound))),
        Of(
            "date of birth and surname",
            ("date of birth and surname initial", (in t) => HashCombine.Of(4, t.Row.BirthDate, t.Row.SurnameInitial)),
            ("and surname sound", (in t) => HashCombine.Of(5, t.Row.BirthDate, t.Row.SurnameSound)),
            ("and forename initial", (in t) => HashCombine.Of(6, t.Row.BirthDate, t.Row.SurnameSound, t.Row.ForenameInitial))),
        Of(
            "postcode",
            ("postcode", (in t) => HashCombine.Single(t.Row.Postcode)),
            ("and forename initial", (in t) => HashCombine.Of(8, t.Row.Postcode, t.Row.ForenameInitial)),
            ("and forename sound", (in t) => HashCombine.Of(9, t.Row.Postcode, t.Row.ForenameSound)),
            ("and birth year", (in t) => HashCombine.Of(10, t.Row.Postcode, t.Row.ForenameSound, t.Row.Year))),
        Of(
            "surname sound",
            ("surname sound", (in t) => HashCombine.Single(t.Row.SurnameSound)),
            ("and forename initial", (in t) => HashCombine.Of(12, t.Row.SurnameSound, t.Row.ForenameInitial)),
            ("and forename sound", (in t) => HashCombine.Of(13, t.Row.SurnameSound, t.Row.ForenameSound)),
            ("and birth year", (in t) => HashCombine.Of(14, t.Row.SurnameSound, t.Row.ForenameSound, t.Row.Year))),
        Of(
            "forename sound",
            ("forename sound", (in t) => HashCombine.Single(t.Row.ForenameSound)),
            ("and day and month of birth", (in t) => HashCombine.Of(16, t.Row.ForenameSound, t.Row.Month, t.Row.Day)),
            ("and surname initial", (in t) => HashCombine.Of(17, t.Row.ForenameSound, t.Row.Month, t.Row.Day, t.Row.SurnameInitial))),
        Of(
            "district",
            ("district", (in t) => HashCombine.Single(t.Row.District)),
            ("and surname sound", (in t) => HashCombine.Of(19, t.Row.District, t.Row.SurnameSound)),
            ("and forename initial", (in t) => HashCombine.Of(20, t.Row.District, t.Row.SurnameSound, t.Row.ForenameInitial))),
        Of(
            "initials and birth year",
            ("initials and birth year", (in t) => HashCombine.Of(21, t.Row.ForenameInitial, t.Row.SurnameInitial, t.Row.Year)),
            ("and birth month", (in t) => HashCombine.Of(22, t.Row.ForenameInitial, t.Row.SurnameInitial, t.Row.Year, t.Row.Month)),
            ("and birth day", (in t) => HashCombine.Of(23, t.Row.ForenameInitial, t.Row.SurnameInitial, t.Row.BirthDate))),
        Of(
            "initials and district",
            ("initials and district", (in t) => HashCombine.Of(24, t.Row.ForenameInitial, t.Row.SurnameInitial, t.Row.District)),
            ("and birth year", (in t) => HashCombine.Of(25, t.Row.ForenameInitial, t.Row.SurnameInitial, t.Row.District, t.Row.Year))),
        Of(
            "both names in any order",
            ("both names", (in t) => HashCombine.Of(26, Math.Min(t.Row.Forename, t.Row.Surname), Math.Max(t.Row.Forename, t.Row.Surname))),
            ("and birth year", (in t) => HashCombine.Of(27, Math.Min(t.Row.Forename, t.Row.Surname), Math.Max(t.Row.Forename, t.Row.Surname), t.Row.Year))),
    ];

    private static BlockingRule Of(string name, params (string Name, BlockingKey Key)[] refinements)
        => new(name, [.. refinements.Select(r => new BlockingKeyRefinement(r.Name, r.Key))]);
}

/// <summary>The codes that blocking keys are made of.</summary>
internal readonly ref struct BlockingTokens(ref readonly PersonRow row, int upn, int nino)
{
    public readonly ref readonly PersonRow Row = ref row;
    public readonly int Upn = upn;
    public readonly int Nino = nino;
}

/// <summary>Makes a blocking key; 0 where a part is missing or nobody on the left has it.</summary>
internal delegate ulong BlockingKey(in BlockingTokens tokens);

/// <summary>One key of a blocking rule.</summary>
internal sealed record BlockingKeyRefinement(string Name, BlockingKey Key)
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

    /// <summary>The keys of those people who have one. Their row numbers move to the front of the list. Gives how many there are.</summary>
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
