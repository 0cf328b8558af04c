namespace TfPipeline.Core.Intake;

/// <summary>
/// A hash table by 64-bit hashes that grows a page at a time (extendible hashing): a full page splits in two and none is thrown
/// away, so memory follows the number of entries. 56 bits of a hash are kept, seven bytes an entry; two different values meet
/// once in some 10^4 files of two million rows, and then cost a finding that the council can see to be wrong.
/// </summary>
/// <typeparam name="TValue">What is kept for each hash.</typeparam>
internal sealed class PagedTable<TValue>
    where TValue : struct
{
    private const int MostBits = 16;
    private const double MaxLoad = 0.92;

    private readonly bool _withValues;
    private HashPage<TValue>[] _directory;
    private int _bits;

    /// <param name="withValues">False keeps hashes alone.</param>
    public PagedTable(bool withValues)
    {
        _withValues = withValues;
        _directory = [new HashPage<TValue>(0, HashPage<TValue>.FirstSize, withValues)];
    }

    /// <summary>Enters a hash; false where it was there.</summary>
    public bool Add(ulong hash)
    {
        var (page, at, existed) = Locate(HashPage<TValue>.Stored(hash));
        if (!existed)
            page.Put(at, HashPage<TValue>.Stored(hash));
        return !existed;
    }

    /// <summary>The value of a hash, entered by this call where <paramref name="existed"/> is false.</summary>
    public ref TValue GetOrAdd(ulong hash, out bool existed)
    {
        (var page, var at, existed) = Locate(HashPage<TValue>.Stored(hash));
        if (!existed)
            page.Put(at, HashPage<TValue>.Stored(hash));
        return ref page.Values[at];
    }

    /// <summary>True when the hash is there.</summary>
    public bool Contains(ulong hash)
    {
        var stored = HashPage<TValue>.Stored(hash);
        var page = _directory[Index(stored)];
        return page.Holds(page.Find(stored));
    }

    /// <summary>All values, in no order.</summary>
    public IEnumerable<TValue> Values()
        => _directory.Distinct().SelectMany(page => Enumerable.Range(0, page.Size).Where(page.Holds).Select(at => page.Values[at]));

    private (HashPage<TValue> Page, int At, bool Existed) Locate(ulong stored)
    {
        while (true)
        {
            var page = _directory[Index(stored)];
            var at = page.Find(stored);
            if (page.Holds(at))
                return (page, at, true);
            if (page.Count < page.Size * MaxLoad)
                return (page, at, false);
            Split(page, stored);
        }
    }

    private int Index(ulong stored) => _bits == 0 ? 0 : (int)(stored >> (HashPage<TValue>.StoredBits - _bits));

    private void Split(HashPage<TValue> full, ulong stored)
    {
        if (full.Bits < MostBits && full.Bits == _bits)
        {
            _directory = [.. _directory.SelectMany(page => new[] { page, page })];
            _bits++;
        }

        var width = 1 << (_bits - full.Bits);
        var first = Index(stored) & ~(width - 1);
        if (full.Bits == MostBits)
        {
            // More pages would make the directory larger than what it saves.
            Array.Fill(_directory, full.Doubled(_withValues), first, width);
            return;
        }

        Array.Fill(_directory, full.SplitUpper(_withValues), first + (width / 2), width / 2);
    }
}
