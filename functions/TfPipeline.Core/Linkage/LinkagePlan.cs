using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>What is known of both sides before any pair is compared: counts of blocks and tokens, and what to join.</summary>
internal sealed class LinkagePlan
{
    /// <summary>Up to so many pairs of people, memory is no reason to leave out a pair.</summary>
    public const long FewPairs = 30_000_000;

    private const int Format = 3;

    // Pairs count twice in one file, and a file of a thousand is to be compared exhaustively.
    private const long LeastPairsOfOneFile = 2_000_000;

    private CohortIndex? _index;
    private (TokenTable Table, PersonColumns Rows)? _inMemory;

    private LinkagePlan(LeftNumbers numbers, CohortIndex? index, TokenCounts counts, StrangerCounts strangers, IReadOnlyList<LadderCost> costs, bool isSelf, LinkageOptions options)
    {
        (Numbers, _index, Counts, Strangers, Costs, IsSelf) = (numbers, index, counts, strangers, costs, isSelf);
        var fitter = new ModelFitter(this, options);
        Screen = new PairScreen(fitter.Scorer, fitter.ScreeningThreshold);
    }

    public TokenTable Left => Numbers.Left;

    public LeftNumbers Numbers { get; }

    /// <summary>People of another table in numbers of the left one.</summary>
    public PersonColumns RowsOf(TokenTable right) => ReferenceEquals(right, _inMemory?.Table) ? _inMemory.Value.Rows : Numbers.Of(right);

    /// <summary>Which pairs the fit could ever call a match.</summary>
    public PairScreen Screen { get; }

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
        var draft = new Draft(cohort, options);
        var sample = new StrangerSample();
        using var pool = draft.Pool(ring);
        await Parallel.ForEachAsync(partitions, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, async (partition, token) =>
            await pool.UseAsync(tokens => draft.CountAsync(partition, tokens, sample, token)));
        using var full = new Tokeniser(ring);
        return draft.Finish(sample.Tokenise(full), options);
    }

    /// <summary>The same for records that are in memory as tokens.</summary>
    public static LinkagePlan Make(TokenTable cohort, TokenTable records, ulong[] recordKeys, LinkageOptions options)
    {
        var numbers = new LeftNumbers(cohort, options.Threads);
        var rows = numbers.Of(records, options.Threads);
        var sample = StrangerSample.Smallest(recordKeys);
        var plan = InMemory(numbers, rows, (records.Select(sample), rows.Select(sample)), isSelf: false, options);
        plan._inMemory = (records, rows);
        return plan;
    }

    /// <summary>The same for one table joined with itself.</summary>
    public static LinkagePlan OfSelf(TokenTable people, LinkageOptions options)
    {
        var numbers = new LeftNumbers(people, options.Threads);
        return InMemory(numbers, numbers.Rows, (people, numbers.Rows), isSelf: true, options);
    }

    /// <summary>Lets go of what only joining needs.</summary>
    public void EndJoining() => (_index, _inMemory) = (null, null);

    public void Save(BinaryWriter writer)
    {
        writer.Write(Format);
        writer.Write(Left.Count);
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
        var numbers = new LeftNumbers(cohort, options.Threads);
        var counts = new TokenCounts(numbers, options.Threads, willCount: false);
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
            index = CohortIndex.ToCount(numbers, options.Threads);
            index.Restore(allowed);
            index.BuildBlocks();
        }

        var costs = BlockingFamily.All.Select(f => new LadderCost(f.Name, reader.ReadInt64(), reader.ReadColumn<long>(), reader.ReadInt64(), reader.ReadInt64()) { LoosePairs = reader.ReadInt64() }).ToList();
        return new LinkagePlan(numbers, index, counts, strangers, costs, isSelf, options);
    }

    /// <summary>A plan while both sides are being counted.</summary>
    private sealed class Draft
    {
        private readonly LeftNumbers _numbers;
        private readonly CohortIndex _index;
        private readonly TokenCounts _counts;

        public Draft(TokenTable cohort, LinkageOptions options)
        {
            _numbers = new LeftNumbers(cohort, options.Threads);
            _index = CohortIndex.ToCount(_numbers, options.Threads);
            _counts = new TokenCounts(_numbers, options.Threads);
        }

        public DisposingPool<RecordTokens> Pool(KeyRing ring) => new(() => new RecordTokens(_numbers, ring, TokenSet.WithoutEdits));

        /// <summary>Counts a partition; gives how many records it has.</summary>
        public async Task<long> CountAsync(IAsyncEnumerable<RecordBatch> partition, RecordTokens tokens, StrangerSample sample, CancellationToken cancellationToken)
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
            var strangers = StrangerCounts.Draw(_numbers, _index.Names, sample, _numbers.Of(sample), isSelf: false, options);
            var costs = _index.Decide(options.Budget(_numbers.Left.Count, _counts.RightCount));
            _index.BuildBlocks();
            return new LinkagePlan(_numbers, _index, _counts, strangers, costs, isSelf: false, options);
        }
    }

    private static LinkagePlan InMemory(LeftNumbers numbers, PersonColumns rows, (TokenTable Table, PersonColumns Rows) sample, bool isSelf, LinkageOptions options)
    {
        var counts = TokenCounts.Of(numbers, rows, options.Threads);
        var budget = options.Budget(numbers.Left.Count, rows.Count);
        var index = CohortIndex.Of(numbers, rows, isSelf ? Math.Max(LeastPairsOfOneFile, 2 * budget) : budget, options.Threads, out var costs);
        var strangers = StrangerCounts.Draw(numbers, index.Names, sample.Table, sample.Rows, isSelf, options);
        return new LinkagePlan(numbers, index, counts, strangers, costs, isSelf, options);
    }
}
