using TfPipeline.Identifiers;

namespace TfPipeline.Pseudonyms;

/// <summary>Which tokens a tokeniser makes.</summary>
public enum TokenSet
{
    /// <summary>Derived tokens and edit tokens: what comparing people needs.</summary>
    Full,

    /// <summary>Derived tokens only: what counting and blocking need.</summary>
    WithoutEdits,
}

/// <summary>
/// Turns identifiers into tokens: AES-256-CMAC of the tagged, normalised value cut to 64 bits. Equal values give equal tokens under
/// one key and unrelated ones under another; a missing value or placeholder gives none. Not safe for use by several threads at once.
/// </summary>
public sealed class Tokeniser : IDisposable
{
    private readonly Cmac _mac;
    private readonly TokenSet _set;

    /// <summary>Derives the token key; the ring may be disposed afterwards.</summary>
    public Tokeniser(KeyRing ring, TokenSet set = TokenSet.Full)
    {
        ArgumentNullException.ThrowIfNull(ring);
        _mac = new Cmac(ring.Derive("linkage-token"));
        _set = set;
    }

    /// <summary>The tokens of one batch.</summary>
    public TokenTable Tokenise(IdentifierBatch batch)
    {
        var builder = Builder();
        builder.Append(batch);
        return builder.Build();
    }

    /// <summary>A table that grows batch by batch, for sources that do not fit in memory as text.</summary>
    public TokenTableBuilder Builder() => new(_mac, _set);

    /// <inheritdoc />
    public void Dispose() => _mac.Dispose();
}
