namespace TfPipeline.Storage;

/// <summary>
/// Storage could not be reached or refused. Trying again may help. It keeps no inner exception on purpose: those of the file
/// system and of the storage service spell out blob names and addresses.
/// </summary>
public sealed class StorageFaultException : IOException
{
    /// <summary>States container, action and the kind of fault.</summary>
    public StorageFaultException(PipelineContainer container, string action, string kind, bool isTransient = true, bool isRefused = false)
        : base($"Storage: {action} in {container} failed ({kind}). Check that the storage is there and that this identity may do so.")
    {
        Container = container;
        IsTransient = isTransient;
        IsRefused = isRefused;
    }

    /// <summary>Where it happened.</summary>
    public PipelineContainer Container { get; }

    /// <summary>False where trying again unchanged cannot help, as with missing rights.</summary>
    public bool IsTransient { get; }

    /// <summary>True where this identity may not do so, for good or, as with a blob that waits for its malware scan, for now.</summary>
    public bool IsRefused { get; }

    /// <summary>The kind of a file system fault, without its path.</summary>
    public static StorageFaultException FromFileSystem(PipelineContainer container, string action, Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault is UnauthorizedAccessException
            ? new(container, action, "access denied", isTransient: false, isRefused: true)
            : new(container, action, $"{fault.GetType().Name}, code {fault.HResult & 0xFFFF}");
    }
}
