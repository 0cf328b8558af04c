using System.Text;
using TfPipeline.Core.Storage;

namespace TfPipeline.Core.Intake;

/// <summary>Remembers the kind of an upload's last fault until the poison queue asks for it: the queue itself says only which upload.</summary>
internal sealed class FaultNotes(IBlobArea runs)
{
    /// <summary>Leaves a note. Where that fails too the kind stays unknown: the fault itself goes on.</summary>
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
            // Said above.
        }
    }

    /// <summary>The kind that was noted.</summary>
    public async Task<FaultKind> FindAsync(UploadPath path, string slot, CancellationToken cancellationToken)
    {
        await using var blob = await runs.OpenReadAsync(SubmissionBlobs.Fault(path, slot), cancellationToken);
        if (blob is null)
            return FaultKind.Unknown;
        using var reader = new StreamReader(blob.Content, Encoding.ASCII);
        return Enum.TryParse<FaultKind>(await reader.ReadToEndAsync(cancellationToken), out var kind) && Enum.IsDefined(kind) ? kind : FaultKind.Unknown;
    }

    /// <summary>Drops the note of an upload that went well.</summary>
    public Task ForgetAsync(UploadPath path, string slot, CancellationToken cancellationToken)
        => runs.DeleteAsync(SubmissionBlobs.Fault(path, slot), cancellationToken);
}
