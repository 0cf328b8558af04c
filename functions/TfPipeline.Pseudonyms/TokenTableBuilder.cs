using System.Globalization;
using TfPipeline.Identifiers;

namespace TfPipeline.Pseudonyms;

/// <summary>Collects batches into one <see cref="TokenTable"/>; each distinct value is normalised and tokenised once.</summary>
public sealed class TokenTableBuilder
{
    // One letter per key domain: equal text in two domains gives unrelated tokens.
    private const char NameTag = 'N', PhoneticTag = 'S', InitialTag = 'I', RootTag = 'R', NameEditTag = 'n';
    private const char DateTag = 'D', YearTag = 'Y', MonthTag = 'M', DayTag = 'A', DateEditTag = 'd';
    private const char PostcodeTag = 'P', SectorTag = 'E', DistrictTag = 'O', PostcodeEditTag = 'p';
    private const char SexTag = 'X', UpnTag = 'U', NinoTag = 'K';

    private const int LongestPostcode = 12;

    private readonly bool _edits;
    private readonly ValueTableBuilder _names;
    private readonly ValueTableBuilder _dates;
    private readonly ValueTableBuilder _postcodes;
    private readonly ValueTableBuilder _codes;
    private readonly Dictionary<string, int> _nameIndex = new(StringComparer.Ordinal);
    private readonly RawNames _rawForenames = new();
    private readonly RawNames _rawSurnames = new();
    private readonly DateIndex _dateIndex = new();
    private readonly TokenDictionary _postcodeIndex = new();
    private readonly List<int> _forename = [];
    private readonly List<int> _surname = [];
    private readonly List<int> _birthDate = [];
    private readonly List<int> _postcode = [];
    private readonly List<int> _sex = [];
    private readonly List<int> _upn = [];
    private readonly List<int> _nino = [];
    private readonly int[] _sexIndex = [-1, -1];

    internal TokenTableBuilder(Cmac mac, TokenSet set)
    {
        _edits = set == TokenSet.Full;
        _names = new ValueTableBuilder(mac, NameToken.Count);
        _dates = new ValueTableBuilder(mac, DateToken.Count);
        _postcodes = new ValueTableBuilder(mac, PostcodeToken.Count);
        _codes = new ValueTableBuilder(mac, 1);
    }

    /// <summary>People so far.</summary>
    public int Count => _forename.Count;

    /// <summary>Distinct values that are kept so that each is tokenised once.</summary>
    public int KeptValues => _names.Values + _dates.Values + _postcodes.Values;

    /// <summary>Adds the people of a batch behind those that are there.</summary>
    public void Append(IdentifierBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Append(batch, 0, batch.Count);
    }

    /// <summary>Adds some people of a batch behind those that are there.</summary>
    public void Append(IdentifierBatch batch, int from, int to)
    {
        batch.Validate();
        for (var i = from; i < to; i++)
        {
            var person = new PersonText
            {
                Forename = batch.Forename?[i],
                Surname = batch.Surname?[i],
                Sex = batch.Sex?[i],
                DateOfBirth = batch.DateOfBirthText?[i],
                Postcode = batch.Postcode?[i],
                Upn = batch.Upn?[i],
                Nino = batch.Nino?[i],
            };
            Append(in person, batch.DateOfBirth is { } dates ? BirthDates.Digits(dates[i]) : BirthDates.DigitsOf(person.DateOfBirth));
        }
    }

    /// <summary>Adds one person behind those that are there.</summary>
    public void Append(in PersonText person) => Append(in person, BirthDates.DigitsOf(person.DateOfBirth));

    /// <summary>The table of everybody so far.</summary>
    public TokenTable Build()
    {
        var codes = _codes.Build();
        return new TokenTable(
            _names.Build(), _dates.Build(), _postcodes.Build(), [.. _forename], [.. _surname], [.. _birthDate], [.. _postcode],
            Codes(codes, _sex), Codes(codes, _upn), Codes(codes, _nino));
    }

    /// <summary>The table of everybody since the last call. Values that come again are not tokenised again; the tables share them.</summary>
    public TokenTable Take()
    {
        var table = Build();
        foreach (var column in new[] { _forename, _surname, _birthDate, _postcode, _sex, _upn, _nino })
            column.Clear();
        _codes.Clear();
        Array.Fill(_sexIndex, -1);
        return table;
    }

    /// <summary>
    /// Forgets the postcodes kept so far: unlike names and dates they rarely recur, and keeping them would need unlimited memory. The postcodes of
    /// tables that were taken before must not be used any more.
    /// </summary>
    public void ForgetPostcodes()
    {
        _postcodes.Clear();
        _postcodeIndex.Clear();
    }

    private void Append(in PersonText person, int birthDate)
    {
        _forename.Add(NameValue(person.Forename, _rawForenames, isSurname: false));
        _surname.Add(NameValue(person.Surname, _rawSurnames, isSurname: true));
        _birthDate.Add(DateValue(birthDate));
        _postcode.Add(PostcodeValue(person.Postcode));
        _sex.Add(SexValue(SexText.Parse(person.Sex)));
        _upn.Add(!person.Upn.IsEmpty && Upn.TryParse(person.Upn.ToString(), out var upn) ? CodeValue(UpnTag, upn.Value) : -1);
        _nino.Add(!person.Nino.IsEmpty && Nino.TryParse(person.Nino.ToString(), out var nino) && !nino.IsAdministrative ? CodeValue(NinoTag, nino.Value) : -1);
    }

