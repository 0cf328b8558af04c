using TfPipeline.Core.Release.Decisions;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>
/// Carries out what a checker decided. The blob of the decision is the truth: it is read here, whoever or whatever woke the caller. Of two
/// decisions that race one enters the register first and wins; the other is recorded as refused.
/// </summary>
public sealed class DecisionMaker(IPipelineStorage storage, TimeProvider time)
{
    private readonly ReleaseRegister _register = new(storage);

    private IBlobArea Approvals => storage[PipelineContainer.Approvals];

    /// <summary>
    /// Carries out one decision, or goes on where an attempt broke. The result is recorded once; asked again, the recorded one is returned.
    /// </summary>
    /// <param name="decisionBlob">The blob's name in the approvals area.</param>
    /// <param name="cancellationToken">Stops between steps; another attempt goes on.</param>
    /// <returns>The outcome; null where there is no such blob or its name is not one of a decision.</returns>
    public async Task<DecisionOutcome?> DecideAsync(string decisionBlob, CancellationToken cancellationToken = default)
    {
        if (PersonBlob.TryParse(decisionBlob) is not { } name)
            return null;
        var audit = storage[PipelineContainer.Audit];
        if (await DecisionOutcome.FindAsync(audit, name.Name, cancellationToken) is { } known)
            return known;
        if (await Approvals.FindAsync(name.Name, cancellationToken) is null)
            return null;

        var decision = await SmallJson.ReadAsync<ReleaseDecision>(Approvals, name.Name, cancellationToken);
        var outcome = IsSound(name, decision) ? await CarryOutAsync(name, decision!, cancellationToken) : Refused(DecisionRefusal.NotADecision);
        outcome = outcome with
        {
            Decision = name.Name,
            At = time.GetUtcNow(),
            Release = name.Release,
            By = name.Person,
            Kind = outcome.Refusal == DecisionRefusal.NotADecision ? null : decision!.Decision,
            Account = outcome.Refusal == DecisionRefusal.NotADecision ? null : decision!.Account,
            Reason = outcome.Refusal == DecisionRefusal.NotADecision ? null : decision!.Reason,
            ProposalHash = outcome.Refusal == DecisionRefusal.NotADecision ? null : decision!.ProposalHash,
        };
        return await outcome.WriteAsync(audit, cancellationToken) == WriteOutcome.Written
            ? outcome
            : await DecisionOutcome.FindAsync(audit, name.Name, cancellationToken);
    }

    /// <summary>Decisions without a recorded outcome, in the order of their names, and how many blobs are no decisions by their names.</summary>
    public async Task<(IReadOnlyList<PersonBlob> Open, int Strange)> OpenAsync(CancellationToken cancellationToken = default)
    {
        var open = new List<PersonBlob>();
        var strange = 0;
        await foreach (var blob in Approvals.ListAsync(string.Empty, cancellationToken))
        {
            if (PersonBlob.TryParse(blob.Name) is not { } name)
                strange++;
            else if (await storage[PipelineContainer.Audit].FindAsync(DecisionOutcome.BlobOf(name.Name), cancellationToken) is null)
                open.Add(name);
        }

        return (open, strange);
    }

    private static bool IsSound(PersonBlob name, ReleaseDecision? decision) =>
        decision is not null
        && decision.Release == name.Release
        && Enum.IsDefined(decision.Decision)
        && ReleaseDecision.IsReason(decision.Reason)
        && (decision.Reason is not null || decision.Decision is DecisionKind.Approve or DecisionKind.Supersede)
        && (decision.Account is null || PersonBlob.IsPerson(decision.Account))
        && (decision.ProposalHash is { Length: 64 } hash ? hash.All(char.IsAsciiHexDigitLower) : decision.ProposalHash is null && decision.Decision == DecisionKind.Withdraw);

    private async Task<DecisionOutcome> CarryOutAsync(PersonBlob name, ReleaseDecision decision, CancellationToken cancellationToken)
    {
        while (true)
        {
            var history = await _register.ReadAsync(name.Release, cancellationToken);
            if (history.IsOverdue(time.GetUtcNow()))
            {
                await _register.TryAddAsync(history, new ReleaseEvent(ReleaseEventKind.Expired, time.GetUtcNow()), cancellationToken);
                continue;
            }

            var outcome = decision.Decision switch
            {
                DecisionKind.Reject => await RejectAsync(name, decision, history, cancellationToken),
                DecisionKind.Withdraw => await WithdrawAsync(name, decision, history, cancellationToken),
                _ => await ApproveAsync(name, decision, history, cancellationToken),
            };
            // Null: another decision came first, and now counts.
            if (outcome is not null)
                return outcome;
        }
    }

