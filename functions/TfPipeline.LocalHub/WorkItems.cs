using DurableTask.Core;

namespace TfPipeline.LocalHub;

/// <summary>An orchestration that this process works on.</summary>
internal sealed class LocalOrchestrationItem : TaskOrchestrationWorkItem
{
    /// <summary>Only whoever holds the newest token may complete the item.</summary>
    public required string Token { get; init; }

    /// <summary>The messages of the inbox that this turn takes.</summary>
    public required IReadOnlyList<long> Messages { get; init; }

    /// <summary>How much history there was before this turn.</summary>
    public required int Past { get; init; }
}

/// <summary>An activity that this process works on.</summary>
internal sealed class LocalActivityItem : TaskActivityWorkItem
{
    public required long Row { get; init; }

    /// <summary>Only whoever holds the newest token may complete the item.</summary>
    public required string Token { get; init; }
}
