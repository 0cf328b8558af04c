namespace TfPipeline.LocalHub.Failures;

/// <summary>The store of runs cannot be used. The message says what to do.</summary>
public class HubException : Exception
{
    /// <summary>States what is wrong and what to do.</summary>
    public HubException(string message)
        : base(message)
    {
    }
}

/// <summary>The store's file is not what was written.</summary>
public sealed class HubDamagedException()
    : HubException("The file that holds the runs of this machine is damaged. Delete hub.db, hub.db-wal and hub.db-shm in the host folder to start the runs afresh; no result is lost.");

/// <summary>The store would lie where processes of several machines could open it.</summary>
public sealed class SharedFileSystemException(string kind)
    : HubException($"The host folder is on a network file system ({kind}), where a lock of this machine does not keep others out. Name a folder on a disk of this machine with --state, or use --hub azure for several machines.");

/// <summary>An orchestration with this id exists and does something else.</summary>
public sealed class InstanceMismatchException(string instanceId)
    : HubException($"Run {instanceId} was started by another command or with other inputs. Choose another run id.");

/// <summary>An orchestrator awaits something that is not from its context.</summary>
public sealed class ForeignAwaitException(string orchestrator)
    : HubException($"Orchestrator {orchestrator} awaits something that did not come from its context. It may await only what TaskOrchestrationContext returns, without ConfigureAwait.");

/// <summary>An orchestrator's context was used outside the orchestrator's own turn.</summary>
public sealed class OrchestratorThreadException(string orchestrator)
    : HubException($"Orchestrator {orchestrator} uses its context on another thread than its own.");

/// <summary>An input or output is too long for a history.</summary>
public sealed class MessageTooLongException(int bytes, int limit)
    : HubException($"A message of a run has {bytes} bytes as JSON; the limit is {limit}. Pass names and counts, and put data into a blob.");
