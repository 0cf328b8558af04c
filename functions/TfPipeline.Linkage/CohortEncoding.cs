using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// Dictionary encoding of all tokens of the left side. Each right value is encoded once, so that joining and comparing people works on small
/// whole numbers. A token that the left side lacks can never agree and has no code.
/// </summary>
internal sealed class CohortEncoding
{
    private const int PieceRows = 1 << 15;

    private readonly TokenDictionary _names = new(), _sounds = new(), _initials = new();
    private readonly TokenDictionary _dates = new(), _years = new(), _months = new(), _days = new();
    private readonly TokenDictionary _postcodes = new(), _sectors = new(), _districts = new();
    private readonly TokenDictionary _sexes = new(), _upns = new(), _ninos = new();

    public CohortEncoding(TokenTable left, int threads = 1)
    {
        Left = left;
        _postcodes.Reserve(left.Postcodes.Count);
        Rows = Translate(left, new EncodedValues(), isLeft: true, threads);
        DateLevelCache = new DateLevelCache(_years.Count, _months.Count, _days.Count);
    }

    public TokenTable Left { get; }

    /// <summary>The left people.</summary>
    public PersonColumns Rows { get; }

    /// <summary>Cache of the levels of dates that were compared before.</summary>
    public DateLevelCache DateLevelCache { get; }

    /// <summary>Number of distinct exact tokens of forename, surname, date of birth or postcode. Codes go from 1 to this.</summary>
    public int CountOf(int field) => field switch { 0 or 1 => _names.Count, 2 => _dates.Count, _ => _postcodes.Count };

    /// <summary>Encodes the people of another table.</summary>
    public PersonColumns Encode(TokenTable right, int threads = 1) => ReferenceEquals(right, Left) ? Rows : Translate(right, new EncodedValues(), isLeft: false, threads);

    /// <summary>The same for a table that grows: values that were encoded before are not encoded again. The rows are valid until the next call.</summary>
    public PersonColumns Encode(TokenTable right, EncodedValues known) => Translate(right, known, isLeft: false, threads: 1);

    public EncodedName Name(ValueTable names, int value, bool isLeft)
    {
        var tokens = names.Fixed(value);
        return new EncodedName(
            Number(_names, tokens[NameToken.Exact], isLeft), Number(_sounds, tokens[NameToken.Phonetic], isLeft), (sbyte)Number(_initials, tokens[NameToken.Initial], isLeft),
            tokens[NameToken.IsInitial] != 0);
    }

    public EncodedDate Date(ValueTable dates, int value, bool isLeft)
    {
        var tokens = dates.Fixed(value);
        return new EncodedDate(
            Number(_dates, tokens[DateToken.Exact], isLeft), (short)Number(_years, tokens[DateToken.Year], isLeft), (sbyte)Number(_months, tokens[DateToken.Month], isLeft),
            (sbyte)Number(_days, tokens[DateToken.Day], isLeft));
    }

    public EncodedPostcode Postcode(ValueTable postcodes, int value, bool isLeft)
    {
        var tokens = postcodes.Fixed(value);
        return new EncodedPostcode(
            Number(_postcodes, tokens[PostcodeToken.Exact], isLeft), Number(_sectors, tokens[PostcodeToken.Sector], isLeft), Number(_districts, tokens[PostcodeToken.District], isLeft),
            PostcodeSignature.Compute(postcodes, value));
    }

    /// <summary>Prefetches the dictionary slots of some postcodes of the right side.</summary>
    public void Prefetch(ValueTable postcodes, int from, int to)
    {
        for (var v = from; v < to; v++)
            _postcodes.Prefetch(postcodes.Token(v, PostcodeToken.Exact));
    }

    private static int Number(TokenDictionary numbers, ulong token, bool isLeft) => isLeft ? numbers.Add(token) : numbers.Find(token);

    private PersonColumns Translate(TokenTable table, EncodedValues values, bool isLeft, int threads)
    {
        values.Extend(table, this, isLeft, threads);
        foreach (var sex in isLeft ? table.Sex : [])
            _sexes.Add(sex);
        var rows = values.Rows(table.Count);
        Workers.Run(rows.Length, PieceRows, threads, (from, to) => Translate(table, values, rows, from, to));
        return new PersonColumns(rows, Codes(table.Upn, _upns, isLeft), Codes(table.Nino, _ninos, isLeft), values.DateSignatures);
    }

    private void Translate(TokenTable table, EncodedValues values, PersonRow[] rows, int from, int to)
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
                (row.Postcode, row.Sector, row.District, row.PostcodeSignature) = (postcode.Exact, postcode.Sector, postcode.District, postcode.Signature);
            }
        }
    }

    /// <summary>A column of codes; null where nobody has one.</summary>
    private static int[]? Codes(ulong[] tokens, TokenDictionary numbers, bool isLeft)
        => !tokens.AsSpan().ContainsAnyExcept(0UL) ? null : isLeft ? Array.ConvertAll(tokens, numbers.Add) : Array.ConvertAll(tokens, numbers.Find);
}

/// <summary>Encoded people: a row each; UPN and NINO as columns, null where nobody has one; and the signatures of dates by value.</summary>
internal sealed record PersonColumns(PersonRow[] Rows, int[]? Upn, int[]? Nino, DateSignature[] DateSignatures)
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