    private async Task<DecisionOutcome?> RejectAsync(PersonBlob name, ReleaseDecision decision, ReleaseHistory history, CancellationToken cancellationToken)
    {
        if (history.Last(ReleaseEventKind.Rejected) is { } rejection && (rejection.Decision == name.Name || (history.State == ReleaseState.Rejected && rejection.ProposalHash == decision.ProposalHash)))
            return Done(rejection.Decision == name.Name ? DecisionResult.Rejected : DecisionResult.AlreadyRejected);
        if (history.State is ReleaseState.Approved or ReleaseState.Published)
            return Refused(DecisionRefusal.WasApproved);
        if (WhyNotOpen(decision, history) is { } refusal)
            return Refused(refusal);
        return await _register.TryAddAsync(history, Entry(ReleaseEventKind.Rejected, name, decision), cancellationToken) ? Done(DecisionResult.Rejected) : null;
    }

    private async Task<DecisionOutcome?> ApproveAsync(PersonBlob name, ReleaseDecision decision, ReleaseHistory history, CancellationToken cancellationToken)
    {
        if (history.State is ReleaseState.Approved or ReleaseState.Published or ReleaseState.Withdrawn && history.Last(ReleaseEventKind.Approved) is { } approval)
        {
            if (approval.ProposalHash != decision.ProposalHash)
                return Refused(DecisionRefusal.OtherProposal);
            if (history.State == ReleaseState.Withdrawn && approval.Decision != name.Name)
                return Refused(DecisionRefusal.WasWithdrawn);
            return await PublishAsync(name, history, approval, cancellationToken);
        }

        if (history.Last(ReleaseEventKind.Rejected) is { } spoiled && history.State == ReleaseState.Rejected && spoiled.Decision == name.Name)
            return Refused(DecisionRefusal.ProposalChanged);
        if (WhyNotOpen(decision, history) is { } refusal)
            return Refused(refusal);
        if (await StoredProposal.FindAsync(storage, name.Release, cancellationToken) is not { } proposal || proposal.Hash != decision.ProposalHash || !await proposal.IsWholeAsync(cancellationToken))
            return Refused(DecisionRefusal.ProposalChanged);
        if (await proposal.FactsAsync(cancellationToken) is not { } makeup)
            return Refused(DecisionRefusal.ProposalChanged);
        if (!await MayReplaceAsync(decision, makeup, cancellationToken))
            return Refused(DecisionRefusal.ReplacesNothing);
        var isSelf = await AskedAsync(name, decision, cancellationToken);
        if (isSelf && !(decision.AllowSelfApproval && makeup.Synthetic))
            return Refused(DecisionRefusal.SelfApproval);
        if (await new ReleasePublication(storage, _register, time).IsNameTakenAsync(proposal, cancellationToken))
            return Refused(DecisionRefusal.NameTaken);
        // The loop comes back here as approved, and publishes.
        await _register.TryAddAsync(history, Entry(ReleaseEventKind.Approved, name, decision) with { SelfApproved = isSelf }, cancellationToken);
        return null;
    }

    private async Task<DecisionOutcome?> PublishAsync(PersonBlob name, ReleaseHistory history, ReleaseEvent approval, CancellationToken cancellationToken)
    {
        var publication = new ReleasePublication(storage, _register, time);
        var proposal = await StoredProposal.FindAsync(storage, name.Release, cancellationToken);
        if (history.State == ReleaseState.Approved)
        {
            try
            {
                if (proposal is null || proposal.Hash != approval.ProposalHash)
                    throw new ProposalChangedException();
                await publication.PublishAsync(proposal, approval, cancellationToken);
            }
            catch (ProposalChangedException)
            {
                // Between the approval and the copy. Nothing names what was copied so far; the proposal has to be made and decided again.
                await _register.TryAddAsync(history, new ReleaseEvent(ReleaseEventKind.Rejected, time.GetUtcNow()) { Decision = approval.Decision, ProposalHash = approval.ProposalHash }, cancellationToken);
                return null;
            }
        }

        var makeup = await SmallJson.ReadAsync<ReleaseMakeup>(storage[PipelineContainer.Audit], ReleaseMakeup.BlobOf(name.Release), cancellationToken);
        await publication.FinishAsync(name.Release, approval.By, makeup?.Revision, cancellationToken);
        var isOwn = approval.Decision == name.Name;
        return Done(isOwn ? DecisionResult.Published : DecisionResult.AlreadyApproved) with
        {
            SumsHash = (await _register.ReadAsync(name.Release, cancellationToken)).Publication?.SumsHash,
            SelfApproved = isOwn && approval.SelfApproved,
        };
    }

