using System.Globalization;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;

namespace TfPipeline.Cli.Terminal;

/// <summary>One upload's outcome as a line: place, submission and counts, never the upload's name.</summary>
internal static class OutcomeLine
{
    private static readonly Lock Gate = new();

    public static void Print(IngestOutcome outcome)
    {
        var rows = outcome.Rows;
        var line = outcome.Action == IngestAction.Gone
            ? $"{outcome.ReceiptFolder} gone before it could be read"
            : outcome.Action == IngestAction.Noise ? $"{outcome.ReceiptFolder} a folder's stub or a system file, passed over"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{outcome.ReceiptFolder}{outcome.Submission}  {Word(outcome.Status)}  {rows.Accepted:N0} rows used, {rows.Refused:N0} left out, {rows.Queried:N0} to look at{(outcome.UnattributedOptOuts == 0 ? "" : $"; {outcome.UnattributedOptOuts:N0} opt-outs that name nobody: ask the council whose they are")}");
        lock (Gate)
            Console.WriteLine(line);
    }

    public static string Summary(IReadOnlyList<IngestOutcome> outcomes)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{outcomes.Count:N0} uploads: {Count(outcomes, ReceiptStatus.Accepted):N0} accepted, {Count(outcomes, ReceiptStatus.Refused):N0} refused, {Count(outcomes, ReceiptStatus.Duplicate):N0} known already; {outcomes.Sum(o => (long)o.Rows.Accepted):N0} rows used, {outcomes.Sum(o => (long)o.Rows.Refused):N0} left out");

    private static int Count(IReadOnlyList<IngestOutcome> outcomes, ReceiptStatus status) => outcomes.Count(o => o.Status == status);

    private static string Word(ReceiptStatus? status) => status?.ToString().ToLowerInvariant() ?? "gone";
}
