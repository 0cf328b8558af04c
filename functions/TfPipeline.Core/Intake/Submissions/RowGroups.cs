using System.Runtime.CompilerServices;

namespace TfPipeline.Core.Intake;

/// <summary>Validation on one thread, pseudonyms and tokens on another, row groups out.</summary>
internal sealed class RowGroups(Pseudonymiser pseudonymiser, Action<SubmissionRows> look)
{
    public async IAsyncEnumerable<SubmissionRows> ReadAsync(
        Stream content, RowContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in RowStream.ReadAsync(content, context, cancellationToken))
        {
            if (pseudonymiser.Add(batch) is { } group)
            {
                look(group);
                yield return group;
            }
        }

        if (pseudonymiser.Flush() is { } last)
        {
            look(last);
            yield return last;
        }
    }
}
