using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Numbers of all tokens of the left side. A right value is translated once, so that joining and comparing people works on small
/// whole numbers; a token that the left side lacks can never agree and needs none.
/// </summary>
internal sealed class LeftNumbers
{
    private const int PieceRows = 1 << 15;

    private readonly TokenNumbers _names = new(), _sounds = new(), _initials = new();
    private readonly TokenNumbers _dates = new(), _years = new(), _months = new(), _days = new();
    private readonly TokenNumbers _postcodes = new(), _sectors = new(), _districts = new();
    private readonly TokenNumbers _sexes = new(), _upns = new(), _ninos = new();

    public LeftNumbers(TokenTable left, int threads = 1)
    {
        Left = left;
        _postcodes.Reserve(left.Postcodes.Count);
        Rows = Translate(left, new ValueNumbers(), isLeft: true, threads);
        DateLevels = new DateLevels(_years.Count, _months.Count, _days.Count);
    }

    public TokenTable Left { get; }

    /// <summary>The left people.</summary>
    public PersonColumns Rows { get; }

    /// <summary>Levels of dates, as far as some were compared.</summary>
    public DateLevels DateLevels { get; }

    /// <summary>Distinct exact tokens: forename, surname, date of birth, postcode. Numbers go from 1 to this.</summary>
    public int CountOf(int field) => field switch { 0 or 1 => _names.Count, 2 => _dates.Count, _ => _postcodes.Count };

    /// <summary>People of another table in numbers of this one.</summary>
    public PersonColumns Of(TokenTable right, int threads = 1) => ReferenceEquals(right, Left) ? Rows : Translate(right, new ValueNumbers(), isLeft: false, threads);

    /// <summary>The same for a table that grows; values that were translated before are not translated again. The rows are good until the next call.</summary>
    public PersonColumns Of(TokenTable right, ValueNumbers known) => Translate(right, known, isLeft: false, threads: 1);

    public NameNumbers Name(ValueTable names, int value, bool isLeft)
    {
        var tokens = names.Fixed(value);
        return new NameNumbers(
            Number(_names, tokens[NameToken.Exact], isLeft), Number(_sounds, tokens[NameToken.Phonetic], isLeft), (sbyte)Number(_initials, tokens[NameToken.Initial], isLeft),
            tokens[NameToken.IsInitial] != 0);
    }

    public DateNumbers Date(ValueTable dates, int value, bool isLeft)
    {
        var tokens = dates.Fixed(value);
        return new DateNumbers(
            Number(_dates, tokens[DateToken.Exact], isLeft), (short)Number(_years, tokens[DateToken.Year], isLeft), (sbyte)Number(_months, tokens[DateToken.Month], isLeft),
            (sbyte)Number(_days, tokens[DateToken.Day], isLeft));
    }

    public PostcodeNumbers Postcode(ValueTable postcodes, int value, bool isLeft)
    {
        var tokens = postcodes.Fixed(value);
        return new PostcodeNumbers(
            Number(_postcodes, tokens[PostcodeToken.Exact], isLeft), Number(_sectors, tokens[PostcodeToken.Sector], isLeft), Number(_districts, tokens[PostcodeToken.District], isLeft),
            PostcodePrint.Of(postcodes, value));
    }

    /// <summary>Asks memory for what numbering some postcodes of the right side looks up.</summary>
    public void Touch(ValueTable postcodes, int from, int to)
    {
        for (var v = from; v < to; v++)
            _postcodes.Touch(postcodes.Token(v, PostcodeToken.Exact));
    }

    private static int Number(TokenNumbers numbers, ulong token, bool isLeft) => isLeft ? numbers.Add(token) : numbers.Find(token);

    private PersonColumns Translate(TokenTable table, ValueNumbers values, bool isLeft, int threads)
    {
        values.Extend(table, this, isLeft, threads);
        foreach (var sex in isLeft ? table.Sex : [])
            _sexes.Add(sex);
        var rows = values.Rows(table.Count);
        Workers.Run(rows.Length, PieceRows, threads, (from, to) => Translate(table, values, rows, from, to));
        return new PersonColumns(rows, Codes(table.Upn, _upns, isLeft), Codes(table.Nino, _ninos, isLeft), values.DatePrints);
    }

    private void Translate(TokenTable table, ValueNumbers values, PersonRow[] rows, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            ref var row = ref rows[i];
            row.Sex = (sbyte)_sexes.Find(table.Sex[i]);
            (row.ForenameValue, row.SurnameValue, row.BirthDateValue, row.PostcodeValue) = (table.Forename[i], table.Surname[i], table.BirthDate[i], table.Postcode[i]);
            if (row.ForenameValue is var f and >= 0)
            {
                ref readonly var name = ref values.Name(f);
                (row.Forename, row.ForenameSound, row.ForenameInitial) = (name.Exact, name.Sound, name.Initial);
                row.Shape |= name.IsInitial ? NameShape.ForenameIsInitial : NameShape.Words;
            }

            if (row.SurnameValue is var s and >= 0)
            {
                ref readonly var name = ref values.Name(s);
                (row.Surname, row.SurnameSound, row.SurnameInitial) = (name.Exact, name.Sound, name.Initial);
                row.Shape |= name.IsInitial ? NameShape.SurnameIsInitial : NameShape.Words;
            }

            if (row.BirthDateValue is var d and >= 0)
            {
                ref readonly var date = ref values.Date(d);
                (row.BirthDate, row.Year, row.Month, row.Day) = (date.Exact, date.Year, date.Month, date.Day);
            }

            if (row.PostcodeValue is var p and >= 0)
            {
                ref readonly var postcode = ref values.Postcode(p);
                (row.Postcode, row.Sector, row.District, row.PostcodePrint) = (postcode.Exact, postcode.Sector, postcode.District, postcode.Print);
            }
        }
    }

    /// <summary>A column of codes; null where nobody has one.</summary>
    private static int[]? Codes(ulong[] tokens, TokenNumbers numbers, bool isLeft)
        => !tokens.AsSpan().ContainsAnyExcept(0UL) ? null : isLeft ? Array.ConvertAll(tokens, numbers.Add) : Array.ConvertAll(tokens, numbers.Find);
}

/// <summary>People in numbers of the left side: a row each, as columns the codes that few departments have (null where nobody has one), and prints of the dates by value.</summary>
internal sealed record PersonColumns(PersonRow[] Rows, int[]? Upn, int[]? Nino, DatePrint[] DatePrints)
{
    public int Count => Rows.Length;

    /// <summary>Some of these people.</summary>
    public PersonColumns Select(int[] rows) => this with
    {
        Rows = Array.ConvertAll(rows, i => Rows[i]),
        Upn = Upn is null ? null : Array.ConvertAll(rows, i => Upn[i]),
        Nino = Nino is null ? null : Array.ConvertAll(rows, i => Nino[i]),
    };
}
