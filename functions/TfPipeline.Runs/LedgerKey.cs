using TfPipeline.Pseudonyms;

namespace TfPipeline.Runs;

/// <summary>The secret that the release role encrypts its ledger with. It is another than the linkage key, which that role never holds.</summary>
/// <param name="Sources">Where it comes from.</param>
public sealed record LedgerKey(KeySources Sources)
{
    /// <summary>The secret of one machine that holds both roles: that of opt-outs, which outlives a rotation of the root key.</summary>
    public static LedgerKey OnOneMachine(KeySources keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new LedgerKey(new KeySources(keys.OptOuts ?? keys.Root));
    }
}
