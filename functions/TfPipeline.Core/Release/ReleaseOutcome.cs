namespace TfPipeline.Core.Release;

/// <summary>What became of an attempt to publish.</summary>
public abstract record ReleaseOutcome
{
    private ReleaseOutcome()
    {
    }

    /// <summary>The release is there, by this attempt or by an unfinished one that it completed.</summary>
    /// <param name="Release">Its name.</param>
    /// <param name="Files">Files, <c>SHA256SUMS</c> included.</param>
    /// <param name="SumsHash">SHA-256 of <c>SHA256SUMS</c>, lower-case hex: one figure for the whole content.</param>
    /// <param name="Withheld">Figures that disclosure control withheld.</param>
    public sealed record Published(string Release, int Files, string SumsHash, int Withheld) : ReleaseOutcome;

    /// <summary>The same release was there already, byte for byte; nothing was changed.</summary>
    /// <param name="Release">Its name.</param>
    /// <param name="SumsHash">SHA-256 of <c>SHA256SUMS</c>, lower-case hex.</param>
    public sealed record AlreadyThere(string Release, string SumsHash) : ReleaseOutcome;

    /// <summary>
    /// A release of this name exists with other content, or files of another one lie under its name. Nothing was changed: publish under another name, or have the owner
    /// withdraw the old one first.
    /// </summary>
    /// <param name="Release">Its name.</param>
    public sealed record NameTaken(string Release) : ReleaseOutcome;
}
