using TfPipeline.Azure.Storage;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Decisions;

/// <summary>Every case of a decision, on a folder.</summary>
[Trait("tier", "unit")]
public sealed class FolderDecisionTests : DecisionTests, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override Task<IPipelineStorage> OpenAsync() => Task.FromResult<IPipelineStorage>(new FolderStorage(folder.Path));
}

/// <summary>The same on Azurite.</summary>
[Trait("tier", "integration")]
public sealed class AzuriteDecisionTests : DecisionTests
{
    protected override async Task<IPipelineStorage> OpenAsync() => AzureBlobStorage.ForConnectionString(await Azurite.NewAccountAsync());
}

/// <summary>What comes of a decision. The maker has the rights of the release role and no more.</summary>
public abstract partial class DecisionTests
{
    [Fact]
    public async Task An_approval_publishes_the_proposals_bytes_and_moves_the_pointer()
    {
        var hash = await ProposeAsync("spring");
        var outcome = await DecideAsync("checker", Approval("spring", hash));
        Assert.Equal((DecisionResult.Published, false), (outcome.Result, outcome.SelfApproved));
        Assert.Equal("figures of spring", await TextAsync(PipelineContainer.Analytics, "spring/report.html"));
        Assert.Equal("summary of spring", await TextAsync(PipelineContainer.Summaries, "E08000001/summary.html"));
        Assert.NotNull(await TextAsync(PipelineContainer.Audit, "disclosure/spring.json"));
        Assert.Null(await TextAsync(PipelineContainer.Analytics, "spring/review.html"));
        Assert.Equal("spring", await LatestAsync());
        Assert.Equal(ReleaseState.Published, await StateAsync("spring"));
    }

    [Fact]
    public async Task Approving_twice_is_a_no_op_that_says_so()
    {
        var hash = await ProposeAsync("spring");
        await DecideAsync("checker", Approval("spring", hash));
        var before = (await new ReleaseRegister(storage).ReadAsync("spring")).Events.Count;
        Assert.Equal(DecisionResult.AlreadyApproved, (await DecideAsync("other.checker", Approval("spring", hash))).Result);
        Assert.Equal(DecisionResult.AlreadyApproved, (await DecideAsync("checker", Approval("spring", hash))).Result);
        Assert.Equal(before, (await new ReleaseRegister(storage).ReadAsync("spring")).Events.Count);
    }

    [Fact]
    public async Task The_same_blob_told_about_again_gives_the_recorded_outcome()
    {
        var hash = await ProposeAsync("spring");
        var first = await DecideAsync("checker", Approval("spring", hash));
        time.Move(time.GetUtcNow().AddHours(1));
        Assert.Equal(first, await Maker().DecideAsync("checker/spring.json"));
    }

    [Fact]
    public async Task Of_an_approval_and_a_rejection_that_race_one_wins_and_both_are_recorded()
    {
        for (var round = 0; round < 5; round++)
        {
            var release = $"race-{round}";
            var hash = await ProposeAsync(release);
            var approval = await WriteAsync("one", Approval(release, hash));
            var rejection = await WriteAsync("two", new ReleaseDecision(release, DecisionKind.Reject, time.GetUtcNow()) { ProposalHash = hash, Reason = "no" });
            var outcomes = await Task.WhenAll(Task.Run(() => Maker().DecideAsync(approval)), Task.Run(() => Maker().DecideAsync(rejection)));
            var isApproved = outcomes[0]!.Result == DecisionResult.Published;
            Assert.Equal(isApproved ? DecisionRefusal.WasApproved : null, outcomes[1]!.Refusal);
            Assert.Equal(isApproved ? null : DecisionRefusal.WasRejected, outcomes[0]!.Refusal);
            Assert.Equal(isApproved ? ReleaseState.Published : ReleaseState.Rejected, await StateAsync(release));
            Assert.Equal(isApproved, await TextAsync(PipelineContainer.Analytics, $"{release}/{Sums}") is not null);
            Assert.Empty((await Maker().OpenAsync()).Open);
        }
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("added")]
    [InlineData("missing")]
    [InlineData("review")]
    public async Task A_proposal_that_changed_after_it_was_read_is_refused_and_nothing_is_published(string how)
    {
        var hash = await ProposeAsync("spring");
        var proposals = storage[PipelineContainer.Proposals];
        await (how switch
        {
            "changed" => PutAsync(PipelineContainer.Proposals, "spring/release/report.html", "other figures"),
            "added" => PutAsync(PipelineContainer.Proposals, "spring/release/more.csv", "x"),
            "review" => PutAsync(PipelineContainer.Proposals, "spring/review.html", "all is well"),
            _ => proposals.DeleteAsync("spring/release/report.html"),
        });
        Assert.Equal(DecisionRefusal.ProposalChanged, (await DecideAsync("checker", Approval("spring", hash))).Refusal);
        Assert.Null(await TextAsync(PipelineContainer.Analytics, "spring/report.html"));
        Assert.Equal(ReleaseState.Proposed, await StateAsync("spring"));
    }

