using TfPipeline.Core.DepartmentLinking;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Linkage;
using TfPipeline.Linkage.Reporting;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Activities;

/// <summary>Fits once over all partitions of a delivery, decides, and leaves a report for those who run the linkage.</summary>
public sealed class LinkDepartment(IPipelineStorage storage, DepartmentStep departments) : GuardedActivity<LinkRequest, DepartmentLinked>
{
    /// <inheritdoc />
    protected override async Task<DepartmentLinked> StepAsync(LinkRequest input, CancellationToken cancellationToken)
    {
        var step = await departments.OpenAsync(input.RunId, input.Department, input.Delivery, input.KeyVersion, cancellationToken);
        var result = await LinkageSteps.LinkAsync(step.Workspace, step.Cohort.Tokens, input.Partitions, step.Options, cancellationToken);
        var report = LinkageReport.Of(result, step.Options, CohortGroups.Of(step.Cohort));
        var summary = LinkSummary.Of(result);
        await WriteReportAsync(input, step.Delivery, report, await DepartmentStep.FoundAsync(storage, input.RunId, input.Findings, cancellationToken), cancellationToken);
        return new DepartmentLinked(
            input.Department, input.Delivery, summary.Matches, summary.Possible, summary.Ambiguous, summary.People);
    }

    // Audit blobs cannot be replaced once their policy is locked. A repeated step would write the same bytes.
    private async Task WriteReportAsync(LinkRequest input, Delivery delivery, LinkageReport report, DeliveryAudit? found, CancellationToken cancellationToken)
    {
        var page = await LinkageReportHtml.WriteAsync(report, $"Linkage with {delivery.Contract.Title}", delivery.Manifest.Synthetic, found);
        await storage[PipelineContainer.Audit].WriteAsync(
            RunBlobs.LinkageReport(input.RunId, input.Department), (stream, token) => stream.WriteAsync(page, token).AsTask(), WriteCondition.IfAbsent, cancellationToken);
    }
}
