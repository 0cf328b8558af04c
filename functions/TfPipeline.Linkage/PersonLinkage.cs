using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>Linkage in memory: two sets of people, or one with itself. The phases are those of <see cref="LinkageSteps"/>.</summary>
public static class PersonLinkage
{
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
