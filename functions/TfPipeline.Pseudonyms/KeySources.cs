namespace TfPipeline.Pseudonyms;

/// <summary>Where a ring's keys come from.</summary>
/// <param name="Root">The root key.</param>
/// <param name="OptOuts">The secret of opt-outs, or null where the root key serves for both.</param>
public sealed record KeySources(IRootKeySource Root, IRootKeySource? OptOuts = null)
{
    /// <summary>Fetches the keys; the caller disposes the ring.</summary>
    public async Task<KeyRing> OpenAsync(CancellationToken cancellationToken = default)
    {
        using var root = await Root.GetAsync(cancellationToken);
        if (OptOuts is null)
            return new KeyRing(root);
        using var optOuts = await OptOuts.GetAsync(cancellationToken);
        return new KeyRing(root, optOuts);
    }
}
