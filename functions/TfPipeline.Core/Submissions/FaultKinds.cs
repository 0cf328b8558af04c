using System.Text.Json;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Submissions;

/// <summary>Faults by kind.</summary>
public static class FaultKinds
{
    /// <summary>The kind of a fault; its text is not looked at.</summary>
    public static FaultKind Of(Exception fault) => fault switch
    {
        AggregateException { InnerException: { } first } => Of(first),
        StorageFaultException { IsRefused: true, Container: PipelineContainer.Uploads } => FaultKind.Withheld,
        StorageFaultException => FaultKind.Storage,
        UploadUnstableException => FaultKind.Unstable,
        EncryptedFileException or EarlierStoreException or FileNotFoundException or InvalidDataException or JsonException => FaultKind.WorkingStore,
        OutOfMemoryException => FaultKind.Memory,
        OperationCanceledException => FaultKind.Interrupted,
        _ => FaultKind.Unknown,
    };
}
