namespace TfPipeline.Linkage;

/// <summary>
/// Term-frequency tables: how many people on each side have each exact value of the left side, and how many pairs agree on combinations of
/// fields. All are whole numbers and sums over partitions, so the order of records and the cut into partitions change nothing.
/// </summary>
internal sealed class TermFrequencies
{
    private static readonly BlockingKeyRefinement[] Combinations =
    [
        new("postcode and surname", (in t) => HashCombine.Of(1, t.Row.Postcode, t.Row.Surname)),
        new("postcode, surname and date of birth", (in t) => HashCombine.Of(2, t.Row.Postcode, t.Row.Surname, t.Row.BirthDate)),
        new("postcode, surname and forename", (in t) => HashCombine.Of(3, t.Row.Postcode, t.Row.Surname, t.Row.Forename)),
        new("surname and date of birth", (in t) => HashCombine.Of(4, t.Row.Surname, t.Row.BirthDate)),
        new("forename and surname", (in t) => HashCombine.Of(5, t.Row.Forename, t.Row.Surname)),
        new("forename and date of birth", (in t) => HashCombine.Of(6, t.Row.Forename, t.Row.BirthDate)),
    ];

    private readonly CohortEncoding _left;
    private KeyTable[] _joint;
    private double _expectedSameNames = -1;

    /// <param name="left">The left side.</param>
    /// <param name="threads">Workers.</param>
    /// <param name="willCount">False when counts are only loaded: then nothing can be counted.</param>
    public TermFrequencies(CohortEncoding left, int threads, bool willCount = true)
    {
        _left = left;
        Left = [.. Enumerable.Range(0, 4).Select(f => new int[left.CountOf(f)])];
        Right = [.. Enumerable.Range(0, 4).Select(f => new int[left.CountOf(f)])];
        AddRows(left.Rows, Left);
        DateByParts = SharedPart(left.Rows, (in r) => r.Year, 100) * SharedPart(left.Rows, (in r) => r.Month, 12) * SharedPart(left.Rows, (in r) => r.Day, 30);
        _joint = willCount ? new KeyTable[Combinations.Length] : [];
        Workers.Run(_joint.Length, threads, () => new KeyTable.Builder(left.Rows.Count), (k, builder) => _joint[k] = Table(Combinations[k], left.Rows, builder));
    }

    /// <summary>Left counts by value number: forename, surname, date of birth, postcode.</summary>
    public int[][] Left { get; }

    /// <summary>Right counts by value number, as <see cref="Left"/>.</summary>
    public int[][] Right { get; }

    /// <summary>Right people who have the field: forename, surname, date of birth, postcode.</summary>
    public long[] RightKnown { get; } = new long[4];

    /// <summary>Pairs that agree on both: postcode + surname; these + date of birth; postcode + surname + forename; surname + date of birth; forename + surname; forename + date of birth.</summary>
    public long[] JointPairs { get; } = new long[Combinations.Length];

    /// <summary>Right people who have all parts of each combination.</summary>
    public long[] JointKnown { get; } = new long[Combinations.Length];

    /// <summary>Right people.</summary>
    public long RightCount { get; private set; }

    /// <summary>Value number of a left person in a main field, −1 where missing.</summary>
    public int ValueOf(int field, int leftPerson)
    {
        ref readonly var row = ref _left.Rows.Rows[leftPerson];
        return Number(in row, field) - 1;
    }

    /// <summary>
    /// Chance that two people share a date of birth: the product of the chances of sharing year, month and day. Matches that were missed
    /// hardly change these three, while they do change counts of whole dates in small files.
    /// </summary>
    public double DateByParts { get; }

    /// <summary>Pairs that agree exactly on a main field.</summary>
    public long EqualPairs(int field)
    {
        var sum = 0L;
        for (var v = 0; v < Left[field].Length; v++)
            sum += (long)Left[field][v] * Right[field][v];
        return sum;
    }

    /// <summary>Pairs that would share both names if forename and surname were independent, from the frequencies of each left person's names.</summary>
    public double ExpectedSameNames(bool isSelf)
    {
        if (_expectedSameNames < 0)
        {
            _expectedSameNames = 0;
            foreach (ref readonly var row in _left.Rows.Rows.AsSpan())
            {
                if (row.Forename > 0 && row.Surname > 0)
                    _expectedSameNames += (double)Right[0][row.Forename - 1] * Right[1][row.Surname - 1];
            }

            _expectedSameNames /= Math.Max(1, RightKnown[0]);
        }

        return isSelf ? _expectedSameNames / 2 : _expectedSameNames;
    }

    /// <summary>How complete the four main fields are on either side.</summary>
    public IReadOnlyList<FieldKnown> Known()
        => [.. new[] { Field.Forename, Field.Surname, Field.BirthDate, Field.Postcode }.Select((field, f) => new FieldKnown(
            field, Left[f].Sum(n => (long)n) / (double)Math.Max(1, _left.Rows.Count), RightKnown[f] / (double)Math.Max(1, RightCount)))];

