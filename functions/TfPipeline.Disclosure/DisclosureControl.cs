namespace TfPipeline.Disclosure;

/// <summary>
/// The sole release gate: a pure, deterministic function without storage. The release writer accepts only what it returns.
/// </summary>
public static class DisclosureControl
{
    /// <summary>
    /// Applies a policy to everything that is proposed for one release. Outputs of a kind without a rule are left out with the
    /// verdict <see cref="DisclosureVerdict.Review"/>; a linked part of a table that cannot be protected is withheld whole.
    /// </summary>
    /// <param name="outputs">Everything of the release at once: two calls could not protect against comparing their results.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="history">Who is counted, and the ledger of everything that left before; null where nothing ever will be compared.</param>
    /// <exception cref="DisclosurePolicyException">The policy breaks one of its own rules.</exception>
    /// <exception cref="ArgumentException">Counts do not add up, two outputs share a name, or a family spans councils or groups.</exception>
    public static ClearedRelease Apply(IReadOnlyList<ProposedOutput> outputs, DisclosurePolicy policy, ReleaseHistory? history = null)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(policy);
        if (outputs.DistinctBy(o => o.Name, StringComparer.Ordinal).Count() != outputs.Count)
            throw new ArgumentException("Two outputs share a name.", nameof(outputs));
        return ClearedRelease.Clear(outputs, policy.Validated(), history);
    }
}
