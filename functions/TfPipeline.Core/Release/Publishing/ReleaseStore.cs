using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>
/// Puts a release into storage. <c>SHA256SUMS</c> comes last and makes the release exist; until then an unfinished attempt is
/// simply done again. A file that does not belong to the release means that its name was used for another one: nothing is deleted here,
/// because the role that publishes has no right to. Summaries, the audit and the pointer follow, and a mark in the audit area ends it.
/// </summary>
internal sealed class ReleaseStore(IPipelineStorage storage)
{
    private const string Latest = "latest.json";
    private readonly IBlobArea _analytics = storage[PipelineContainer.Analytics];

    public async Task<ReleaseOutcome> PublishAsync(ReleaseContents contents, CancellationToken cancellationToken)
    {
        var there = await ReadAsync(_analytics, $"{contents.Release}/{ReleaseContents.Sums}", cancellationToken);
        var files = contents.Files();
        if (there is null && await HoldsOtherFilesAsync(contents.Release, files, cancellationToken))
            return new ReleaseOutcome.NameTaken(contents.Release);
        var sums = there is null ? await WriteAsync(contents, files, cancellationToken) : await HashAsync(files, cancellationToken);
        if (there is not null && there != sums)
            return new ReleaseOutcome.NameTaken(contents.Release);

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums)));
        if (there is not null && await IsFinishedAsync(contents.Release, hash, cancellationToken))
            return new ReleaseOutcome.AlreadyThere(contents.Release, hash);
        await FinishAsync(contents, hash, cancellationToken);
        var withheld = contents.Audit.Counts.Sum(c => c.Primary + c.Secondary);
        return new ReleaseOutcome.Published(contents.Release, files.Count + 1, hash, withheld);
    }

    private async Task<bool> HoldsOtherFilesAsync(string release, IReadOnlyList<ReleaseFile> files, CancellationToken cancellationToken)
    {
        var own = files.Select(f => $"{release}/{f.Name}").ToHashSet(StringComparer.Ordinal);
        await foreach (var blob in _analytics.ListAsync(release + "/", cancellationToken))
        {
            if (!own.Contains(blob.Name))
                return true;
        }

        return false;
    }

    private async Task<string> WriteAsync(ReleaseContents contents, IReadOnlyList<ReleaseFile> files, CancellationToken cancellationToken)
    {
        var sums = new StringBuilder();
        foreach (var file in files)
        {
            var hash = "";
            await _analytics.WriteAsync(
                $"{contents.Release}/{file.Name}",
                async (stream, cancellation) => hash = await WriteHashedAsync(file, stream, cancellation),
                cancellationToken: cancellationToken);
            sums.Append(hash).Append("  ").Append(file.Name).Append('\n');
        }

        await WriteTextAsync(_analytics, $"{contents.Release}/{ReleaseContents.Sums}", sums.ToString(), WriteCondition.Always, cancellationToken);
        return sums.ToString();
    }

    private static async Task<string> HashAsync(IReadOnlyList<ReleaseFile> files, CancellationToken cancellationToken)
    {
        var sums = new StringBuilder();
        foreach (var file in files)
            sums.Append(await WriteHashedAsync(file, Stream.Null, cancellationToken)).Append("  ").Append(file.Name).Append('\n');
        return sums.ToString();
    }

    private static async Task<string> WriteHashedAsync(ReleaseFile file, Stream stream, CancellationToken cancellationToken)
    {
        await using var hashing = new HashingStream(stream);
        await file.Write(hashing, cancellationToken);
        return hashing.Finish();
    }

    private async Task FinishAsync(ReleaseContents contents, string hash, CancellationToken cancellationToken)
    {
        var audit = storage[PipelineContainer.Audit];
        // Audit blobs cannot be replaced once their policy is locked. A repeated step would write the same bytes.
        await WriteTextAsync(audit, $"disclosure/{contents.Release}.json", AuditDocument.Of(contents.Audit), WriteCondition.IfAbsent, cancellationToken);
        foreach (var summary in contents.Summaries())
            await storage[PipelineContainer.Summaries].WriteAsync(summary.Name, summary.Write, cancellationToken: cancellationToken);
        var pointer = JsonSerializer.Serialize(new { release = contents.Release, sha256OfSums = hash }, ReleaseJson.Options) + "\n";
        await WriteTextAsync(_analytics, Latest, pointer, WriteCondition.Always, cancellationToken);
        await WriteTextAsync(audit, Mark(contents.Release), hash + "\n", WriteCondition.IfAbsent, cancellationToken);
    }

    private async Task<bool> IsFinishedAsync(string release, string hash, CancellationToken cancellationToken)
        => await ReadAsync(storage[PipelineContainer.Audit], Mark(release), cancellationToken) == hash + "\n";

    private static string Mark(string release) => $"disclosure/{release}.published";

    private static Task<WriteOutcome> WriteTextAsync(IBlobArea area, string name, string text, WriteCondition condition, CancellationToken cancellationToken)
        => area.WriteAsync(name, ReleaseFile.Text(name, text).Write, condition, cancellationToken);

    private static async Task<string?> ReadAsync(IBlobArea area, string name, CancellationToken cancellationToken)
    {
        await using var blob = await area.OpenReadAsync(name, cancellationToken);
        if (blob is null)
            return null;
        using var reader = new StreamReader(blob.Content, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
