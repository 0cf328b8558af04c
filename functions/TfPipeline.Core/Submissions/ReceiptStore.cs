using TfPipeline.Intake;
using TfPipeline.Storage;

namespace TfPipeline.Core.Submissions;

/// <summary>Writes receipts once. The JSON comes last: a receipt without it was not finished and may be written again.</summary>
internal sealed class ReceiptStore(IBlobArea receipts)
{
    public async Task<Receipt?> FindAsync(UploadPath path, string submission, CancellationToken cancellationToken)
    {
        await using var blob = await receipts.OpenReadAsync(SubmissionBlobs.Json(path, submission), cancellationToken);
        if (blob is null)
            return null;
        var json = new byte[blob.Entry.Length];
        await blob.Content.ReadExactlyAsync(json, cancellationToken);
        return ReceiptJson.Read(json);
    }

    /// <summary>The receipt that is there now: this one, or the one that another worker had finished before.</summary>
    public async Task<Receipt> WriteAsync(UploadPath path, Receipt receipt, IntakeResult? result, CancellationToken cancellationToken)
    {
        var submission = receipt.Submission!;
        if (await FindAsync(path, submission, cancellationToken) is { } done)
            return done;
        await receipts.WriteAsync(
            SubmissionBlobs.Csv(path, submission),
            async (output, token) =>
            {
                if (result is null)
                    await output.WriteAsync(ReceiptCsv.Write(receipt), token);
                else
                    await ReceiptCsv.WriteAsync(output, result, token);
            },
            WriteCondition.IfAbsent,
            cancellationToken);
        await PutAsync(SubmissionBlobs.Html(path, submission), await ReceiptHtml.WriteAsync(receipt, SubmissionBlobs.CsvFile(submission)), WriteCondition.IfAbsent, cancellationToken);
        var outcome = await PutAsync(SubmissionBlobs.Json(path, submission), ReceiptJson.Write(receipt), WriteCondition.IfAbsent, cancellationToken);
        return outcome == WriteOutcome.Written
            ? receipt
            : await FindAsync(path, submission, cancellationToken) ?? receipt;
    }

    private Task<WriteOutcome> PutAsync(string name, byte[] content, WriteCondition condition, CancellationToken cancellationToken)
        => receipts.WriteAsync(name, async (output, token) => await output.WriteAsync(content, token), condition, cancellationToken);
}
