using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TfPipeline.Intake;

namespace TfPipeline.Core.Submissions;

/// <summary>
/// Rows read on one thread, pseudonyms and tokens of its batches on as many as there are processors, row groups out in the order of
/// the file. Where a batch goes is decided before it is worked on, so that the number of threads changes no group. A group's arrays are
/// used again once the caller asks for the next.
/// </summary>
internal sealed class RowGroups(Pseudonymiser pseudonymiser, int groupRows, Action<SubmissionGroup> look)
{
    private const int GroupsAhead = 1;

    private readonly ConcurrentBag<SubmissionGroup> _free = [];

    public async IAsyncEnumerable<SubmissionGroup> ReadAsync(
        Action<Action<AcceptedRows>, CancellationToken> read, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var groups = PrefetchingReader.RunAsync<SubmissionGroup>((emit, stop) => FillAsync(read, emit, stop), GroupsAhead, cancellationToken);
        await foreach (var group in groups)
        {
            look(group);
            yield return group;
            if (group.Rows.Count == groupRows)
                _free.Add(group);
        }
    }

    private async Task FillAsync(Action<Action<AcceptedRows>, CancellationToken> read, Func<SubmissionGroup, Task> emit, CancellationToken stop)
    {
        using var processors = new SemaphoreSlim(Environment.ProcessorCount);
        var (group, filled, work) = (Next(), 0, new List<Task>());
        try
        {
            await foreach (var batch in RowStream.ReadAsync(read, stop))
            {
                if (filled > 0 && filled + batch.Count > group.Rows.Count)
                {
                    await Task.WhenAll(work);
                    await emit(group.Cut(filled));
                    (group, filled) = (Next(), 0);
                    work.Clear();
                }

                if (batch.Count > group.Rows.Count)
                    group = SubmissionGroup.Of(batch.Count);
                await processors.WaitAsync(stop);
                work.Add(StartFill(batch, group, filled, processors));
                filled += batch.Count;
            }
        }
        finally
        {
            await Task.WhenAll(work);
        }

        if (filled > 0)
            await emit(group.Cut(filled));
    }

    private SubmissionGroup Next() => _free.TryTake(out var group) ? group : SubmissionGroup.Of(groupRows);

    private Task StartFill(AcceptedRows batch, SubmissionGroup group, int at, SemaphoreSlim processors)
        => Task.Run(() =>
        {
            try
            {
                pseudonymiser.Fill(batch, group, at);
            }
            finally
            {
                processors.Release();
            }
        });
}