    private static ulong[] Codes(ValueTable codes, List<int> column)
    {
        var tokens = new ulong[column.Count];
        for (var i = 0; i < tokens.Length; i++)
            tokens[i] = column[i] < 0 ? 0 : codes.Token(column[i], 0);
        return tokens;
    }

    private int NameValue(ReadOnlySpan<char> raw, RawNames known, bool isSurname)
    {
        if (raw.IsEmpty)
            return -1;
        if (known.TryGet(raw, out var value))
            return value;
        var text = raw.ToString();
        var words = isSurname ? NameNormaliser.Surname(text) : NameNormaliser.Forename(text);
        if (words.Length == 0)
            value = -1;
        else if (!_nameIndex.TryGetValue(words, out value))
            _nameIndex.Add(words, value = AddName(words));
        known.Add(raw, value);
        return value;
    }

    private int AddName(string words)
    {
        var first = words.IndexOf(' ', StringComparison.Ordinal);
        var joined = first < 0 ? words : words.Replace(" ", string.Empty, StringComparison.Ordinal);
        _names.Add(NameTag, joined);
        _names.Add(PhoneticTag, Soundex.Encode(joined));
        _names.Add(InitialTag, joined.AsSpan(0, 1));
        _names.Add(NameTag, first < 0 ? [] : words.AsSpan(0, first));
        _names.Add(NameTag, first < 0 ? [] : words.AsSpan(words.LastIndexOf(' ') + 1));
        var roots = Nicknames.Roots(first < 0 ? words : words[..first]);
        for (var k = 0; k < NameToken.Roots; k++)
            _names.Add(RootTag, k < roots.Count ? roots[k] : []);
        _names.Add(InitialTag, joined.Length == 1 ? joined : []);
        if (_edits)
            _names.AddEdits(NameEditTag, joined);
        return _names.EndValue();
    }

    private int DateValue(int digits)
    {
        if (digits == 0)
            return -1;
        if (_dateIndex.TryGet(digits, out var value))
            return value;
        Span<char> text = stackalloc char[8];
        digits.TryFormat(text, out _, "00000000", CultureInfo.InvariantCulture);
        Span<char> exchanged = [text[0], text[1], text[2], text[3], text[6], text[7], text[4], text[5]];
        var canExchange = digits % 100 is >= 1 and <= 12 && !exchanged.SequenceEqual(text);
        _dates.Add(DateTag, text);
        _dates.Add(YearTag, text[..4]);
        _dates.Add(MonthTag, text[4..6]);
        _dates.Add(DayTag, text[6..]);
        _dates.Add(DateTag, canExchange ? exchanged : []);
        if (_edits)
            DateEdits.Add(_dates, DateEditTag, text);
        _dateIndex.Add(digits, value = _dates.EndValue());
        return value;
    }

    /// <summary>Nearly every postcode of a file is a new one, so none is kept as text.</summary>
    private int PostcodeValue(ReadOnlySpan<char> raw)
    {
        Span<char> buffer = stackalloc char[LongestPostcode];
        if (Alphanumeric.Upper(raw, buffer) is var length && length is < 3 or > LongestPostcode)
            return -1;
        var code = buffer[..length];
        var isUk = Postcode.IsWellFormed(code);
        if (isUk && Postcode.IsPlaceholderCode(code))
            return -1;
        // Without edit tokens one that comes again is made again sooner than it is found.
        var number = _edits ? _postcodeIndex.Add(Packed(code)) : _postcodes.Values + 1;
        if (number > _postcodes.Values)
            AddPostcode(code, code.Length - (isUk ? 2 : 1), code.Length - (isUk ? 3 : 2));
        return number - 1;
    }

    /// <summary>One number for one code: 37 to the twelfth is less than 2 to the 64th.</summary>
    private static ulong Packed(ReadOnlySpan<char> code)
    {
        var packed = 0UL;
        foreach (var c in code)
            packed = (packed * 37) + (ulong)(c <= '9' ? c - '0' + 1 : c - 'A' + 11);
        return TokenDictionary.Mixed(packed);
    }

    private void AddPostcode(ReadOnlySpan<char> code, int sector, int district)
    {
        if (code.Length <= ShortText.Longest)
        {
            var text = ShortText.Of(code);
            _postcodes.Add(PostcodeTag, text);
            _postcodes.Add(SectorTag, text.First(sector));
            _postcodes.Add(DistrictTag, text.First(district));
        }
        else
        {
            _postcodes.Add(PostcodeTag, code);
            _postcodes.Add(SectorTag, code[..sector]);
            _postcodes.Add(DistrictTag, code[..district]);
        }

        if (_edits)
            _postcodes.AddEdits(PostcodeEditTag, code);
        _postcodes.EndValue();
    }

    private int SexValue(Sex sex)
    {
        if (sex == Sex.NotKnown)
            return -1;
        ref var value = ref _sexIndex[sex == Sex.Male ? 0 : 1];
        if (value < 0)
            value = CodeValue(SexTag, sex.Code());
        return value;
    }

    private int CodeValue(char tag, ReadOnlySpan<char> value)
    {
        _codes.Add(tag, value);
        return _codes.EndValue();
    }
}
