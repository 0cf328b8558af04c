using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Decisions;

/// <summary>Reads and writes who asked for which release.</summary>
public sealed class RunAskers(IPipelineStorage storage)
{
    private IBlobArea Requests => storage[PipelineContainer.Requests];

    /// <summary>
    /// Everybody who asked for the release, in the order of their names. A request that cannot be read counts as asked all the same: its
    /// name says who and what.
    /// </summary>
    public async Task<IReadOnlyList<(PersonBlob Blob, RunAskedFor? Request)>> OfAsync(string release, CancellationToken cancellationToken = default)
    {
        var found = new List<(PersonBlob, RunAskedFor?)>();
        await foreach (var blob in Requests.ListAsync(string.Empty, cancellationToken))
        {
            if (PersonBlob.TryParse(blob.Name) is { } name && string.Equals(name.Release, release, StringComparison.Ordinal))
                found.Add((name, await SmallJson.ReadAsync<RunAskedFor>(Requests, blob.Name, cancellationToken)));
        }

        return found;
    }

    /// <summary>What the release says about the one that it replaces: the latest sound request that names one, or null.</summary>
    public async Task<ReleaseRevision?> RevisionOfAsync(string release, CancellationToken cancellationToken = default) => (await OfAsync(release, cancellationToken))
        .Select(one => one.Request).OfType<RunAskedFor>()
        .Where(one => ReleaseName.TryParse(one.Supersedes) is not null && one.RevisionNote is { } note && ReleaseDecision.IsReason(note))
        .OrderBy(one => one.At).Select(one => new ReleaseRevision(one.Supersedes!, one.RevisionNote!, one.ForError)).LastOrDefault();

    /// <summary>Writes down that a person asked; again only where it says something else than before.</summary>
    public async Task AskAsync(string person, RunAskedFor request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var name = new PersonBlob(person, request.Release, 1); ; name = name.Next)
        {
            if (await SmallJson.WriteAsync(Requests, name.Name, request, WriteCondition.IfAbsent, cancellationToken) == WriteOutcome.Written
                || (await SmallJson.ReadAsync<RunAskedFor>(Requests, name.Name, cancellationToken) is { } there && there with { At = request.At } == request))
                return;
        }
    }
}
