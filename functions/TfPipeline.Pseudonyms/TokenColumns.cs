using System.Runtime.InteropServices;

namespace TfPipeline.Pseudonyms;

/// <summary>
/// The tokens of a table as plain columns of 64-bit numbers (bit-cast, 0 = no token), for files. Edit tokens are not among them:
/// see <see cref="EditTokens"/>.
/// </summary>
public static class TokenColumns
{
    /// <summary>Names of the columns, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. NameColumns("t_forename"), .. NameColumns("t_surname"),
        "t_birth_date", "t_birth_year", "t_birth_month", "t_birth_day", "t_birth_exchanged",
        "t_postcode", "t_postcode_sector", "t_postcode_district",
        "t_sex", "t_upn", "t_nino",
    ];

    /// <summary>One array per column of <see cref="Names"/>, each as long as the table.</summary>
    public static long[][] From(TokenTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var columns = Create(table.Count);
        Fill(columns, 0, table);
        return columns;
    }

    /// <summary>One empty array per column of <see cref="Names"/>.</summary>
    public static long[][] Create(int rows) => [.. Names.Select(_ => new long[rows])];

    /// <summary>Puts the table's people into the columns, from a row on.</summary>
    public static void Fill(long[][] columns, int row, TokenTable table)
    {
        var at = 0;
        FillValues(columns, ref at, row, table.Names, table.Forename);
        FillValues(columns, ref at, row, table.Names, table.Surname);
        FillValues(columns, ref at, row, table.Dates, table.BirthDate);
        FillValues(columns, ref at, row, table.Postcodes, table.Postcode);
        foreach (var codes in new[] { table.Sex, table.Upn, table.Nino })
            MemoryMarshal.Cast<ulong, long>(codes).CopyTo(columns[at++].AsSpan(row));
    }

    /// <summary>The table that <see cref="From"/> made the columns of.</summary>
    /// <param name="columns">In the order of <see cref="Names"/>.</param>
    /// <param name="edits">Edit tokens to put beside the values, where they still exist.</param>
    /// <exception cref="ArgumentException">Not the right number of columns, or columns of different lengths.</exception>
    public static TokenTable To(IReadOnlyList<long[]> columns, EditTokens? edits = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != Names.Count)
            throw new ArgumentException($"Tokens have {Names.Count} columns; {columns.Count} were given.", nameof(columns));
        if (columns.Any(c => c.Length != columns[0].Length))
            throw new ArgumentException("Token columns have different lengths.", nameof(columns));
        var (names, dates, postcodes) = (new ValueTableMerger(NameToken.Count), new ValueTableMerger(DateToken.Count), new ValueTableMerger(PostcodeToken.Count));
        var at = 0;
        var forename = ToValues(names, columns, ref at, NameToken.Count, edits);
        var surname = ToValues(names, columns, ref at, NameToken.Count, edits);
        var birthDate = ToValues(dates, columns, ref at, DateToken.Count, edits);
        var postcode = ToValues(postcodes, columns, ref at, PostcodeToken.Count, edits);
        return new TokenTable(
            names.Build(), dates.Build(), postcodes.Build(), forename, surname, birthDate, postcode,
            ToCodes(columns[at]), ToCodes(columns[at + 1]), ToCodes(columns[at + 2]));
    }

    private static IEnumerable<string> NameColumns(string field)
        => [field, $"{field}_phonetic", $"{field}_initial", $"{field}_first_word", $"{field}_last_word", $"{field}_root_1", $"{field}_root_2", $"{field}_root_3", $"{field}_is_initial"];

    private static void FillValues(long[][] columns, ref int at, int row, ValueTable table, int[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] < 0)
            {
                for (var kind = 0; kind < table.FixedCount; kind++)
                    columns[at + kind][row + i] = 0;
                continue;
            }

            var tokens = table.Fixed(values[i]);
            for (var kind = 0; kind < tokens.Length; kind++)
                columns[at + kind][row + i] = unchecked((long)tokens[kind]);
        }

        at += table.FixedCount;
    }

    private static int[] ToValues(ValueTableMerger merger, IReadOnlyList<long[]> columns, ref int at, int kinds, EditTokens? edits)
    {
        Span<ulong> derived = stackalloc ulong[kinds];
        var values = new int[columns[at].Length];
        for (var i = 0; i < values.Length; i++)
        {
            for (var kind = 0; kind < kinds; kind++)
                derived[kind] = unchecked((ulong)columns[at + kind][i]);
            values[i] = derived[0] == 0 ? -1 : merger.Add(derived, edits is null ? [] : edits.Of(derived[0]));
        }

        at += kinds;
        return values;
    }

    private static ulong[] ToCodes(long[] column) => Array.ConvertAll(column, c => unchecked((ulong)c));
}
