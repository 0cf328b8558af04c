using System.Runtime.CompilerServices;
using TfPipeline.Storage;

namespace TfPipeline.Core.Submissions;

/// <summary>
/// The states of submissions: small blobs in the container of run records, because receipts can neither be changed nor deleted.
/// Every change is conditional on what was read.
/// </summary>
public sealed class SubmissionStates(IPipelineStorage storage)
{
    private readonly IBlobArea _runs = storage[PipelineContainer.Runs];

    private const int LargestState = 1 << 16;

    /// <summary>The states below a folder, such as a council's or a drop's, in the order of their names.</summary>
    public async IAsyncEnumerable<(SubmissionState State, string ETag)> ListAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var entry in _runs.ListAsync(SubmissionBlobs.StateFolder + folder, cancellationToken))
        {
            if (entry.Name.EndsWith(SubmissionBlobs.StateEnding, StringComparison.Ordinal)
                && await FindAsync(entry.Name, cancellationToken) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>One state and the version that was read, or null.</summary>
    public async Task<(SubmissionState State, string ETag)?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var blob = await _runs.OpenReadAsync(name, cancellationToken);
        if (blob is null)
            return null;
        if (blob.Entry.Length > LargestState)
            throw new InvalidDataException("A submission's state is larger than any state can be.");
        var json = new byte[blob.Entry.Length];
        await blob.Content.ReadExactlyAsync(json, cancellationToken);
        return (SubmissionState.Parse(json), blob.Entry.ETag);
    }

    /// <summary>Writes a state where the condition holds.</summary>
    public Task<WriteOutcome> WriteAsync(string name, SubmissionState state, WriteCondition condition, CancellationToken cancellationToken = default)
        => _runs.WriteAsync(name, async (output, token) => await output.WriteAsync(state.ToJson(), token), condition, cancellationToken);

    /// <summary>Changes a state as long as <paramref name="change"/> gives another one; whoever changes it meanwhile is not overwritten.</summary>
    public async Task ChangeAsync(string name, Func<SubmissionState, SubmissionState?> change, CancellationToken cancellationToken = default)
    {
        while (await FindAsync(name, cancellationToken) is { } found && change(found.State) is { } changed)
        {
            if (await WriteAsync(name, changed, WriteCondition.IfMatches(found.ETag), cancellationToken) == WriteOutcome.Written)
                return;
        }
    }
}
