using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Linkage of the cohort with one department in three steps that may run on different machines: plan, compare each partition, link.
/// Each step writes encrypted working files of fixed names, so that a step may be repeated.
/// </summary>
public static class DepartmentLinkage
{
    /// <summary>Counts both sides over all partitions and decides what is joined.</summary>
    public static async Task<PlanSummary> PlanAsync(
        LinkageWorkspace workspace, TokenTable cohort, IReadOnlyList<IAsyncEnumerable<RecordBatch>> partitions, LinkageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(partitions);
        var plan = await LinkagePlan.MakeAsync(cohort, partitions, workspace.Ring, options, cancellationToken);
        await workspace.SaveAsync(workspace.PlanBlob, plan.Save, cancellationToken);
        return new PlanSummary(partitions.Count, plan.TermFrequencies.RightCount, plan.Costs.Sum(c => c.PairsByRung.Sum()), plan.Costs.Sum(c => c.DroppedPairs));
    }

    /// <summary>Compares the records of one partition with the cohort and stores the candidates.</summary>
    public static async Task<CompareSummary> ComparePartitionAsync(
        LinkageWorkspace workspace, TokenTable cohort, int partition, IAsyncEnumerable<RecordBatch> records, LinkageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(options);
        var plan = await workspace.LoadAsync(workspace.PlanBlob, r => LinkagePlan.Load(r, cohort, options, withBlocks: true), cancellationToken);
        var set = await PartitionComparison.CompareAsync(plan, records, workspace.Ring, options.Threads, cancellationToken);
        await workspace.SaveAsync(workspace.CandidatesBlob(partition), set.Save, cancellationToken);
        return new CompareSummary(partition, set.Compared, set.Left.Length);
    }

    /// <summary>
    /// Fits the model on the candidates of all partitions, decides, and stores the links. Where there are National Insurance or unique pupil
    /// numbers, a second fit on the same candidates without them shows how much results depend on them.
    /// </summary>
    /// <param name="workspace">Where the working files are.</param>
    /// <param name="cohort">The cohort that was planned with.</param>
    /// <param name="partitions">Number of partitions.</param>
    /// <param name="options">Settings.</param>
    /// <param name="inspect">Receives the full result, of which only the links are stored.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<LinkSummary> LinkAsync(
        LinkageWorkspace workspace, TokenTable cohort, int partitions, LinkageOptions options, Action<LinkageResult>? inspect = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(cohort);
        var plan = await workspace.LoadAsync(workspace.PlanBlob, r => LinkagePlan.Load(r, cohort, options, withBlocks: false), cancellationToken);
        var sets = new List<CandidateSet>(partitions);
        for (var k = 0; k < partitions; k++)
            sets.Add(await workspace.LoadAsync(workspace.CandidatesBlob(k), CandidateSet.Load, cancellationToken));
        var result = LinkageResult.Of(plan, sets, options);
        await workspace.SaveAsync(workspace.UncertainBlob, result.Uncertain(options).Save, cancellationToken);
        var withoutNumbers = HasNumbers(result.Model) ? LinkageResult.Of(plan, [.. sets.Select(s => s.WithoutNumbers())], options).Links : result.Links;
        await workspace.SaveAsync(workspace.LinksWithoutNumbersBlob, withoutNumbers.Save, cancellationToken);
        await workspace.SaveAsync(workspace.LinksBlob, result.Links.Save, cancellationToken);
        inspect?.Invoke(result);
        return LinkSummary.Of(result);
    }

    /// <summary>Everything that <see cref="LinkAsync"/> stored.</summary>
    public static async Task<DepartmentLinkSets> ReadLinkSetsAsync(LinkageWorkspace workspace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return new DepartmentLinkSets(
            await ReadLinksAsync(workspace, cancellationToken),
            await workspace.LoadAsync(workspace.LinksWithoutNumbersBlob, LinkTable.Load, cancellationToken),
            await workspace.LoadAsync(workspace.UncertainBlob, UncertainPairs.Load, cancellationToken));
    }

    /// <summary>The links that <see cref="LinkAsync"/> stored.</summary>
    public static Task<LinkTable> ReadLinksAsync(LinkageWorkspace workspace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return workspace.LoadAsync(workspace.LinksBlob, LinkTable.Load, cancellationToken);
    }

    private static bool HasNumbers(LinkageModel model) => !model.NeutralFields.Contains(Field.Upn) || !model.NeutralFields.Contains(Field.Nino);
}

/// <summary>Counts of a plan: no value, no name.</summary>
public sealed record PlanSummary(int Partitions, long Records, long PairsToCompare, long DroppedPairs);

/// <summary>Counts of one compared partition.</summary>
public sealed record CompareSummary(int Partition, long Compared, long Candidates);

/// <summary>Counts and expected quality of a linkage.</summary>
/// <param name="People">Cohort people.</param>
/// <param name="Matches">People with a Match.</param>
/// <param name="Possible">People with a Possible.</param>
/// <param name="Ambiguous">People with an Ambiguous.</param>
/// <param name="ExpectedMatches">True matches that the model expects.</param>
/// <param name="ExpectedPrecision">Share of the matches that the model expects to be right.</param>
/// <param name="ExpectedRecall">Share of the expected true matches that were taken.</param>
/// <param name="HasConverged">False when the fit stopped at its limit.</param>
/// <param name="DroppedPairs">Pairs of blocks that were too large to compare at all.</param>
public sealed record LinkSummary(
    int People, int Matches, int Possible, int Ambiguous, double ExpectedMatches, double ExpectedPrecision, double ExpectedRecall, bool HasConverged, long DroppedPairs)
{
    /// <summary>Summarises a result.</summary>
    public static LinkSummary Of(LinkageResult result)
    {
        var links = result.Links;
        var counts = links.Status.GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        var right = 0.0;
        for (var i = 0; i < links.Count; i++)
            right += links.Status[i] == LinkStatus.Match ? links.Probability[i] : 0;
        var matches = counts.GetValueOrDefault(LinkStatus.Match);
        return new LinkSummary(
            links.CohortCount, matches, counts.GetValueOrDefault(LinkStatus.Possible), counts.GetValueOrDefault(LinkStatus.Ambiguous),
            result.Model.ExpectedMatches, matches == 0 ? 0 : right / matches, Math.Min(1, right / Math.Max(result.Model.ExpectedMatches, 1e-9)),
            result.Model.HasConverged, result.BlockingCosts.Sum(l => l.DroppedPairs));
    }
}
