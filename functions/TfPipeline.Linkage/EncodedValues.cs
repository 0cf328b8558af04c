using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// The encoded values of a table: names, dates and postcodes in codes of the left side. It grows with its table, so that each value is encoded
/// once.
/// </summary>
internal sealed class EncodedValues
{
    private const int PieceValues = 1 << 14;
    private const int PrefetchedAtOnce = 64;

    private EncodedName[] _names = [];
    private EncodedDate[] _dates = [];
    private EncodedPostcode[] _postcodes = [];
    private DateSignature[] _dateSignatures = [];
    private int _nameCount, _dateCount, _postcodeCount;
    private PersonRow[] _rows = [];

    /// <summary>Signatures of dates, by value. The array may be longer than the number of values.</summary>
    public DateSignature[] DateSignatures => _dateSignatures;

    public ref readonly EncodedName Name(int value) => ref _names[value];

    public ref readonly EncodedDate Date(int value) => ref _dates[value];

    public ref readonly EncodedPostcode Postcode(int value) => ref _postcodes[value];

    /// <summary>Encodes the values that are new since the last call.</summary>
    /// <param name="table">The table of the last call with values appended.</param>
    /// <param name="left">The left side.</param>
    /// <param name="isLeft">True where the table is the left side's own, whose tokens get new codes.</param>
    /// <param name="threads">Workers.</param>
    public void Extend(TokenTable table, CohortEncoding left, bool isLeft, int threads)
    {
        var signatures = _dateCount;
        Extend(ref _dateSignatures, ref signatures, table.Dates, DateSignature.Compute, threads);
        // New codes are given in order, by one thread. Looking codes up needs no order.
        threads = isLeft ? 1 : threads;
        Extend(ref _names, ref _nameCount, table.Names, (values, v) => left.Name(values, v, isLeft), threads);
        Extend(ref _dates, ref _dateCount, table.Dates, (values, v) => left.Date(values, v, isLeft), threads);
        Extend(ref _postcodes, ref _postcodeCount, table.Postcodes, (values, v) =>
        {
            // Without prefetching, each lookup would wait for its slot of a large table.
            if (v % PrefetchedAtOnce == 0 && !isLeft)
                left.Prefetch(values, v, Math.Min(values.Count, v + PrefetchedAtOnce));
            return left.Postcode(values, v, isLeft);
        }, threads);
    }

    /// <summary>Empty rows. The same array is used again where the number has not changed.</summary>
    public PersonRow[] Rows(int count)
    {
        if (_rows.Length == count)
            Array.Clear(_rows);
        else
            _rows = new PersonRow[count];
        return _rows;
    }

    /// <summary>Forgets the postcodes, for a table that does.</summary>
    public void ForgetPostcodes() => _postcodeCount = 0;

    private static void Extend<T>(ref T[] numbers, ref int count, ValueTable values, Func<ValueTable, int, T> of, int threads)
    {
        if (numbers.Length < values.Count)
            Array.Resize(ref numbers, count == 0 ? values.Count : Math.Max(values.Count, 2 * numbers.Length));
        var (target, first) = (numbers, count);
        Workers.Run(values.Count - first, PieceValues, threads, (from, to) =>
        {
            for (var v = first + from; v < first + to; v++)
                target[v] = of(values, v);
        });
        count = values.Count;
    }
}

/// <summary>Numbers of a name's tokens.</summary>
internal readonly record struct EncodedName(int Exact, int Sound, sbyte Initial, bool IsInitial);

/// <summary>Numbers of a date's tokens.</summary>
internal readonly record struct EncodedDate(int Exact, short Year, sbyte Month, sbyte Day);

/// <summary>Numbers of a postcode's tokens, and its <see cref="PostcodeSignature"/>.</summary>
internal readonly record struct EncodedPostcode(int Exact, int Sector, int District, ulong Signature);
