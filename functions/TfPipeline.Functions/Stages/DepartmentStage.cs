using System.Text;
using TfPipeline.Core.Cohort;
using TfPipeline.Core.Linkage;
using TfPipeline.Core.Linkage.Reporting;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Hosting;
using TfPipeline.Functions.Runs;

namespace TfPipeline.Functions.Stages;

/// <summary>
/// One department's part of a linkage run, in three steps that may run on different machines. Each step reads the frozen cohort and the
/// delivery anew; tokens of the extract exist in its memory only.
/// </summary>
public sealed class DepartmentStage(IPipelineStorage storage, ContractCatalogue contracts, RoleKeys keys)
{
    private const int LongestRefusal = 400;

    /// <summary>Chooses the newest complete delivery, checks its files, and counts over it.</summary>
    public async Task<DepartmentPlanned> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        var lookup = await new DeliveryCatalogue(Extracts, contracts).NewestCompleteAsync(request.Department, cancellationToken);
        if (lookup is DeliveryLookup.Refused refused)
            return Refuse(request.Department, refused.Findings);

        var delivery = ((DeliveryLookup.Found)lookup).Delivery;
        try
        {
            return await Attempts(request.RunId).CountAsync(request.Department, "plan", () => PlanAsync(request, delivery, cancellationToken), cancellationToken);
        }
        catch (DeliveryException unusable)
        {
            return Refuse(request.Department, [unusable.Finding]);
        }
    }

    /// <summary>Compares one partition of the planned delivery with the cohort.</summary>
    public async Task<PartitionCompared> CompareAsync(CompareRequest request, CancellationToken cancellationToken)
    {
        return await Attempts(request.RunId).CountAsync(
            request.Department, FormattableString.Invariant($"compare-{request.Partition:0000}"), () => CompareOnceAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Fits once over all partitions, decides, and leaves a report for those who run the linkage.</summary>
    public async Task<DepartmentLinked> LinkAsync(LinkRequest request, CancellationToken cancellationToken)
    {
        var step = await OpenAsync(request.RunId, request.Department, request.Delivery, request.KeyVersion, cancellationToken);
        LinkageReport? report = null;
        var summary = await DepartmentLinkage.LinkAsync(
            step.Workspace, step.Cohort.Tokens, request.Partitions, step.Options,
            result => report = LinkageReport.Of(result, step.Options, CohortGroups.Of(step.Cohort)), cancellationToken);
        await WriteReportAsync(request, step.Delivery, report!, cancellationToken);
        return new DepartmentLinked(
            request.Department, request.Delivery, summary.Matches, summary.Possible, summary.Ambiguous, summary.People);
    }

    // Audit blobs cannot be replaced once their policy is locked. A repeated step would write the same bytes.
    private async Task WriteReportAsync(LinkRequest request, Delivery delivery, LinkageReport report, CancellationToken cancellationToken)
    {
        var page = Encoding.UTF8.GetBytes(LinkagePage.Of(report, $"Linkage with {delivery.Contract.Title}", delivery.Manifest.Synthetic));
        await storage[PipelineContainer.Audit].WriteAsync(
            RunBlobs.LinkageReport(request.RunId, request.Department), (stream, token) => stream.WriteAsync(page, token).AsTask(), WriteCondition.IfAbsent, cancellationToken);
    }

    private IBlobArea Extracts => storage[PipelineContainer.Extracts];

    private DeliveryAttempts Attempts(string runId) => new(storage[PipelineContainer.Links], runId);

    // The people are decoded once: by the count, which throws for a file that cannot be read as the check would have said it.
    private async Task<DepartmentPlanned> PlanAsync(PlanRequest request, Delivery delivery, CancellationToken cancellationToken)
    {
        if (await DeliveryCheck.RunAsync(Extracts, delivery, cancellationToken) is { Count: > 0 } findings)
            return Refuse(request.Department, findings);
        var step = await OpenAsync(request.RunId, request.Department, delivery, request.KeyVersion, cancellationToken);
        var records = step.Partitions.Select(partition => step.Reader.ReadPeopleAsync(partition, cancellationToken)).ToList();
        await DepartmentLinkage.PlanAsync(step.Workspace, step.Cohort.Tokens, records, step.Options, cancellationToken);
        return new DepartmentPlanned(request.Department, delivery.Name, step.Partitions.Count, null);
    }

    private async Task<PartitionCompared> CompareOnceAsync(CompareRequest request, CancellationToken cancellationToken)
    {
        var step = await OpenAsync(request.RunId, request.Department, request.Delivery, request.KeyVersion, cancellationToken);
        var records = step.Reader.ReadPeopleAsync(step.Partitions[request.Partition], cancellationToken);
        var summary = await DepartmentLinkage.ComparePartitionAsync(
            step.Workspace, step.Cohort.Tokens, request.Partition, records, step.Options, cancellationToken);
        return new PartitionCompared(request.Partition, summary.Compared, summary.Candidates);
    }

    private async Task<Step> OpenAsync(string runId, string department, string delivery, string keyVersion, CancellationToken cancellationToken) =>
        await OpenAsync(runId, department, await Deliveries.RequireAsync(Extracts, contracts, department, delivery, cancellationToken), keyVersion, cancellationToken);

    private async Task<Step> OpenAsync(string runId, string department, Delivery delivery, string keyVersion, CancellationToken cancellationToken)
    {
        var ring = await keys.GetAsync(keyVersion, cancellationToken);
        var cohort = await CohortSnapshot.ReadAsync(storage[PipelineContainer.Cohort], runId, ring, cancellationToken);
        var reader = new DeliveryReader(Extracts, delivery);
        var options = new LinkageOptions
        {
            Cardinality = delivery.Contract.People.RecordsPerPerson == RecordsPerPerson.Many ? Cardinality.SeveralRecordsPerPerson : Cardinality.OneToOne,
        };
        return new Step(
            new LinkageWorkspace(storage[PipelineContainer.Links], runId, department, ring),
            cohort,
            delivery,
            reader,
            await reader.PartitionsAsync(cancellationToken: cancellationToken),
            options);
    }

    private static DepartmentPlanned Refuse(string department, IReadOnlyList<DeliveryFinding> findings)
    {
        var more = findings.Count > 1 ? FormattableString.Invariant($" ({findings.Count - 1} more findings)") : string.Empty;
        var first = findings[0].ToString();
        return new DepartmentPlanned(department, null, 0, (first.Length > LongestRefusal ? first[..LongestRefusal] : first) + more);
    }

    private sealed record Step(
        LinkageWorkspace Workspace, CohortSnapshot Cohort, Delivery Delivery, DeliveryReader Reader, IReadOnlyList<DeliveryPartition> Partitions, LinkageOptions Options);
}