    private async Task<DecisionOutcome?> WithdrawAsync(PersonBlob name, ReleaseDecision decision, ReleaseHistory history, CancellationToken cancellationToken)
    {
        if (history.State == ReleaseState.Approved && history.Last(ReleaseEventKind.Approved) is { } approval)
        {
            // Finish what was begun: what is half published could not be written over.
            await PublishAsync(name, history, approval, cancellationToken);
            return null;
        }

        if (history.State == ReleaseState.Published && decision.ProposalHash is { } hash && hash != history.Publication!.ProposalHash)
            return Refused(DecisionRefusal.OtherProposal);
        if (history.State == ReleaseState.Published)
        {
            await _register.TryAddAsync(history, Entry(ReleaseEventKind.Withdrawn, name, decision), cancellationToken);
            return null;
        }

        if (history.State != ReleaseState.Withdrawn)
            return Refused(history.State == ReleaseState.Free ? DecisionRefusal.Unknown : DecisionRefusal.NotPublished);
        var latest = await new ReleasePointer(storage).MoveAsync(cancellationToken);
        await new ReleaseTombstone(storage).WriteAsync(history, latest, cancellationToken);
        return Done(history.Last(ReleaseEventKind.Withdrawn)!.Decision == name.Name ? DecisionResult.Withdrawn : DecisionResult.AlreadyWithdrawn);
    }

    // A proposal that replaces a release says so itself, and a person who supersedes must have one before them that does.
    private async Task<bool> MayReplaceAsync(ReleaseDecision decision, ReleaseMakeup makeup, CancellationToken cancellationToken)
    {
        if (makeup.Revision is not { } revision)
            return decision.Decision != DecisionKind.Supersede;
        return (await _register.ReadAsync(revision.Supersedes, cancellationToken)).State is ReleaseState.Published or ReleaseState.Withdrawn;
    }

    private async Task<bool> AskedAsync(PersonBlob name, ReleaseDecision decision, CancellationToken cancellationToken) =>
        (await new RunAskers(storage).OfAsync(name.Release, cancellationToken)).Any(asked =>
            asked.Blob.Person == name.Person || (decision.Account is { } account && asked.Request?.Account == account));

    private static DecisionRefusal? WhyNotOpen(ReleaseDecision decision, ReleaseHistory history) => history.State switch
    {
        ReleaseState.Proposed when history.Proposal!.ProposalHash != decision.ProposalHash => DecisionRefusal.OtherProposal,
        ReleaseState.Proposed when decision.At < history.Proposal!.At => DecisionRefusal.OlderThanProposal,
        ReleaseState.Proposed => null,
        ReleaseState.Rejected => DecisionRefusal.WasRejected,
        ReleaseState.Expired => DecisionRefusal.HasExpired,
        ReleaseState.Withdrawn => DecisionRefusal.WasWithdrawn,
        _ => DecisionRefusal.Unknown,
    };

    private ReleaseEvent Entry(ReleaseEventKind kind, PersonBlob name, ReleaseDecision decision) => new(kind, time.GetUtcNow())
    {
        By = name.Person,
        Reason = decision.Reason,
        Decision = name.Name,
        ProposalHash = decision.ProposalHash,
    };

    // Blob and time are filled in where the outcome is recorded.
    private static DecisionOutcome Done(DecisionResult result) => new(string.Empty, result, default);

    private static DecisionOutcome Refused(DecisionRefusal refusal) => Done(DecisionResult.Refused) with { Refusal = refusal };
}
