using System.Globalization;
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

    /// <summary>Keeps a proposal's entry until the proposal is decided about. No more of the same proposal is kept than one.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="after">How many entries it was compared with.</param>
    /// <param name="proposalHash">The hash that an approval names.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public Task StageAsync(LedgerEntry entry, int after, string proposalHash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return _audit.WriteAsync(
            $"{Staged(entry.Release, proposalHash)}{after.ToString("0000", CultureInfo.InvariantCulture)}.bin",
            async (stream, _) =>
            {
                await using var encrypted = EncryptedFile.CreateWriter(stream, ring, Purpose);
                LedgerFile.Write(entry, encrypted);
            },
            WriteCondition.IfAbsent,
            cancellationToken);
    }

    /// <summary>
    /// Records an approved proposal before anybody can see the release, so that nothing leaves without an entry. No key is needed: the entry was
    /// made with the proposal. Recording it again changes nothing.
    /// </summary>
    /// <returns>False where another release was recorded since the proposal was made: it was not compared with that one and must be proposed again.</returns>
    public static async Task<bool> RecordAsync(IPipelineStorage storage, string release, string proposalHash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var audit = storage[PipelineContainer.Audit];
        var staged = new List<string>();
        await foreach (var blob in audit.ListAsync(Staged(release, proposalHash), cancellationToken))
            staged.Add(blob.Name);
        if (staged.Count == 0)
            return !await ExistsAsync(storage, cancellationToken);

        // Where equal bytes were compared twice, the later comparison counts.
        var bytes = await BytesAsync(audit, staged[^1], cancellationToken);
        var place = $"ledger/{staged[^1][(staged[^1].LastIndexOf('-') + 1)..]}";
        var outcome = await audit.WriteAsync(place, async (stream, token) => await stream.WriteAsync(bytes, token), WriteCondition.IfAbsent, cancellationToken);
        if (outcome == WriteOutcome.Written)
            return true;
        var recorded = await BytesAsync(audit, place, cancellationToken);
        return bytes.AsSpan().SequenceEqual(recorded);
    }

    private static string Staged(string release, string proposalHash) => $"ledger-proposed/{release}/{proposalHash}-";

    private static async Task<byte[]> BytesAsync(IBlobArea audit, string name, CancellationToken cancellationToken)
    {
        await using var blob = await audit.OpenReadAsync(name, cancellationToken) ?? throw new InvalidDataException("An entry of the ledger has gone; propose the release again.");
        using var bytes = new MemoryStream();
        await blob.Content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
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
