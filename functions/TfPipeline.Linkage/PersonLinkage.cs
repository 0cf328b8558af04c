using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>Linkage in memory: two sets of people, or one with itself. The same rules as <see cref="DepartmentLinkage"/>.</summary>
public static class PersonLinkage
{
    /// <summary>Links a cohort to records that come in partitions; each partition is read twice.</summary>
    /// <param name="cohort">The left side with its edit tokens, in a fixed order: random pairs are drawn by row number.</param>
    /// <param name="partitions">The right side; each must give the same batches every time it is read.</param>
    /// <param name="ring">The keys that made the cohort's tokens.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<LinkageResult> LinkAsync(
        TokenTable cohort, IReadOnlyList<IAsyncEnumerable<RecordBatch>> partitions, KeyRing ring, LinkageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(partitions);
        ArgumentNullException.ThrowIfNull(options);
        var plan = await LinkagePlan.MakeAsync(cohort, partitions, ring, options, cancellationToken);
        MemoryPressure.CollectAfterPhase(cohort.Count + plan.TermFrequencies.RightCount);
        var sets = await CompareAsync(plan, partitions, ring, options, cancellationToken);
        plan.EndJoining();
        MemoryPressure.CollectAfterPhase(cohort.Count + plan.TermFrequencies.RightCount);
        return LinkageResult.Of(plan, sets, options);
    }

    private static async Task<CandidateSet[]> CompareAsync(
        LinkagePlan plan, IReadOnlyList<IAsyncEnumerable<RecordBatch>> partitions, KeyRing ring, LinkageOptions options, CancellationToken cancellationToken)
    {
        var sets = new CandidateSet[partitions.Count];
        var workers = Math.Clamp(partitions.Count, 1, options.Threads);
        using var pool = new DisposingObjectPool<RecordTokens>(() => new RecordTokens(plan.Encoding, ring, TokenSet.Full));
        await Parallel.ForAsync(0, partitions.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, async (k, token) =>
            sets[k] = await pool.UseAsync(tokens => PartitionComparison.CompareAsync(plan, partitions[k], tokens, workers > 1 ? 1 : options.Threads, token)));
        return sets;
    }

    /// <summary>Links two tables that are in memory as tokens.</summary>
    /// <param name="cohort">The left side with its edit tokens.</param>
    /// <param name="records">The right side with its edit tokens.</param>
    /// <param name="recordIds">The name of each record; refused when two are the same.</param>
    /// <param name="options">Settings.</param>
    public static LinkageResult Link(TokenTable cohort, TokenTable records, string[] recordIds, LinkageOptions options)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(recordIds);
        ArgumentNullException.ThrowIfNull(options);
        if (recordIds.Length != records.Count)
            throw new ArgumentException($"There are {recordIds.Length} record ids for {records.Count} records.", nameof(recordIds));
        using var recordKeys = new RecordKeys();
        var keys = recordKeys.Of(recordIds);
        MemoryPressure.CollectAfterPhase(cohort.Count + records.Count);
        var plan = LinkagePlan.Make(cohort, records, keys, options);
        var compared = PartitionComparison.Compare(plan, records, recordIds, keys, options.Threads);
        plan.EndJoining();
        MemoryPressure.CollectAfterPhase(cohort.Count + records.Count);
        return LinkageResult.Of(plan, [compared], options);
    }

    /// <summary>Finds people who are in one table more than once. Rows of one person get one cluster number.</summary>
    public static SelfLinkageResult Deduplicate(TokenTable people, LinkageOptions options)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(options);
        options = options with { Cardinality = Cardinality.ManyToMany };
        var plan = LinkagePlan.OfSelf(people, options);
        var result = LinkageResult.Of(plan, [PartitionComparison.CompareSelf(plan, options.Threads)], options);
        return new SelfLinkageResult(result, AverageLinkClusters.Of(result, people.Count));
    }
}

/// <summary>Rows of one table, clustered into people.</summary>
/// <param name="Pairs">Every pair above the thresholds; record ids are row numbers.</param>
/// <param name="Cluster">For each row the smallest row of its person.</param>
public sealed record SelfLinkageResult(LinkageResult Pairs, int[] Cluster);
