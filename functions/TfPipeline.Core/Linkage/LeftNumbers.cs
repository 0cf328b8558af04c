using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Numbers of all tokens of the left side. A right value is translated once, so that joining and comparing people works on small
/// whole numbers; a token that the left side lacks can never agree and needs none.
/// </summary>
internal sealed class LeftNumbers
{
    private readonly TokenNumbers _names = new(), _sounds = new(), _initials = new();
    private readonly TokenNumbers _dates = new(), _years = new(), _months = new(), _days = new();
    private readonly TokenNumbers _postcodes = new(), _sectors = new(), _districts = new();
    private readonly TokenNumbers _sexes = new(), _upns = new(), _ninos = new();

    public LeftNumbers(TokenTable left)
    {
        Left = left;
        Names = Translate(left.Names, NameToken.Exact, _names, isLeft: true);
        Dates = Translate(left.Dates, DateToken.Exact, _dates, isLeft: true);
        Postcodes = Translate(left.Postcodes, PostcodeToken.Exact, _postcodes, isLeft: true);
        Rows = Translate(left, isLeft: true);
    }

    public TokenTable Left { get; }

    /// <summary>The left people.</summary>
    public PersonColumns Rows { get; }

    /// <summary>Number of each value's exact token, by value of the left table.</summary>
    public int[] Names { get; }

    public int[] Dates { get; }

    public int[] Postcodes { get; }

    /// <summary>Distinct exact tokens: forename, surname, date of birth, postcode. Numbers go from 1 to this.</summary>
    public int CountOf(int field) => field switch { 0 or 1 => _names.Count, 2 => _dates.Count, _ => _postcodes.Count };

    /// <summary>People of another table in numbers of this one.</summary>
    public PersonColumns Of(TokenTable right) => ReferenceEquals(right, Left) ? Rows : Translate(right, isLeft: false);

    private PersonColumns Translate(TokenTable table, bool isLeft)
    {
        var (names, sounds, initials) = (Translate(table.Names, NameToken.Exact, _names, isLeft), Translate(table.Names, NameToken.Phonetic, _sounds, isLeft), Translate(table.Names, NameToken.Initial, _initials, isLeft));
        var (dates, years, months, days) = (Translate(table.Dates, DateToken.Exact, _dates, isLeft), Translate(table.Dates, DateToken.Year, _years, isLeft), Translate(table.Dates, DateToken.Month, _months, isLeft), Translate(table.Dates, DateToken.Day, _days, isLeft));
        var (postcodes, sectors, districts) = (Translate(table.Postcodes, PostcodeToken.Exact, _postcodes, isLeft), Translate(table.Postcodes, PostcodeToken.Sector, _sectors, isLeft), Translate(table.Postcodes, PostcodeToken.District, _districts, isLeft));
        var prints = PostcodePrint.Of(table.Postcodes);
        var rows = new PersonRow[table.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            ref var row = ref rows[i];
            row.Sex = (sbyte)(isLeft ? _sexes.Add(table.Sex[i]) : _sexes.Find(table.Sex[i]));
            (row.ForenameValue, row.SurnameValue, row.BirthDateValue, row.PostcodeValue) = (table.Forename[i], table.Surname[i], table.BirthDate[i], table.Postcode[i]);
            if (row.ForenameValue is var f and >= 0)
            {
                (row.Forename, row.ForenameSound, row.ForenameInitial) = (names[f], sounds[f], (sbyte)initials[f]);
                row.Shape |= table.Names.Token(f, NameToken.IsInitial) != 0 ? NameShape.ForenameIsInitial : NameShape.Words;
            }

            if (row.SurnameValue is var s and >= 0)
            {
                (row.Surname, row.SurnameSound, row.SurnameInitial) = (names[s], sounds[s], (sbyte)initials[s]);
                row.Shape |= table.Names.Token(s, NameToken.IsInitial) != 0 ? NameShape.SurnameIsInitial : NameShape.Words;
            }

            if (row.BirthDateValue is var d and >= 0)
                (row.BirthDate, row.Year, row.Month, row.Day) = (dates[d], (short)years[d], (sbyte)months[d], (sbyte)days[d]);
            if (row.PostcodeValue is var p and >= 0)
                (row.Postcode, row.Sector, row.District, row.PostcodePrint) = (postcodes[p], sectors[p], districts[p], prints[p]);
        }

        return new PersonColumns(rows, Translate(table.Upn, _upns, isLeft), Translate(table.Nino, _ninos, isLeft));
    }

    private static int[] Translate(ValueTable values, int kind, TokenNumbers numbers, bool isLeft)
    {
        var translated = new int[values.Count];
        for (var v = 0; v < translated.Length; v++)
            translated[v] = isLeft ? numbers.Add(values.Token(v, kind)) : numbers.Find(values.Token(v, kind));
        return translated;
    }

    /// <summary>A column of codes; null where nobody has one.</summary>
    private static int[]? Translate(ulong[] tokens, TokenNumbers numbers, bool isLeft)
        => !tokens.AsSpan().ContainsAnyExcept(0UL) ? null : isLeft ? Array.ConvertAll(tokens, numbers.Add) : Array.ConvertAll(tokens, numbers.Find);
}

/// <summary>People in numbers of the left side: a row each, and as columns the codes that few departments have, null where nobody has one.</summary>
internal sealed record PersonColumns(PersonRow[] Rows, int[]? Upn, int[]? Nino)
{
    public int Count => Rows.Length;

    /// <summary>Some of these people.</summary>
    public PersonColumns Select(int[] rows) => new(
        Array.ConvertAll(rows, i => Rows[i]), Upn is null ? null : Array.ConvertAll(rows, i => Upn[i]), Nino is null ? null : Array.ConvertAll(rows, i => Nino[i]));
}
