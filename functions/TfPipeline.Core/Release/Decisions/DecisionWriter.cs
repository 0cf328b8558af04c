using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Decisions;

/// <summary>Puts a person's decision below their folder, as a checker does in Azure.</summary>
public sealed class DecisionWriter(IPipelineStorage storage)
{
    /// <summary>Writes it under the next free name; what the person decided before stays.</summary>
    /// <exception cref="ArgumentException">The person's name has another form.</exception>
    public async Task<PersonBlob> WriteAsync(string person, ReleaseDecision decision, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (!PersonBlob.IsPerson(person))
            throw new ArgumentException("The name of who decides has another form.", nameof(person));
        for (var name = new PersonBlob(person, decision.Release, 1); ; name = name.Next)
        {
            if (await SmallJson.WriteAsync(storage[PipelineContainer.Approvals], name.Name, decision, WriteCondition.IfAbsent, cancellationToken) == WriteOutcome.Written)
                return name;
        }
    }
}
