using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Tokens and numbers of records that come batch by batch, for one worker. Names and dates come again and again: each is tokenised, translated
/// and looked for among similar names once.
/// </summary>
internal sealed class RecordTokens(LeftNumbers left, KeyRing ring, TokenSet set) : IDisposable
{
    /// <summary>Records of a slice: what is made of so many stays in the nearer caches.</summary>
    public const int SliceRows = 1 << 15;

    // From then on it begins anew, whatever a source may hold.
    private const int MostValues = 400_000;

    private readonly Tokeniser _tokeniser = new(ring, set);
    private TokenTableBuilder? _builder;
    private ValueNumbers _values = new();
    private NameNeighbours _neighbours = new(left.Left.Names.Count);

    /// <summary>The records of a batch, some at a time so that what is made of them stays in the cache; each slice is good until the next.</summary>
    /// <param name="batch">The records.</param>
    /// <param name="rows">Most records of a slice.</param>
    public IEnumerable<RecordSlice> Slices(IdentifierBatch batch, int rows = SliceRows)
    {
        for (var from = 0; from < batch.Count; from += rows)
        {
            var builder = Builder();
            builder.Append(batch, from, Math.Min(batch.Count, from + rows));
            var table = builder.Take();
            yield return new RecordSlice(from, table, left.Of(table, _values));
        }
    }

    /// <summary>Left names that are like those of a table that was just taken.</summary>
    public NameNeighbours Neighbours(TokenTable taken, NameIndex names, int threads)
    {
        names.Extend(_neighbours, taken.Names, threads);
        return _neighbours;
    }

    public void Dispose() => _tokeniser.Dispose();

    private TokenTableBuilder Builder()
    {
        if (_builder is null || _builder.KeptValues > MostValues)
        {
            (_values, _neighbours) = (new ValueNumbers(), new NameNeighbours(left.Left.Names.Count));
            return _builder = _tokeniser.Builder();
        }

        _builder.ForgetPostcodes();
        _values.ForgetPostcodes();
        return _builder;
    }
}

/// <summary>Some records of a batch.</summary>
/// <param name="From">Number of the first one in the batch.</param>
/// <param name="Table">Their tokens.</param>
/// <param name="Rows">The same in numbers of the left side.</param>
internal readonly record struct RecordSlice(int From, TokenTable Table, PersonColumns Rows);
