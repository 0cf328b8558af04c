using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Tokens and numbers of records that come batch by batch, for one worker. Names and dates come again and again: each is tokenised, translated
/// and looked for among similar names once.
/// </summary>
internal sealed class RecordTokens(LeftNumbers left, KeyRing ring, TokenSet set) : IDisposable
{
    // From then on it begins anew, whatever a source may hold.
    private const int MostValues = 400_000;

    private readonly Tokeniser _tokeniser = new(ring, set);
    private TokenTableBuilder? _builder;
    private ValueNumbers _values = new();
    private NameNeighbours _neighbours = new();

    /// <summary>Records since the last call of <see cref="Take"/>.</summary>
    public int Count => _builder?.Count ?? 0;

    public void Append(IdentifierBatch batch)
    {
        if (Count == 0 && _builder is not null)
        {
            _builder.ForgetPostcodes();
            _values.ForgetPostcodes();
            if (_builder.KeptValues > MostValues)
                (_builder, _values, _neighbours) = (null, new ValueNumbers(), new NameNeighbours());
        }

        _builder ??= _tokeniser.Builder();
        _builder.Append(batch);
    }

    /// <summary>The records since the last call. They are good until the next batch is added.</summary>
    public (TokenTable Table, PersonColumns Rows) Take()
    {
        var table = (_builder ?? _tokeniser.Builder()).Take();
        return (table, left.Of(table, _values));
    }

    /// <summary>Left names that are like those of a table that was just taken.</summary>
    public NameNeighbours Neighbours(TokenTable taken, NameIndex names, int threads)
    {
        names.Extend(_neighbours, taken.Names, threads);
        return _neighbours;
    }

    public void Dispose() => _tokeniser.Dispose();
}
