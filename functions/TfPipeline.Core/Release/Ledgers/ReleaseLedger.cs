using TfPipeline.Disclosure;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Ledgers;

/// <summary>
/// The ledger of everything that ever left, in the audit container: one write-once file per release, in order, encrypted under a key that only the release
/// role has and that serves nothing else. A release that is withdrawn stays in it.
/// </summary>
/// <param name="storage">The audit container is used.</param>
/// <param name="ring">The ledger's key; not the linkage key.</param>
public sealed class ReleaseLedger(IPipelineStorage storage, KeyRing ring)
{
    private const string Purpose = "release-ledger";
    private readonly IBlobArea _audit = storage[PipelineContainer.Audit];

    /// <summary>Whether anything was recorded. No key is needed to see that.</summary>
    public static async Task<bool> ExistsAsync(IPipelineStorage storage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        await using var first = await storage[PipelineContainer.Audit].OpenReadAsync(Name(0), cancellationToken);
        return first is not null;
    }

    /// <summary>
    /// The entries, in order, that precede a release; all of them where the release isn't in the ledger yet. So proposing a recorded release again gives
    /// its bytes again.
    /// </summary>
    /// <exception cref="EncryptedFileException">An entry was made with another key, or changed.</exception>
    public async Task<IReadOnlyList<LedgerEntry>> BeforeAsync(string release, CancellationToken cancellationToken = default)
    {
        var entries = new List<LedgerEntry>();
        while (await ReadAsync(entries.Count, cancellationToken) is { } entry && entry.Release != release)
            entries.Add(entry);
        return entries;
    }

    /// <summary>Records a release before anybody can see it, so that nothing leaves without an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="after">How many entries it was compared with.</param>
    /// <returns>False where another release was recorded meanwhile: this one was not compared with it and must be proposed again.</returns>
    public async Task<bool> RecordAsync(LedgerEntry entry, int after, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var outcome = await _audit.WriteAsync(
            Name(after),
            async (stream, _) =>
            {
                await using var encrypted = EncryptedFile.CreateWriter(stream, ring, Purpose);
                LedgerFile.Write(entry, encrypted);
            },
            WriteCondition.IfAbsent,
            cancellationToken);
        return outcome == WriteOutcome.Written || (await ReadAsync(after, cancellationToken))?.Release == entry.Release;
    }

    private async Task<LedgerEntry?> ReadAsync(int number, CancellationToken cancellationToken)
    {
        await using var blob = await _audit.OpenReadAsync(Name(number), cancellationToken);
        if (blob is null)
            return null;
        await using var clear = EncryptedFile.OpenRead(blob.Content, ring, Purpose);
        return LedgerFile.Read(clear);
    }

    private static string Name(int number) => FormattableString.Invariant($"ledger/{number:0000}.bin");
}
