using System.Text;
using TfPipeline.Intake;
using TfPipeline.Storage;

namespace TfPipeline.Core.Submissions;

/// <summary>Stores the kind of an upload's last fault until the message of the poison queue is handled, which names the upload only.</summary>
internal sealed class UploadFaultStore(IBlobArea runs)
{
    /// <summary>Stores the kind. Where that fails too, the kind stays unknown and the first fault is still thrown.</summary>
    public async Task LeaveAsync(UploadPath path, string slot, FaultKind kind)
    {
        try
        {
            // Not cancelled with the work: being stopped is one of the kinds.
            await runs.WriteAsync(
                SubmissionBlobs.Fault(path, slot), async (output, token) => await output.WriteAsync(Encoding.ASCII.GetBytes(kind.ToString()), token), cancellationToken: CancellationToken.None);
        }
        catch (StorageFaultException)
        {
            // The kind stays unknown; see the summary.
        }
    }

    /// <summary>The stored kind.</summary>
    public async Task<FaultKind> FindAsync(UploadPath path, string slot, CancellationToken cancellationToken)
    {
        await using var blob = await runs.OpenReadAsync(SubmissionBlobs.Fault(path, slot), cancellationToken);
        if (blob is null)
            return FaultKind.Unknown;
        using var reader = new StreamReader(blob.Content, Encoding.ASCII);
        return Enum.TryParse<FaultKind>(await reader.ReadToEndAsync(cancellationToken), out var kind) && Enum.IsDefined(kind) ? kind : FaultKind.Unknown;
    }

    /// <summary>Deletes the kind after the upload was processed.</summary>
    public Task ForgetAsync(UploadPath path, string slot, CancellationToken cancellationToken)
        => runs.DeleteAsync(SubmissionBlobs.Fault(path, slot), cancellationToken);
}
