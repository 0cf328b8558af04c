using System.Globalization;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// Linkage of a cohort with records that come in partitions, in three steps that may run on different machines: plan, compare each
/// partition, link. Each step writes working files of fixed names, so that a step may be repeated.
/// </summary>
public static class LinkageSteps
{
    private const string PlanFile = "plan", LinksFile = "links", LinksWithoutNumbersFile = "links-without-numbers", UncertainFile = "uncertain";

    /// <summary>Counts both sides over all partitions and decides what is joined.</summary>
    public static async Task<PlanSummary> PlanAsync(
        ILinkageFiles files, TokenTable cohort, IReadOnlyList<IAsyncEnumerable<RecordBatch>> partitions, LinkageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(partitions);
        var plan = await LinkagePlan.MakeAsync(cohort, partitions, files.Ring, options, cancellationToken);
        await files.SaveAsync(PlanFile, plan.Save, cancellationToken);
        return new PlanSummary(partitions.Count, plan.TermFrequencies.RightCount, plan.Costs.Sum(c => c.PairsByRung.Sum()), plan.Costs.Sum(c => c.DroppedPairs));
    }

    /// <summary>Compares the records of one partition with the cohort and stores the candidates.</summary>
    public static async Task<CompareSummary> ComparePartitionAsync(
        ILinkageFiles files, TokenTable cohort, int partition, IAsyncEnumerable<RecordBatch> records, LinkageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        var plan = await files.LoadAsync(PlanFile, r => LinkagePlan.Load(r, cohort, options, withBlocks: true), cancellationToken);
        var set = await PartitionComparison.CompareAsync(plan, records, files.Ring, options.Threads, cancellationToken);
        await files.SaveAsync(CandidatesFile(partition), set.Save, cancellationToken);
        return new CompareSummary(partition, set.Compared, set.Left.Length);
    }

    /// <summary>
    /// Fits the model on the candidates of all partitions, decides, and stores the links. Where there are National Insurance or unique pupil
    /// numbers, a second fit on the same candidates without them shows how much results depend on them.
    /// </summary>
    /// <param name="files">Where the working files are.</param>
    /// <param name="cohort">The cohort that was planned with.</param>
    /// <param name="partitions">Number of partitions.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The full result, of which only the links and the uncertain pairs are stored.</returns>
    public static async Task<LinkageResult> LinkAsync(
        ILinkageFiles files, TokenTable cohort, int partitions, LinkageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(cohort);
        var plan = await files.LoadAsync(PlanFile, r => LinkagePlan.Load(r, cohort, options, withBlocks: false), cancellationToken);
        var sets = new List<CandidateSet>(partitions);
        for (var k = 0; k < partitions; k++)
            sets.Add(await files.LoadAsync(CandidatesFile(k), CandidateSet.Load, cancellationToken));
        var result = LinkageResult.Of(plan, sets, options);
        await files.SaveAsync(UncertainFile, result.Uncertain(options).Save, cancellationToken);
        var withoutNumbers = HasNumbers(result.Model) ? LinkageResult.Of(plan, [.. sets.Select(s => s.WithoutNumbers())], options).Links : result.Links;
        await files.SaveAsync(LinksWithoutNumbersFile, withoutNumbers.Save, cancellationToken);
        await files.SaveAsync(LinksFile, result.Links.Save, cancellationToken);
        return result;
    }

    /// <summary>Everything that <see cref="LinkAsync"/> stored.</summary>
    public static async Task<DepartmentLinkSets> ReadLinkSetsAsync(ILinkageFiles files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new DepartmentLinkSets(
            await ReadLinksAsync(files, cancellationToken),
            await files.LoadAsync(LinksWithoutNumbersFile, LinkTable.Load, cancellationToken),
            await files.LoadAsync(UncertainFile, UncertainPairs.Load, cancellationToken));
    }

    /// <summary>The links that <see cref="LinkAsync"/> stored.</summary>
    public static Task<LinkTable> ReadLinksAsync(ILinkageFiles files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.LoadAsync(LinksFile, LinkTable.Load, cancellationToken);
    }

    private static string CandidatesFile(int partition) => string.Create(CultureInfo.InvariantCulture, $"candidates-{partition:0000}");

    private static bool HasNumbers(LinkageModel model) => !model.NeutralFields.Contains(Field.Upn) || !model.NeutralFields.Contains(Field.Nino);
}

/// <summary>Counts of a plan: no value, no name.</summary>
public sealed record PlanSummary(int Partitions, long Records, long PairsToCompare, long DroppedPairs);

/// <summary>Counts of one compared partition.</summary>
public sealed record CompareSummary(int Partition, long Compared, long Candidates);
