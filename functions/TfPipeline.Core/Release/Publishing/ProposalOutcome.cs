using TfPipeline.Core.Release.Decisions;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>What became of an attempt to propose a release.</summary>
public abstract record ProposalOutcome
{
    private ProposalOutcome()
    {
    }

    /// <summary>The proposal is there and waits for a decision.</summary>
    /// <param name="Release">Its name.</param>
    /// <param name="ProposalHash">SHA-256 of the proposal's <c>SHA256SUMS</c>, lower-case hex: what an approval names.</param>
    /// <param name="SumsHash">SHA-256 of the release's own <c>SHA256SUMS</c>: one figure for the whole content.</param>
    /// <param name="Withheld">Figures that disclosure control withheld.</param>
    public sealed record Proposed(string Release, string ProposalHash, string SumsHash, int Withheld) : ProposalOutcome;

    /// <summary>This run has proposed it before; nothing was changed.</summary>
    /// <param name="Release">Its name.</param>
    /// <param name="State">Where it stands now.</param>
    /// <param name="ProposalHash">What an approval names.</param>
    /// <param name="SumsHash">SHA-256 of the release's own <c>SHA256SUMS</c>.</param>
    public sealed record AlreadyThere(string Release, ReleaseState State, string ProposalHash, string SumsHash) : ProposalOutcome;

    /// <summary>The proposal of this run was rejected or has expired; it is proposed again only where that is asked for.</summary>
    /// <param name="Release">Its name.</param>
    /// <param name="State">Rejected or expired.</param>
    public sealed record Declined(string Release, ReleaseState State) : ProposalOutcome;

    /// <summary>Another run has the name. Nothing was changed: use another name, or have that proposal rejected first.</summary>
    /// <param name="Release">Its name.</param>
    public sealed record NameTaken(string Release) : ProposalOutcome;
}
