using TfPipeline.Pseudonyms;
using TfPipeline.Identifiers;

namespace TfPipeline.Linkage;

/// <summary>
/// Tokens and encodings of records that come batch by batch, for one worker. Names and dates recur, so each is tokenised, encoded and compared
/// with similar names once.
/// </summary>
internal sealed class RecordTokens(CohortEncoding left, KeyRing ring, TokenSet set) : IDisposable
{
    /// <summary>Records in a slice: the data of so many stay in the cache.</summary>
    public const int SliceRows = 1 << 15;

    // Limit of distinct values, after which the caches are emptied, so that memory stays bounded.
    private const int MostValues = 400_000;

    private readonly Tokeniser _tokeniser = new(ring, set);
    private TokenTableBuilder? _builder;
    private EncodedValues _values = new();
    private SimilarNames _similarNames = new(left.Left.Names.Count);

    /// <summary>The records of a batch in slices that fit into the cache. A slice is valid until the next one.</summary>
    /// <param name="batch">The records.</param>
    /// <param name="rows">Most records of a slice.</param>
    public IEnumerable<RecordSlice> Slices(IdentifierBatch batch, int rows = SliceRows)
    {
        for (var from = 0; from < batch.Count; from += rows)
        {
            var builder = Builder();
            builder.Append(batch, from, Math.Min(batch.Count, from + rows));
            var table = builder.Take();
            yield return new RecordSlice(from, table, left.Encode(table, _values));
        }
    }

    /// <summary>Left names similar to those of the current slice.</summary>
    public SimilarNames SimilarNames(TokenTable taken, NameIndex names, int threads)
    {
        names.Extend(_similarNames, taken.Names, threads);
        return _similarNames;
    }

    public void Dispose() => _tokeniser.Dispose();

    private TokenTableBuilder Builder()
    {
        if (_builder is null || _builder.KeptValues > MostValues)
        {
            (_values, _similarNames) = (new EncodedValues(), new SimilarNames(left.Left.Names.Count));
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
