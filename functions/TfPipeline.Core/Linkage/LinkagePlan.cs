using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>What is known of both sides before any pair is compared: counts of blocks and tokens, and what to join.</summary>
internal sealed class LinkagePlan
{
    private const int Format = 2;
    private const long FewPairs = 30_000_000;

    // Pairs count twice in one file, and a file of a thousand is to be compared exhaustively.
    private const long LeastPairsOfOneFile = 2_000_000;

    private readonly CohortIndex? _index;

    private LinkagePlan(TokenTable left, CohortIndex? index, TokenCounts counts, StrangerCounts strangers, IReadOnlyList<LadderCost> costs, bool isSelf)
        => (Left, _index, Counts, Strangers, Costs, IsSelf) = (left, index, counts, strangers, costs, isSelf);

    public TokenTable Left { get; }

    /// <summary>The cohort's blocks; only a plan that was read for the fit has none.</summary>
    public CohortIndex Index => _index ?? throw new InvalidOperationException("This plan was read without blocks; read it with blocks to join.");

    public TokenCounts Counts { get; }

    public StrangerCounts Strangers { get; }

    public IReadOnlyList<LadderCost> Costs { get; }

    public bool IsSelf { get; }

    /// <summary>
    /// Main fields that must agree for a pair to be kept. One agreement can decide among few people only; among many it never
    /// outweighs the prior, and keeping such pairs would cost most of the memory.
    /// </summary>
    public int LeastAgreement => Left.Count * Counts.RightCount <= FewPairs ? 1 : 2;

    /// <summary>Counts both sides; the partitions may come in any order and cut.</summary>
    public static async Task<LinkagePlan> MakeAsync(
        TokenTable cohort, IReadOnlyList<IAsyncEnumerable<RecordBatch>> partitions, KeyRing ring, LinkageOptions options, CancellationToken cancellationToken)
    {
        var index = new CohortIndex(cohort, options.Threads);
        index.StartCounting();
        var counts = new TokenCounts(cohort);
        var sample = new StrangerSample();
        await Parallel.ForEachAsync(partitions, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, async (partition, token) =>
        {
            using var tokeniser = new Tokeniser(ring, TokenSet.WithoutEdits);
            using var recordKeys = new RecordKeys();
            await foreach (var batch in partition.WithCancellation(token))
            {
                var table = tokeniser.Tokenise(batch.Identifiers);
                index.Count(table);
                counts.Count(table);
                var keys = recordKeys.Of(batch.RecordIds);
                lock (sample)
                    sample.Add(keys, batch.Identifiers);
            }
        });
        using var full = new Tokeniser(ring);
        var strangers = StrangerCounts.Draw(cohort, sample.Tokenise(full), isSelf: false, options.RandomPairs, options.Seed);
        var costs = index.Decide(options.Budget(cohort.Count, counts.RightCount));
        index.BuildBlocks();
        return new LinkagePlan(cohort, index, counts, strangers, costs, isSelf: false);
    }

    /// <summary>The same for one table joined with itself.</summary>
    public static LinkagePlan OfSelf(TokenTable people, LinkageOptions options)
    {
        var index = new CohortIndex(people, options.Threads);
        index.StartCounting();
        index.Count(people);
        var counts = new TokenCounts(people);
        counts.Count(people);
        var strangers = StrangerCounts.Draw(people, people, isSelf: true, options.RandomPairs, options.Seed);
        var costs = index.Decide(Math.Max(LeastPairsOfOneFile, 2 * options.Budget(people.Count, people.Count)));
        index.BuildBlocks();
        return new LinkagePlan(people, index, counts, strangers, costs, isSelf: true);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Format);
        writer.Write(Index.Left.Count);
        writer.Write(IsSelf);
        Counts.Save(writer);
        Strangers.Save(writer);
        foreach (var family in Index.Allowed)
        {
            foreach (var rung in family)
                writer.WriteColumn(rung);
        }

        foreach (var cost in Costs)
        {
            writer.Write(cost.BlockCap);
            writer.WriteColumn(cost.PairsByRung);
            writer.Write(cost.DroppedPairs);
            writer.Write(cost.DroppedBlocks);
            writer.Write(cost.LoosePairs);
        }
    }

    /// <summary>Reads a plan for the cohort it was made for.</summary>
    /// <param name="withBlocks">False when nothing is joined any more, as for the fit.</param>
    public static LinkagePlan Load(BinaryReader reader, TokenTable cohort, LinkageOptions options, bool withBlocks)
    {
        if (reader.ReadInt32() != Format || reader.ReadInt32() != cohort.Count)
            throw new InvalidDataException("The plan of a linkage was made for another cohort or by another version; plan again.");
        var isSelf = reader.ReadBoolean();
        var counts = new TokenCounts(cohort);
        counts.Load(reader);
        var strangers = StrangerCounts.Load(reader);
        var allowed = new bool[BlockingFamily.All.Count][][];
        for (var f = 0; f < allowed.Length; f++)
        {
            allowed[f] = new bool[BlockingFamily.All[f].Rungs.Count][];
            for (var r = 0; r < allowed[f].Length; r++)
                allowed[f][r] = reader.ReadColumn<bool>();
        }

        CohortIndex? index = null;
        if (withBlocks)
        {
            index = new CohortIndex(cohort, options.Threads);
            index.Restore(allowed);
            index.BuildBlocks();
        }

        var costs = BlockingFamily.All.Select(f => new LadderCost(f.Name, reader.ReadInt64(), reader.ReadColumn<long>(), reader.ReadInt64(), reader.ReadInt64()) { LoosePairs = reader.ReadInt64() }).ToList();
        return new LinkagePlan(cohort, index, counts, strangers, costs, isSelf);
    }
}
