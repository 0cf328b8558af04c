using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>Everything that is decided before any pair is compared: counts of blocks and tokens of both sides, u counts, and the blocks to join.</summary>
internal sealed class LinkagePlan
{
    /// <summary>Up to this number of pairs of people, no pair is dropped to save memory.</summary>
    public const long FewPairs = 30_000_000;

    private const int Format = 3;

    // Each pair counts twice in one file, and a file of a thousand rows is to be compared exhaustively.
    private const long MinPairsOfOneFile = 2_000_000;

    private CohortIndex? _index;
    private (TokenTable Table, PersonColumns Rows)? _inMemory;

    private LinkagePlan(CohortEncoding encoding, CohortIndex? index, TermFrequencies counts, UProbabilityCounts uCounts, IReadOnlyList<BlockingCost> costs, bool isSelf, LinkageOptions options)
    {
        (Encoding, _index, TermFrequencies, UCounts, Costs, IsSelf) = (encoding, index, counts, uCounts, costs, isSelf);
        var fitter = new ModelFitter(this, options);
        Prefilter = new PairPrefilter(fitter.Scorer, fitter.PrefilterThreshold);
    }

    public TokenTable Left => Encoding.Left;

    public CohortEncoding Encoding { get; }

    /// <summary>Encodes the people of another table.</summary>
    public PersonColumns RowsOf(TokenTable right) => ReferenceEquals(right, _inMemory?.Table) ? _inMemory.Value.Rows : Encoding.Encode(right);

    /// <summary>Drops pairs that no plausible fit could call a match.</summary>
    public PairPrefilter Prefilter { get; }

    /// <summary>The cohort's blocks; only a plan that was read for the fit has none.</summary>
    public CohortIndex Index => _index ?? throw new InvalidOperationException("This plan was read without blocks; read it with blocks to join.");

    public TermFrequencies TermFrequencies { get; }

    public UProbabilityCounts UCounts { get; }

    public IReadOnlyList<BlockingCost> Costs { get; }

    public bool IsSelf { get; }

    /// <summary>
    /// Number of main fields that must agree for a pair to be kept. Among many people one agreement never outweighs the prior, and keeping such
    /// pairs would take most of the memory.
    /// </summary>
    public int LeastAgreement => Left.Count * TermFrequencies.RightCount <= FewPairs ? 1 : 2;

    /// <summary>Counts both sides. The order and the cut of the partitions do not matter.</summary>
    public static async Task<LinkagePlan> MakeAsync(
        TokenTable cohort, IReadOnlyList<IAsyncEnumerable<RecordBatch>> partitions, KeyRing ring, LinkageOptions options, CancellationToken cancellationToken)
    {
        var draft = new Draft(cohort, options);
        var sample = new NonMatchSample();
        using var pool = draft.Pool(ring);
        await Parallel.ForEachAsync(partitions, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, async (partition, token) =>
            await pool.UseAsync(tokens => draft.CountAsync(partition, tokens, sample, token)));
        using var full = new Tokeniser(ring);
        return draft.Finish(sample.Tokenise(full), options);
    }

    /// <summary>The same for records that are in memory as tokens.</summary>
    public static LinkagePlan Make(TokenTable cohort, TokenTable records, ulong[] recordKeys, LinkageOptions options)
    {
        var encoding = new CohortEncoding(cohort, options.Threads);
        var rows = encoding.Encode(records, options.Threads);
        var sample = NonMatchSample.Smallest(recordKeys);
        var plan = InMemory(encoding, rows, (records.Select(sample), rows.Select(sample)), isSelf: false, options);
        plan._inMemory = (records, rows);
        return plan;
    }

    /// <summary>The same for one table joined with itself.</summary>
    public static LinkagePlan OfSelf(TokenTable people, LinkageOptions options)
    {
        var encoding = new CohortEncoding(people, options.Threads);
        return InMemory(encoding, encoding.Rows, (people, encoding.Rows), isSelf: true, options);
    }

    /// <summary>Frees the memory that only joining needs.</summary>
    public void EndJoining() => (_index, _inMemory) = (null, null);

