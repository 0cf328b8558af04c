using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Ledgers;
using TfPipeline.Core.Release.Proposals;
using TfPipeline.Core.Release.Reviews;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Storage;
using DisclosureHistory = TfPipeline.Disclosure.ReleaseHistory;
using ReleaseHistory = TfPipeline.Core.Release.Decisions.ReleaseHistory;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>How long a proposal waits.</summary>
/// <param name="Days">Days after which a proposal that nobody decided about expires.</param>
public sealed record ProposalTerms(int Days)
{
    /// <summary>Four weeks.</summary>
    public static ProposalTerms Default { get; } = new(28);
}

/// <summary>From a panel and its evaluation to <c>proposals/{release}/</c>, where a release waits for a second person.</summary>
public sealed class ProposalWriter(IPipelineStorage storage, DisclosurePolicy policy, ProposalTerms terms, TimeProvider time)
{
    private readonly ReleaseRegister _register = new(storage);

    /// <summary>
    /// Takes the name for a run, or says why it cannot have it, before anything is estimated. A name belongs to the run that claimed it first;
    /// one whose proposal was rejected or has expired may be taken again, by the same run only where it is asked to.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="release">The release's name, see <see cref="ReleaseName"/>.</param>
    /// <param name="again">True to propose again what was rejected or has expired.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Null where the run may go on; else what there is already.</returns>
    public async Task<ProposalOutcome?> ClaimAsync(string run, string release, bool again, CancellationToken cancellationToken = default)
    {
        var name = ReleaseName.Parse(release).Value;
        while (true)
        {
            var history = await _register.ReadAsync(name, cancellationToken);
            var now = time.GetUtcNow();
            if (history.IsOverdue(now))
            {
                await _register.TryAddAsync(history, new ReleaseEvent(ReleaseEventKind.Expired, now), cancellationToken);
                continue;
            }

            if (!history.IsFree)
                return history.Run != run ? new ProposalOutcome.NameTaken(name) : history.State == ReleaseState.Claimed ? null : ThereAlready(history);
            if (history.Run == run && !again && history.State != ReleaseState.Free)
                return new ProposalOutcome.Declined(name, history.State);
            if (history.State == ReleaseState.Free && await storage[PipelineContainer.Analytics].FindAsync($"{name}/{ProposalLayout.Sums}", cancellationToken) is not null)
                return new ProposalOutcome.NameTaken(name);
            if (await _register.TryAddAsync(history, new ReleaseEvent(ReleaseEventKind.Claimed, now) { Run = run, Expires = now.AddDays(terms.Days) }, cancellationToken))
                return null;
        }
    }

    /// <summary>
    /// Proposes everything, lets disclosure control decide, and writes what it cleared. The same panel, evaluation, policy and name always give
    /// the same bytes of a release. Proposing again changes nothing, and finishes what a broken attempt left.
    /// </summary>
    /// <param name="panel">The panel.</param>
    /// <param name="evaluation">Its evaluation.</param>
    /// <param name="releaseName">The release's name, see <see cref="ReleaseName"/>.</param>
    /// <param name="ledger">Everything that left before, which the release is compared with; null for a release that nothing is compared with.</param>
    /// <param name="cancellationToken">Stops between files; a later attempt finishes.</param>
    /// <exception cref="ArgumentException">The name has another form, or panel and evaluation are of different runs.</exception>
    /// <exception cref="DisclosurePolicyException">The policy is not sound.</exception>
    public async Task<ProposalOutcome> ProposeAsync(
        PanelData panel, EvaluationResult evaluation, string releaseName, ReleaseLedger? ledger = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(evaluation);
        if (panel.Info.RunId != evaluation.RunId)
            throw new ArgumentException("The evaluation was made from another run's panel; estimate again.", nameof(evaluation));
        var name = ReleaseName.Parse(releaseName);
        var history = await _register.ReadAsync(name.Value, cancellationToken);
        if (history.State != ReleaseState.Claimed || history.Run != panel.Info.RunId)
            return history.Run == panel.Info.RunId && !history.IsFree ? ThereAlready(history) : new ProposalOutcome.NameTaken(name.Value);

        var revision = await new RunAskers(storage).RevisionOfAsync(name.Value, cancellationToken);
        var before = ledger is null ? null : new DisclosureHistory(PanelRoll.Of(panel), await ledger.BeforeAsync(name.Value, cancellationToken));
        var cleared = DisclosureControl.Apply(ReleaseProposal.Of(panel, evaluation), policy, before);
        var facts = ReleaseFacts.Of(name, panel, evaluation) with { Revision = revision };
        var review = await ReviewInput.ReadAsync(storage, panel, evaluation, facts, cleared, cancellationToken);
        var contents = new ReleaseContents(cleared, facts, review);
        var (proposalHash, sumsHash) = await new ProposalStore(storage).WriteAsync(contents, cancellationToken);
        if (ledger is not null)
            await ledger.StageAsync(cleared.Entry! with { Release = name.Value }, before!.Earlier.Count, proposalHash, cancellationToken);
        var now = time.GetUtcNow();
        var entry = new ReleaseEvent(ReleaseEventKind.Proposed, now)
        {
            Run = panel.Info.RunId,
            ProposalHash = proposalHash,
            SumsHash = sumsHash,
            Expires = now.AddDays(terms.Days),
        };
        // Another attempt of this run may have ended first, with the same bytes.
        if (!await _register.TryAddAsync(history, entry, cancellationToken))
            return ThereAlready(await _register.ReadAsync(name.Value, cancellationToken));
        return new ProposalOutcome.Proposed(name.Value, proposalHash, sumsHash, cleared.Audit.Counts.Sum(c => c.Primary + c.Secondary));
    }

    private static ProposalOutcome.AlreadyThere ThereAlready(ReleaseHistory history) =>
        new(history.Release, history.State, history.Proposal?.ProposalHash ?? string.Empty, history.Proposal?.SumsHash ?? string.Empty);
}
