namespace TfPipeline.Pseudonyms;

/// <summary>
/// The tokens of some people, as columns. Names, dates and postcodes are indexes into tables of distinct values (−1 = none);
/// sex, UPN and NINO are tokens themselves (0 = none).
/// </summary>
public sealed class TokenTable
{
    internal TokenTable(
        ValueTable names, ValueTable dates, ValueTable postcodes,
        int[] forename, int[] surname, int[] birthDate, int[] postcode, ulong[] sex, ulong[] upn, ulong[] nino)
    {
        (Names, Dates, Postcodes) = (names, dates, postcodes);
        (Forename, Surname, BirthDate, Postcode) = (forename, surname, birthDate, postcode);
        (Sex, Upn, Nino) = (sex, upn, nino);
    }

    /// <summary>A table of nobody.</summary>
    public static TokenTable Empty { get; } = new(
        new ValueTable(NameToken.Count, [0], []), new ValueTable(DateToken.Count, [0], []), new ValueTable(PostcodeToken.Count, [0], []),
        [], [], [], [], [], [], []);

    /// <summary>Number of people.</summary>
    public int Count => Forename.Length;

    /// <summary>The distinct names, forenames and surnames together.</summary>
    public ValueTable Names { get; }

    /// <summary>The distinct dates of birth.</summary>
    public ValueTable Dates { get; }

    /// <summary>The distinct postcodes.</summary>
    public ValueTable Postcodes { get; }

    /// <summary>Index of each person's forename in <see cref="Names"/>.</summary>
    public int[] Forename { get; }

    /// <summary>Index of each person's surname in <see cref="Names"/>.</summary>
    public int[] Surname { get; }

    /// <summary>Index of each person's date of birth in <see cref="Dates"/>.</summary>
    public int[] BirthDate { get; }

    /// <summary>Index of each person's postcode in <see cref="Postcodes"/>.</summary>
    public int[] Postcode { get; }

    /// <summary>Tokens of sex.</summary>
    public ulong[] Sex { get; }

    /// <summary>Tokens of unique pupil numbers.</summary>
    public ulong[] Upn { get; }

    /// <summary>Tokens of National Insurance numbers.</summary>
    public ulong[] Nino { get; }

    /// <summary>These people in the given order; the tables of values are shared, not copied.</summary>
    public TokenTable Select(ReadOnlySpan<int> rows) => new(
        Names, Dates, Postcodes, Pick(Forename, rows), Pick(Surname, rows), Pick(BirthDate, rows), Pick(Postcode, rows),
        Pick(Sex, rows), Pick(Upn, rows), Pick(Nino, rows));

    /// <summary>A run of these people; the tables of values are shared, not copied.</summary>
    public TokenTable Slice(int start, int count) => new(
        Names, Dates, Postcodes, Forename[start..(start + count)], Surname[start..(start + count)], BirthDate[start..(start + count)],
        Postcode[start..(start + count)], Sex[start..(start + count)], Upn[start..(start + count)], Nino[start..(start + count)]);

    /// <summary>The people of several tables, one table after the other; equal values are kept once.</summary>
    public static TokenTable Concat(IReadOnlyList<TokenTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        if (tables.Count == 1)
            return tables[0];
        var names = new ValueTableMerger(NameToken.Count);
        var dates = new ValueTableMerger(DateToken.Count);
        var postcodes = new ValueTableMerger(PostcodeToken.Count);
        int[][] nameMaps = [.. tables.Select(t => names.Add(t.Names))];
        int[][] dateMaps = [.. tables.Select(t => dates.Add(t.Dates))];
        int[][] postcodeMaps = [.. tables.Select(t => postcodes.Add(t.Postcodes))];
        return new TokenTable(
            names.Build(), dates.Build(), postcodes.Build(),
            Mapped(tables, nameMaps, t => t.Forename), Mapped(tables, nameMaps, t => t.Surname),
            Mapped(tables, dateMaps, t => t.BirthDate), Mapped(tables, postcodeMaps, t => t.Postcode),
            [.. tables.SelectMany(t => t.Sex)], [.. tables.SelectMany(t => t.Upn)], [.. tables.SelectMany(t => t.Nino)]);
    }

    private static int[] Mapped(IReadOnlyList<TokenTable> tables, int[][] maps, Func<TokenTable, int[]> column)
    {
        var mapped = new int[tables.Sum(t => t.Count)];
        var at = 0;
        for (var k = 0; k < tables.Count; k++)
        {
            foreach (var value in column(tables[k]))
                mapped[at++] = value < 0 ? -1 : maps[k][value];
        }

        return mapped;
    }

    private static T[] Pick<T>(T[] column, ReadOnlySpan<int> rows)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            picked[i] = column[rows[i]];
        return picked;
    }
}