    public void Save(BinaryWriter writer)
    {
        writer.Write(Format);
        writer.Write(Left.Count);
        writer.Write(IsSelf);
        TermFrequencies.Save(writer);
        UCounts.Save(writer);
        foreach (var rule in Index.Allowed)
        {
            foreach (var refinement in rule)
                writer.WriteColumn(refinement);
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
        var encoding = new CohortEncoding(cohort, options.Threads);
        var counts = new TermFrequencies(encoding, options.Threads, willCount: false);
        counts.Load(reader);
        var uCounts = UProbabilityCounts.Load(reader);
        var allowed = new bool[BlockingRule.All.Count][][];
        for (var f = 0; f < allowed.Length; f++)
        {
            allowed[f] = new bool[BlockingRule.All[f].Refinements.Count][];
            for (var r = 0; r < allowed[f].Length; r++)
                allowed[f][r] = reader.ReadColumn<bool>();
        }

        CohortIndex? index = null;
        if (withBlocks)
        {
            index = CohortIndex.ToCount(encoding, options.Threads);
            index.Restore(allowed);
            index.BuildTables();
        }

        var costs = BlockingRule.All.Select(f => new BlockingCost(f.Name, reader.ReadInt64(), reader.ReadColumn<long>(), reader.ReadInt64(), reader.ReadInt64()) { LoosePairs = reader.ReadInt64() }).ToList();
        return new LinkagePlan(encoding, index, counts, uCounts, costs, isSelf, options);
    }

    /// <summary>A plan while both sides are being counted.</summary>
    private sealed class Draft
    {
        private readonly CohortEncoding _encoding;
        private readonly CohortIndex _index;
        private readonly TermFrequencies _counts;

        public Draft(TokenTable cohort, LinkageOptions options)
        {
            _encoding = new CohortEncoding(cohort, options.Threads);
            _index = CohortIndex.ToCount(_encoding, options.Threads);
            _counts = new TermFrequencies(_encoding, options.Threads);
        }

        public DisposingObjectPool<RecordTokens> Pool(KeyRing ring) => new(() => new RecordTokens(_encoding, ring, TokenSet.WithoutEdits));

        /// <summary>Counts a partition; gives how many records it has.</summary>
        public async Task<long> CountAsync(IAsyncEnumerable<RecordBatch> partition, RecordTokens tokens, NonMatchSample sample, CancellationToken cancellationToken)
        {
            using var recordKeys = new RecordKeys();
            var records = 0L;
            await foreach (var batch in partition.WithCancellation(cancellationToken))
            {
                foreach (var slice in tokens.Slices(batch.Identifiers))
                {
                    _index.Count(slice.Rows, threads: 1);
                    _counts.Count(slice.Rows, threads: 1);
                }

                var keys = recordKeys.Of(batch.RecordIds);
                records += keys.Length;
                lock (sample)
                    sample.Add(keys, batch.Identifiers);
            }

            return records;
        }

        public LinkagePlan Finish(TokenTable sample, LinkageOptions options)
        {
            _counts.Seal();
            var uCounts = UProbabilityCounts.Draw(_encoding, _index.Names, sample, _encoding.Encode(sample), isSelf: false, options);
            var costs = _index.Decide(options.Budget(_encoding.Left.Count, _counts.RightCount));
            _index.BuildTables();
            return new LinkagePlan(_encoding, _index, _counts, uCounts, costs, isSelf: false, options);
        }
    }

    private static LinkagePlan InMemory(CohortEncoding encoding, PersonColumns rows, (TokenTable Table, PersonColumns Rows) sample, bool isSelf, LinkageOptions options)
    {
        var counts = TermFrequencies.Of(encoding, rows, options.Threads);
        var budget = options.Budget(encoding.Left.Count, rows.Count);
        var index = CohortIndex.Of(encoding, rows, isSelf ? Math.Max(MinPairsOfOneFile, 2 * budget) : budget, options.Threads, out var costs);
        var uCounts = UProbabilityCounts.Draw(encoding, index.Names, sample.Table, sample.Rows, isSelf, options);
        return new LinkagePlan(encoding, index, counts, uCounts, costs, isSelf, options);
    }
}