    [Fact]
    public async Task An_approval_of_other_bytes_or_from_before_the_proposal_is_refused()
    {
        var hash = await ProposeAsync("spring");
        Assert.Equal(DecisionRefusal.OtherProposal, (await DecideAsync("checker", Approval("spring", new string('0', 64)))).Refusal);
        Assert.Equal(DecisionRefusal.OlderThanProposal, (await DecideAsync("checker", Approval("spring", hash) with { At = time.GetUtcNow().AddSeconds(-1) })).Refusal);
        Assert.Equal(DecisionRefusal.Unknown, (await DecideAsync("checker", Approval("autumn", hash))).Refusal);
    }

    [Theory]
    [InlineData(false, false, false, DecisionRefusal.SelfApproval)]
    [InlineData(false, true, false, DecisionRefusal.SelfApproval)]
    [InlineData(true, false, false, DecisionRefusal.SelfApproval)]
    [InlineData(true, true, false, null)]
    [InlineData(false, false, true, DecisionRefusal.SelfApproval)]
    public async Task Who_asked_for_the_run_cannot_approve_unless_the_data_are_synthetic_and_it_is_allowed(bool isSynthetic, bool isAllowed, bool byAccount, DecisionRefusal? refusal)
    {
        var hash = await ProposeAsync("spring", isSynthetic: isSynthetic);
        await new RunAskers(storage).AskAsync(byAccount ? "somebody" : "one", new RunAskedFor("spring", time.GetUtcNow()) { Account = "desk" });
        var outcome = await DecideAsync("one", Approval("spring", hash) with { AllowSelfApproval = isAllowed, Account = byAccount ? "desk" : null });
        Assert.Equal(refusal, outcome.Refusal);
        Assert.Equal(refusal is null, outcome.SelfApproved);
        Assert.Equal(refusal is null ? DecisionResult.AlreadyApproved : DecisionResult.Published, (await DecideAsync("two", Approval("spring", hash))).Result);
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_still_says_who_asked()
    {
        var hash = await ProposeAsync("spring");
        await PutAsync(PipelineContainer.Requests, "one/spring.json", "not JSON");
        Assert.Equal(DecisionRefusal.SelfApproval, (await DecideAsync("one", Approval("spring", hash))).Refusal);
    }

    [Fact]
    public async Task A_proposal_expires_after_its_days_which_is_recorded_and_may_be_proposed_again()
    {
        var hash = await ProposeAsync("spring");
        time.Move(time.GetUtcNow().AddDays(27));
        var watch = new ProposalWatch(Scoped(), time);
        Assert.Equal(new ProposalsSeen(1, 27, 0), await watch.LookAsync());
        time.Move(time.GetUtcNow().AddDays(1));
        Assert.Equal(new ProposalsSeen(0, 0, 1), await watch.LookAsync());
        Assert.Equal(ReleaseState.Expired, await StateAsync("spring"));
        Assert.Equal(DecisionRefusal.HasExpired, (await DecideAsync("checker", Approval("spring", hash))).Refusal);
        var again = await ProposeAsync("spring");
        Assert.Equal(DecisionResult.Published, (await DecideAsync("checker", Approval("spring", again))).Result);
    }

    [Fact]
    public async Task A_decision_that_comes_too_late_records_the_expiry_itself()
    {
        var hash = await ProposeAsync("spring");
        time.Move(time.GetUtcNow().AddDays(28));
        Assert.Equal(DecisionRefusal.HasExpired, (await DecideAsync("checker", Approval("spring", hash))).Refusal);
        Assert.Equal(ReleaseState.Expired, await StateAsync("spring"));
    }

    [Fact]
    public async Task A_withdrawal_puts_a_page_with_date_and_reason_in_the_releases_place_and_moves_the_pointer_back()
    {
        foreach (var release in new[] { "spring", "summer" })
        {
            await DecideAsync("checker", Approval(release, await ProposeAsync(release)));
            time.Move(time.GetUtcNow().AddDays(1));
        }

        Assert.Equal("summer", await LatestAsync());
        Assert.Equal(DecisionResult.Withdrawn, (await DecideAsync("checker", Withdrawal("summer", "wrong year & place"))).Result);
        Assert.Equal("spring", await LatestAsync());
        var page = await TextAsync(PipelineContainer.Analytics, "summer/report.html");
        Assert.Contains("2026-01-07", page, StringComparison.Ordinal);
        Assert.Contains("wrong year &amp; place", page, StringComparison.Ordinal);
        await foreach (var blob in storage[PipelineContainer.Analytics].ListAsync("summer/"))
            Assert.DoesNotContain("figures", await TextAsync(PipelineContainer.Analytics, blob.Name), StringComparison.Ordinal);
        Assert.Equal("summary of spring", await TextAsync(PipelineContainer.Summaries, "E08000001/summary.html"));

        Assert.Equal(DecisionResult.AlreadyWithdrawn, (await DecideAsync("other", Withdrawal("summer", "me too"))).Result);
        Assert.Equal(DecisionResult.Withdrawn, (await DecideAsync("other", Withdrawal("spring", "also wrong"))).Result);
        Assert.Null(await LatestAsync());
        Assert.Contains("also wrong", await TextAsync(PipelineContainer.Summaries, "E08000001/summary.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_needs_a_reason_and_a_published_release()
    {
        await ProposeAsync("spring");
        Assert.Equal(DecisionRefusal.NotPublished, (await DecideAsync("checker", Withdrawal("spring", "early"))).Refusal);
        Assert.Equal(DecisionRefusal.Unknown, (await DecideAsync("checker", Withdrawal("autumn", "early"))).Refusal);
        Assert.Equal(DecisionRefusal.NotADecision, (await DecideAsync("checker", new ReleaseDecision("spring", DecisionKind.Withdraw, time.GetUtcNow()))).Refusal);
    }

    [Theory]
    [InlineData(true, "winter")]
    [InlineData(false, "spring")]
    public async Task A_release_replaced_for_an_error_is_never_the_latest_again(bool isForError, string latest)
    {
        foreach (var release in new[] { "winter", "spring" })
        {
            await DecideAsync("checker", Approval(release, await ProposeAsync(release)));
            time.Move(time.GetUtcNow().AddDays(1));
        }

        var hash = await ProposeAsync("spring-2", revision: ("spring", isForError));
        Assert.Equal(DecisionResult.Published, (await DecideAsync("checker", Approval("spring-2", hash) with { Decision = DecisionKind.Supersede })).Result);
        Assert.Equal("spring-2", await LatestAsync());
        Assert.Equal("spring-2", (await new ReleaseRegister(storage).ReadAsync("spring")).Supersession!.SupersededBy);
        await DecideAsync("checker", Withdrawal("spring-2", "no better"));
        Assert.Equal(latest, await LatestAsync());
    }

    [Fact]
    public async Task Superseding_needs_a_proposal_that_replaces_a_published_release()
    {
        var hash = await ProposeAsync("spring");
        Assert.Equal(DecisionRefusal.ReplacesNothing, (await DecideAsync("checker", Approval("spring", hash) with { Decision = DecisionKind.Supersede })).Refusal);
        var other = await ProposeAsync("summer", revision: ("nothing", true));
        Assert.Equal(DecisionRefusal.ReplacesNothing, (await DecideAsync("checker", Approval("summer", other))).Refusal);
    }

    [Fact]
    public async Task A_name_that_another_run_has_proposed_under_is_taken_before_any_work()
    {
        await ProposeAsync("spring", run: "run-1");
        var writer = new ProposalWriter(Scoped(), Disclosure.DisclosurePolicy.Default, ProposalTerms.Default, time);
        Assert.IsType<ProposalOutcome.NameTaken>(await writer.ClaimAsync("run-2", "spring", again: true));
        Assert.IsType<ProposalOutcome.AlreadyThere>(await writer.ClaimAsync("run-1", "spring", again: false));
        await PutAsync(PipelineContainer.Analytics, "old/SHA256SUMS", "of a version without a register");
        Assert.IsType<ProposalOutcome.NameTaken>(await writer.ClaimAsync("run-2", "old", again: false));
    }

    [Fact]
    public async Task Two_runs_that_claim_one_name_at_once_do_not_both_get_it()
    {
        storage ??= await OpenAsync();
        var claims = await Task.WhenAll(Enumerable.Range(1, 4).Select(run => Task.Run(() =>
            new ProposalWriter(Scoped(), Disclosure.DisclosurePolicy.Default, ProposalTerms.Default, time).ClaimAsync($"run-{run}", "spring", again: false))));
        Assert.Single(claims, claim => claim is null);
        Assert.Equal(3, claims.Count(claim => claim is ProposalOutcome.NameTaken));
    }

    /// <summary>Whatever write it breaks at, the next attempt ends in the same blobs, byte for byte.</summary>
    [Theory]
    [InlineData(DecisionKind.Approve, false)]
    [InlineData(DecisionKind.Approve, true)]
    [InlineData(DecisionKind.Reject, false)]
    [InlineData(DecisionKind.Reject, true)]
    [InlineData(DecisionKind.Withdraw, false)]
    [InlineData(DecisionKind.Withdraw, true)]
    public async Task An_attempt_that_breaks_at_any_write_is_finished_by_the_next(DecisionKind kind, bool afterWrite)
    {
        var whole = await ContentOfAsync(kind, async decision => await Maker().DecideAsync(decision));
        var breaks = 0;
        for (var isBroken = true; isBroken;)
        {
            Assert.Equal(whole, await ContentOfAsync(kind, async decision =>
            {
                var breaking = new BreakingStorage(Scoped(), ++breaks, afterWrite);
                var fault = await Record.ExceptionAsync(() => new DecisionMaker(breaking, time).DecideAsync(decision));
                isBroken = breaking.HasBroken;
                Assert.Equal(isBroken, fault is IOException);
                await Maker().DecideAsync(decision);
            }));
        }

        Assert.True(breaks > 2, $"it wrote only {breaks - 1} times");
    }
}
