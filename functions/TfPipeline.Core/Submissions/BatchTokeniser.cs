using TfPipeline.Intake;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Submissions;

/// <summary>Tokenises batch after batch and remembers values, so that a name that comes again is not tokenised again. One thread at a time.</summary>
internal sealed class BatchTokeniser(KeyRing keys) : IDisposable
{
    // About 60 MB. A file with more distinct values than this has few that come again.
    private const int MostValues = 200_000;

    private readonly Tokeniser _tokeniser = new(keys);
    private readonly EditTokens _forgotten = new();
    private TokenTableBuilder? _builder;

    public TokenTable Tokenise(AcceptedRows batch)
    {
        if (_builder?.KeptValues > MostValues)
            Forget();
        _builder ??= _tokeniser.Builder();
        _builder.Append(batch.ToIdentifiers());
        return _builder.Take();
    }

    /// <summary>The edit tokens of everything so far.</summary>
    public EditTokens Edits()
    {
        if (_builder is not null)
            Forget();
        return _forgotten;
    }

    public void Dispose() => _tokeniser.Dispose();

    private void Forget()
    {
        _forgotten.Add(EditTokens.From(_builder!.Take()));
        _builder = null;
    }
}
