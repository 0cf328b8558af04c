namespace Microsoft.Azure.Functions.Worker;

/// <summary>How a changed blob is noticed.</summary>
public enum BlobTriggerSource
{
    LogsAndContainerScan,
    EventGrid,
}
