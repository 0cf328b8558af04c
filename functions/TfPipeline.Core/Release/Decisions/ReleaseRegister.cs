using System.Globalization;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Decisions;

/// <summary>
/// The histories of all releases, in the audit area: nothing there is replaced or deleted. Both roles read it, so that a name that is taken
/// is noticed before a linkage run begins; only the release role adds to it.
/// </summary>
public sealed class ReleaseRegister(IPipelineStorage storage)
{
    private const string Folder = "releases/";
    private const string Ending = ".json";

    private IBlobArea Audit => storage[PipelineContainer.Audit];

    /// <summary>The history of a release; without entries where there is none.</summary>
    /// <exception cref="InvalidDataException">An entry cannot be read.</exception>
    public async Task<ReleaseHistory> ReadAsync(string release, CancellationToken cancellationToken = default)
    {
        var events = new List<ReleaseEvent>();
        while (await Audit.FindAsync(NameOf(release, events.Count + 1), cancellationToken) is { } entry)
        {
            events.Add(await SmallJson.ReadAsync<ReleaseEvent>(Audit, entry.Name, cancellationToken)
                ?? throw new InvalidDataException("An entry of a release's history cannot be read; audit/releases/ was changed by something else than the pipeline."));
        }

        return new ReleaseHistory(release, events);
    }

    /// <summary>All releases, in ordinal order of their names.</summary>
    public async Task<IReadOnlyList<ReleaseHistory>> ListAsync(CancellationToken cancellationToken = default)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var blob in Audit.ListAsync(Folder, cancellationToken))
        {
            if (blob.Name.Split('/') is [_, var release, _] && ReleaseName.TryParse(release) is not null)
                names.Add(release);
        }

        var all = new List<ReleaseHistory>();
        foreach (var name in names)
            all.Add(await ReadAsync(name, cancellationToken));
        return all;
    }

    /// <summary>Adds an entry after those of the history.</summary>
    /// <returns>False where another entry came first: read the history again.</returns>
    /// <exception cref="InvalidOperationException">What the entry says cannot happen now.</exception>
    internal async Task<bool> TryAddAsync(ReleaseHistory after, ReleaseEvent entry, CancellationToken cancellationToken)
    {
        if (ReleaseHistory.Next(after.State, entry.Kind) is null)
            throw new InvalidOperationException($"A release that is {after.State} cannot be {entry.Kind}.");
        return await SmallJson.WriteAsync(Audit, NameOf(after.Release, after.Events.Count + 1), entry, WriteCondition.IfAbsent, cancellationToken) == WriteOutcome.Written;
    }

    private static string NameOf(string release, int number) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{release}/{number:0000}{Ending}");
}
