using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// What joining and comparing people need of each value of a table, in numbers of the left side. It grows with a table that grows, so that each
/// value is translated once.
/// </summary>
internal sealed class ValueNumbers
{
    private const int PieceValues = 1 << 14;
    private const int TouchedAtOnce = 64;

    private NameNumbers[] _names = [];
    private DateNumbers[] _dates = [];
    private PostcodeNumbers[] _postcodes = [];
    private DatePrint[] _datePrints = [];
    private int _nameCount, _dateCount, _postcodeCount;
    private PersonRow[] _rows = [];

    /// <summary>See <see cref="DatePrint"/>, by value; there may be more than values.</summary>
    public DatePrint[] DatePrints => _datePrints;

    public ref readonly NameNumbers Name(int value) => ref _names[value];

    public ref readonly DateNumbers Date(int value) => ref _dates[value];

    public ref readonly PostcodeNumbers Postcode(int value) => ref _postcodes[value];

    /// <summary>Translates the values that are new since the last call.</summary>
    /// <param name="table">The table of the last call with more values behind, unless it is the first.</param>
    /// <param name="left">The left side.</param>
    /// <param name="isLeft">True when the table is the left side's own, whose tokens get numbers.</param>
    /// <param name="threads">Workers.</param>
    public void Extend(TokenTable table, LeftNumbers left, bool isLeft, int threads)
    {
        var prints = _dateCount;
        Extend(ref _datePrints, ref prints, table.Dates, DatePrint.Of, threads);
        // Numbers are given in order; looking them up has none.
        threads = isLeft ? 1 : threads;
        Extend(ref _names, ref _nameCount, table.Names, (values, v) => left.Name(values, v, isLeft), threads);
        Extend(ref _dates, ref _dateCount, table.Dates, (values, v) => left.Date(values, v, isLeft), threads);
        Extend(ref _postcodes, ref _postcodeCount, table.Postcodes, (values, v) =>
        {
            // One by one they would wait for each place of a large table.
            if (v % TouchedAtOnce == 0 && !isLeft)
                left.Touch(values, v, Math.Min(values.Count, v + TouchedAtOnce));
            return left.Postcode(values, v, isLeft);
        }, threads);
    }

    /// <summary>Empty rows, the same again where as many are asked for as before.</summary>
    public PersonRow[] Rows(int count)
    {
        if (_rows.Length == count)
            Array.Clear(_rows);
        else
            _rows = new PersonRow[count];
        return _rows;
    }

    /// <summary>For a table that begins anew with its postcodes.</summary>
    public void ForgetPostcodes() => _postcodeCount = 0;

    private static void Extend<T>(ref T[] numbers, ref int count, ValueTable values, Func<ValueTable, int, T> of, int threads)
    {
        if (numbers.Length < values.Count)
            Array.Resize(ref numbers, count == 0 ? values.Count : Math.Max(values.Count, 2 * numbers.Length));
        var (room, first) = (numbers, count);
        Workers.Run(values.Count - first, PieceValues, threads, (from, to) =>
        {
            for (var v = first + from; v < first + to; v++)
                room[v] = of(values, v);
        });
        count = values.Count;
    }
}

/// <summary>Numbers of a name's tokens.</summary>
internal readonly record struct NameNumbers(int Exact, int Sound, sbyte Initial, bool IsInitial);

/// <summary>Numbers of a date's tokens.</summary>
internal readonly record struct DateNumbers(int Exact, short Year, sbyte Month, sbyte Day);

/// <summary>Numbers of a postcode's tokens, and its <see cref="PostcodePrint"/>.</summary>
internal readonly record struct PostcodeNumbers(int Exact, int Sector, int District, ulong Print);
