namespace TfPipeline.Cli.LocalHost;

/// <summary>A journal holds a line that is not what was written.</summary>
internal sealed class JournalDamagedException(int line)
    : Exception($"Line {line} of the run's journal is damaged. Delete the journal in the host folder to start the run afresh; no result is lost.")
{
    /// <summary>1 for the first line.</summary>
    public int Line { get; } = line;
}

/// <summary>Another process works on the same run.</summary>
internal sealed class JournalInUseException(Exception inner)
    : Exception("Another process works on this run. Wait for it, or stop it; then run the same command again.", inner);

/// <summary>The code of an orchestrator does not do again what its journal says it did.</summary>
internal sealed class NonDeterministicOrchestrationException(string orchestrator, string difference)
    : Exception($"Orchestrator {orchestrator} does not repeat what its journal holds: {difference}. Finish the run with the build that started it, or delete its journal.");

/// <summary>An orchestrator awaits something that is not from its context.</summary>
internal sealed class ForeignAwaitException(string orchestrator)
    : Exception($"Orchestrator {orchestrator} awaits something that did not come from its context. It may await only what TaskOrchestrationContext returns, without ConfigureAwait.");

/// <summary>An orchestrator's context was used outside the orchestrator's own thread.</summary>
internal sealed class OrchestratorThreadException()
    : InvalidOperationException("The orchestration context was used from another thread than the orchestrator's own.");

/// <summary>An input or output is too long for a history.</summary>
internal sealed class PayloadTooLongException(string what, int bytes, int limit)
    : Exception($"{what} has {bytes} bytes as JSON; the limit is {limit}. Pass names and counts, and put data into a blob.");

/// <summary>An orchestration with this id exists and does something else.</summary>
internal sealed class InstanceMismatchException(string instanceId)
    : Exception($"Run {instanceId} was started by another command or with other inputs. Choose another run id.");

/// <summary>A function that nobody wrote was called.</summary>
internal sealed class UnknownFunctionException(string name)
    : Exception($"There is no function {name} of the kind that was called.");
