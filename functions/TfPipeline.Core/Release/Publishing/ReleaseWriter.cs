using TfPipeline.Core.Release.Ledgers;
using TfPipeline.Core.Release.Proposals;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>The way out: from a panel and its evaluation to <c>analytics/{release}/</c> and <c>summaries/{gss}/</c>.</summary>
public static class ReleaseWriter
{
    /// <summary>
    /// Proposes everything, lets disclosure control decide, and publishes what it cleared. The same panel, evaluation, policy and
    /// name always give the same bytes. Publishing again changes nothing, and finishes what a broken attempt left.
    /// </summary>
    /// <param name="panel">The panel.</param>
    /// <param name="evaluation">Its evaluation.</param>
    /// <param name="policy">The disclosure policy.</param>
    /// <param name="releaseName">The release's name, see <see cref="ReleaseName"/>.</param>
    /// <param name="storage">Analytics, Summaries and Audit are written; nothing else is touched.</param>
    /// <param name="ledger">Everything that left before, which the release is compared with and recorded in; null for a release that nothing is compared with.</param>
    /// <param name="cancellationToken">Stops between files; a later attempt finishes.</param>
    /// <returns>Published, already there, or name taken; the last is the only refusal.</returns>
    /// <exception cref="ArgumentException">The name has another form, or panel and evaluation are of different runs.</exception>
    /// <exception cref="DisclosurePolicyException">The policy is not sound.</exception>
    /// <exception cref="LedgerMovedException">Another release was recorded meanwhile; a further attempt is compared with it.</exception>
    public static async Task<ReleaseOutcome> PublishAsync(
        PanelData panel,
        EvaluationResult evaluation,
        DisclosurePolicy policy,
        string releaseName,
        IPipelineStorage storage,
        ReleaseLedger? ledger = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(storage);
        if (panel.Info.RunId != evaluation.RunId)
            throw new ArgumentException("The evaluation was made from another run's panel; estimate again.", nameof(evaluation));
        var name = ReleaseName.Parse(releaseName);
        var history = ledger is null ? null : new ReleaseHistory(PanelRoll.Of(panel), await ledger.BeforeAsync(name.Value, cancellationToken));
        var cleared = DisclosureControl.Apply(ReleaseProposal.Of(panel, evaluation), policy, history);
        if (ledger is not null && !await ledger.RecordAsync(cleared.Entry! with { Release = name.Value }, history!.Earlier.Count, cancellationToken))
            throw new LedgerMovedException();
        return await new ReleaseStore(storage).PublishAsync(new ReleaseContents(cleared, ReleaseFacts.Of(name, panel, evaluation)), cancellationToken);
    }
}
