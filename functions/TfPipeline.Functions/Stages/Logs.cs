using Microsoft.Extensions.Logging;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Stages;

/// <summary>Everything that the app logs: councils, drops, runs and counts; never a value, a file's name or other outside text.</summary>
internal static partial class Logs
{
    [LoggerMessage(1001, LogLevel.Information, "Upload {Action} as {Status}; receipt in {ReceiptFolder}; rows read {Read}, accepted {Accepted}")]
    public static partial void UploadIngested(this ILogger logger, IngestAction action, ReceiptStatus? status, string receiptFolder, int read, int accepted);

    [LoggerMessage(1002, LogLevel.Error, "An upload failed too often; a failed receipt is in {ReceiptFolder}")]
    public static partial void UploadFailed(this ILogger logger, string receiptFolder);

    [LoggerMessage(1003, LogLevel.Information, "Run {RunId} for release {Release} was asked for: {Outcome}")]
    public static partial void RunAskedFor(this ILogger logger, string runId, string release, string outcome);

    [LoggerMessage(1004, LogLevel.Information, "History purge: {Count} finished orchestrations")]
    public static partial void HistoryPurged(this ILogger logger, int count);

    [LoggerMessage(1005, LogLevel.Information, "Retention sweep: {Uploads} uploads and {Extracts} extract files deleted, {Left} left for later")]
    public static partial void RetentionSwept(this ILogger logger, int uploads, int extracts, int left);

    [LoggerMessage(1006, LogLevel.Error, "A queue message could not be read and was let go; it is not about a created blob of {Container}")]
    public static partial void MessageLetGo(this ILogger logger, PipelineContainer container);

    [LoggerMessage(1007, LogLevel.Error, "A marker could not be read and was let go; write the marker of the run again")]
    public static partial void MarkerLetGo(this ILogger logger);

    [LoggerMessage(1008, LogLevel.Information, "Retention sweep: {Count} blobs of earlier runs deleted")]
    public static partial void OldWorkSwept(this ILogger logger, int count);

    [LoggerMessage(1009, LogLevel.Information, "Uploads without a receipt: {Ingested} ingested, {Left} left")]
    public static partial void CaughtUp(this ILogger logger, int ingested, int left);

    [LoggerMessage(1010, LogLevel.Error, "Uploads stay without a receipt for more than {Days} day(s): {Count}; each has a failed receipt now")]
    public static partial void UploadsStayUnread(this ILogger logger, int count, int days);

    [LoggerMessage(1011, LogLevel.Information, "A decision about release {Release} was found: {Outcome}")]
    public static partial void DecisionAskedFor(this ILogger logger, string release, string outcome);

    [LoggerMessage(1012, LogLevel.Error, "Decisions could not be read by their names and were let go: {Count}")]
    public static partial void DecisionsLetGo(this ILogger logger, int count);

    [LoggerMessage(1013, LogLevel.Information, "Proposals: {Waiting} waiting, the oldest for {Days} day(s), {Expired} expired")]
    public static partial void ProposalsSeen(this ILogger logger, int waiting, int days, int expired);

    [LoggerMessage(1014, LogLevel.Error, "Proposals wait for a decision: {Waiting}, the oldest for {Days} day(s); {Expired} expired without one")]
    public static partial void ProposalsWait(this ILogger logger, int waiting, int days, int expired);
}
