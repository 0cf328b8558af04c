using System.Security.Cryptography;
using System.Text;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>
/// Puts a proposal into storage. <c>SHA256SUMS</c> comes last and makes it exist, and the entry in the register makes it one that can be
/// decided. Only the run that has claimed the name writes, and never below a name that is proposed or approved.
/// </summary>
internal sealed class ProposalStore(IPipelineStorage storage)
{
    private readonly IBlobArea _proposals = storage[PipelineContainer.Proposals];

    /// <summary>Writes every file anew; what an earlier proposal left below the name is gone first, its <c>SHA256SUMS</c> before all.</summary>
    /// <returns>The hash that an approval names, and that of the release's own sums.</returns>
    public async Task<(string ProposalHash, string SumsHash)> WriteAsync(ReleaseContents contents, CancellationToken cancellationToken)
    {
        await ClearAsync(contents.Release, cancellationToken);
        var sums = new StringBuilder();
        var release = await WriteAsync(contents.Release, ProposalLayout.Release, contents.Files(), sums, cancellationToken);
        var own = ReleaseFile.Text(ProposalLayout.Sums, release);
        await WriteAsync(contents.Release, ProposalLayout.Release, [own], sums, cancellationToken);
        await WriteAsync(contents.Release, ProposalLayout.Summaries, contents.Summaries(), sums, cancellationToken);
        await WriteAsync(contents.Release, string.Empty, contents.Papers(), sums, cancellationToken);
        var text = Sorted(sums.ToString());
        await _proposals.WriteAsync($"{contents.Release}/{ProposalLayout.Sums}", ReleaseFile.Text(ProposalLayout.Sums, text).Write, WriteCondition.IfAbsent, cancellationToken);
        return (HashOf(text), HashOf(release));
    }

    private async Task ClearAsync(string release, CancellationToken cancellationToken)
    {
        await _proposals.DeleteAsync($"{release}/{ProposalLayout.Sums}", cancellationToken);
        var left = new List<string>();
        await foreach (var blob in _proposals.ListAsync(release + "/", cancellationToken))
            left.Add(blob.Name);
        foreach (var name in left)
            await _proposals.DeleteAsync(name, cancellationToken);
    }

    private async Task<string> WriteAsync(string release, string folder, IEnumerable<ReleaseFile> files, StringBuilder sums, CancellationToken cancellationToken)
    {
        var own = new StringBuilder();
        foreach (var file in files)
        {
            var hash = "";
            await _proposals.WriteAsync(
                $"{release}/{folder}{file.Name}",
                async (stream, cancellation) => hash = await WriteHashedAsync(file, stream, cancellation),
                cancellationToken: cancellationToken);
            own.Append(hash).Append("  ").Append(file.Name).Append('\n');
            sums.Append(hash).Append("  ").Append(folder).Append(file.Name).Append('\n');
        }

        return own.ToString();
    }

    private static async Task<string> WriteHashedAsync(ReleaseFile file, Stream stream, CancellationToken cancellationToken)
    {
        await using var hashing = new HashingStream(stream);
        await file.Write(hashing, cancellationToken);
        return hashing.Finish();
    }

    private static string Sorted(string sums) =>
        string.Concat(sums.Split('\n', StringSplitOptions.RemoveEmptyEntries).OrderBy(line => line[66..], StringComparer.Ordinal).Select(line => line + "\n"));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
