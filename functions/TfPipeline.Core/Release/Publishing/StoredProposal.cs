using System.Security.Cryptography;
using System.Text;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>A complete proposal as it lies in storage: what its <c>SHA256SUMS</c> names, and nothing else.</summary>
public sealed class StoredProposal
{
    private const int HashLength = 64;
    private readonly IBlobArea _area;
    private readonly SortedDictionary<string, string> _hashes;

    private StoredProposal(IBlobArea area, string release, string sums, SortedDictionary<string, string> hashes)
    {
        (_area, Release, _hashes) = (area, release, hashes);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums)));
    }

    /// <summary>The release that is proposed.</summary>
    public string Release { get; }

    /// <summary>SHA-256 of its <c>SHA256SUMS</c>, lower-case hex: what an approval names.</summary>
    public string Hash { get; }

    /// <summary>Its files but <c>SHA256SUMS</c>, in ordinal order.</summary>
    public IReadOnlyCollection<string> Files => _hashes.Keys;

    /// <summary>True where it names this file.</summary>
    public bool Has(string file) => _hashes.ContainsKey(file);

    /// <summary>SHA-256 of the release's own <c>SHA256SUMS</c>.</summary>
    public string SumsHash => _hashes.GetValueOrDefault(ProposalLayout.Release + ProposalLayout.Sums, string.Empty);

    /// <summary>Opens one; null where there is none, or none that is complete, or whose list of files has another form.</summary>
    public static async Task<StoredProposal?> FindAsync(IPipelineStorage storage, string release, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var area = storage[PipelineContainer.Proposals];
        await using var blob = await area.OpenReadAsync($"{release}/{ProposalLayout.Sums}", cancellationToken);
        if (blob is null)
            return null;
        using var reader = new StreamReader(blob.Content, Encoding.UTF8);
        var sums = await reader.ReadToEndAsync(cancellationToken);
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in sums.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length <= HashLength + 2 || !hashes.TryAdd(line[(HashLength + 2)..], line[..HashLength]))
                return null;
        }

        return new StoredProposal(area, release, sums, hashes);
    }

    /// <summary>Its facts; null where they cannot be read.</summary>
    public Task<ReleaseMakeup?> FactsAsync(CancellationToken cancellationToken = default) => SmallJson.ReadAsync<ReleaseMakeup>(_area, BlobOf(ProposalLayout.Facts), cancellationToken);

    /// <summary>True where exactly the files that it names are there, with the bytes that it names.</summary>
    public async Task<bool> IsWholeAsync(CancellationToken cancellationToken = default)
    {
        var there = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var blob in _area.ListAsync(Release + "/", cancellationToken))
            there.Add(blob.Name[(Release.Length + 1)..]);
        there.Remove(ProposalLayout.Sums);
        if (!there.SetEquals(_hashes.Keys))
            return false;
        foreach (var name in Files)
        {
            await using var blob = await _area.OpenReadAsync(BlobOf(name), cancellationToken);
            if (blob is null || Convert.ToHexStringLower(await SHA256.HashDataAsync(blob.Content, cancellationToken)) != _hashes[name])
                return false;
        }

        return true;
    }

    /// <summary>Copies one file. Nothing becomes visible unless its bytes are those that the proposal names.</summary>
    /// <exception cref="ProposalChangedException">They are not.</exception>
    internal Task CopyAsync(string name, IBlobArea to, string toName, WriteCondition condition, CancellationToken cancellationToken) => to.WriteAsync(
        toName,
        async (stream, token) =>
        {
            await using var blob = await _area.OpenReadAsync(BlobOf(name), token) ?? throw new ProposalChangedException();
            await using var hashing = new HashingStream(stream);
            await blob.Content.CopyToAsync(hashing, token);
            if (hashing.Finish() != _hashes[name])
                throw new ProposalChangedException();
        },
        condition,
        cancellationToken);

    private string BlobOf(string name) => $"{Release}/{name}";
}

/// <summary>A file of a proposal is no longer what its <c>SHA256SUMS</c> names.</summary>
public sealed class ProposalChangedException() : Exception("A file of the proposal is not the one that was approved; nothing of it was published.");