    /// <summary>Counts right people; safe for use by several threads.</summary>
    public void Count(PersonColumns right, int threads)
    {
        lock (_left)
            RightCount += right.Count;
        // One field or combination at a time, because the counts of one fit into the cache and those of all do not.
        Workers.Run(4, threads, f => CountField(f, right.Rows));
        Workers.Run(Combinations.Length, threads, () => new BlockingScratch(), (k, scratch) => CountJoint(k, _joint[k], right, scratch));
    }

    /// <summary>Counts where all right people are in memory. The table of a combination is built, used and given back before the next.</summary>
    public static TermFrequencies Of(CohortEncoding left, PersonColumns right, int threads)
    {
        var counts = new TermFrequencies(left, threads, willCount: false) { RightCount = right.Count };
        Workers.Run(4, threads, f => counts.CountField(f, right.Rows));
        Workers.Run(Combinations.Length, threads, () => (new KeyTable.Builder(left.Rows.Count), new BlockingScratch()), (k, buffers) =>
        {
            var table = Table(Combinations[k], left.Rows, buffers.Item1);
            counts.CountJoint(k, table, right, buffers.Item2);
            table.Return();
        });
        return counts;
    }

    /// <summary>Ends counting and frees the memory that only counting needs.</summary>
    public void Seal() => _joint = [];

    public void Save(BinaryWriter writer)
    {
        writer.Write(RightCount);
        foreach (var column in Right)
            writer.WriteColumn(column);
        writer.WriteColumn(RightKnown);
        writer.WriteColumn(JointPairs);
        writer.WriteColumn(JointKnown);
    }

    public void Load(BinaryReader reader)
    {
        RightCount = reader.ReadInt64();
        foreach (var column in Right)
            reader.Fill(column);
        reader.Fill(RightKnown);
        reader.Fill(JointPairs);
        reader.Fill(JointKnown);
    }

    private delegate int DatePart(in PersonRow row);

    /// <summary>Chance that two people share a part of the date. A few people share none; that of about so many equally frequent values holds there.</summary>
    private static double SharedPart(PersonColumns people, DatePart part, int values)
    {
        var counts = new long[short.MaxValue + 1];
        foreach (ref readonly var row in people.Rows.AsSpan())
            counts[part(in row)]++;
        counts[0] = 0;
        double pairs = counts.Sum(c => c * (c - 1)), known = counts.Sum();
        return pairs > 0 ? pairs / (known * (known - 1)) : 1.0 / values;
    }

    private static KeyTable Table(BlockingKeyRefinement joint, PersonColumns left, KeyTable.Builder builder)
    {
        var scratch = new BlockingScratch();
        for (var from = 0; from < left.Count; from += BlockingScratch.Rows)
        {
            var rows = scratch.Fill(from, left.Count);
            builder.Add(scratch.Keys.AsSpan(0, joint.KeysThatAre(left, rows, scratch.Keys.AsSpan(0, rows.Length))), scratch.Blocks);
        }

        return builder.Build();
    }

    private void CountField(int field, PersonRow[] right)
    {
        var (counts, known) = (Right[field], 0L);
        lock (counts)
        {
            foreach (ref readonly var row in right.AsSpan())
            {
                var number = Number(in row, field);
                known += number == 0 ? 0 : 1;
                if (number > 0)
                    counts[number - 1]++;
            }

            RightKnown[field] += known;
        }
    }

    private void CountJoint(int joint, KeyTable table, PersonColumns right, BlockingScratch scratch)
    {
        var (pairs, known) = (0L, 0L);
        for (var from = 0; from < right.Count; from += BlockingScratch.Rows)
        {
            var rows = Math.Min(BlockingScratch.Rows, right.Count - from);
            var keys = scratch.Keys.AsSpan(0, rows);
            var blocks = scratch.Blocks.AsSpan(0, rows);
            Combinations[joint].Keys(right, from, keys);
            table.Find(keys, blocks);
            foreach (var block in blocks)
                pairs += block < 0 ? 0 : table.Left(block);
            for (var i = from; i < from + rows; i++)
                known += IsKnown(joint, in right.Rows[i]) ? 1 : 0;
        }

        lock (JointPairs)
        {
            JointPairs[joint] += pairs;
            JointKnown[joint] += known;
        }
    }

    private static bool IsKnown(int joint, ref readonly PersonRow row) => joint switch
    {
        0 => row.Postcode != 0 && row.Surname != 0,
        1 => row.Postcode != 0 && row.Surname != 0 && row.BirthDate != 0,
        2 => row.Postcode != 0 && row.Surname != 0 && row.Forename != 0,
        3 => row.Surname != 0 && row.BirthDate != 0,
        4 => row.Forename != 0 && row.Surname != 0,
        _ => row.Forename != 0 && row.BirthDate != 0,
    };

    private static int Number(ref readonly PersonRow row, int field) => field switch { 0 => row.Forename, 1 => row.Surname, 2 => row.BirthDate, _ => row.Postcode };

    private static void AddRows(PersonColumns people, int[][] counts)
    {
        foreach (ref readonly var row in people.Rows.AsSpan())
        {
            for (var f = 0; f < 4; f++)
            {
                var number = Number(in row, f);
                if (number > 0)
                    counts[f][number - 1]++;
            }
        }
    }
}
