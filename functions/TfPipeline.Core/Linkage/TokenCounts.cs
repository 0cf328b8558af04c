using TfPipeline.Core.Linkage.Reporting;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// How often each exact value of the left side occurs on either side, and how many pairs agree on combinations of values.
/// All are whole numbers and sums over partitions, so no order or cut can change them.
/// </summary>
internal sealed class TokenCounts
{
    private static readonly BlockingRung[] Joints =
    [
        new("postcode and surname", (in t) => Mix.Of(1, t.Row.Postcode, t.Row.Surname)),
        new("postcode, surname and date of birth", (in t) => Mix.Of(2, t.Row.Postcode, t.Row.Surname, t.Row.BirthDate)),
        new("postcode, surname and forename", (in t) => Mix.Of(3, t.Row.Postcode, t.Row.Surname, t.Row.Forename)),
        new("surname and date of birth", (in t) => Mix.Of(4, t.Row.Surname, t.Row.BirthDate)),
        new("forename and surname", (in t) => Mix.Of(5, t.Row.Forename, t.Row.Surname)),
        new("forename and date of birth", (in t) => Mix.Of(6, t.Row.Forename, t.Row.BirthDate)),
    ];

    private readonly LeftNumbers _left;
    private KeyTable[] _joint;
    private double _namesakes = -1;

    /// <param name="left">The left side.</param>
    /// <param name="threads">Workers.</param>
    /// <param name="willCount">False when counts are only loaded: then nothing can be counted.</param>
    public TokenCounts(LeftNumbers left, int threads, bool willCount = true)
    {
        _left = left;
        Left = [.. Enumerable.Range(0, 4).Select(f => new int[left.CountOf(f)])];
        Right = [.. Enumerable.Range(0, 4).Select(f => new int[left.CountOf(f)])];
        AddRows(left.Rows, Left, new long[4]);
        DateByParts = SharedPart(left.Rows, r => r.Year) * SharedPart(left.Rows, r => r.Month) * SharedPart(left.Rows, r => r.Day);
        _joint = willCount ? new KeyTable[Joints.Length] : [];
        Workers.Run(_joint.Length, threads, () => new KeyTable.Builder(left.Rows.Count), (k, builder) => _joint[k] = Table(Joints[k], left.Rows, builder));
    }

    /// <summary>Left counts by value number: forename, surname, date of birth, postcode.</summary>
    public int[][] Left { get; }

    /// <summary>Right counts by value number, as <see cref="Left"/>.</summary>
    public int[][] Right { get; }

    /// <summary>Right people who have the field: forename, surname, date of birth, postcode.</summary>
    public long[] RightKnown { get; } = new long[4];

    /// <summary>Pairs that agree on both: postcode + surname; these + date of birth; postcode + surname + forename; surname + date of birth; forename + surname; forename + date of birth.</summary>
    public long[] JointPairs { get; } = new long[Joints.Length];

    /// <summary>Right people who have all parts of each combination.</summary>
    public long[] JointKnown { get; } = new long[Joints.Length];

    /// <summary>Right people.</summary>
    public long RightCount { get; private set; }

    /// <summary>Value number of a left person in a main field, −1 where missing.</summary>
    public int ValueOf(int field, int leftPerson)
    {
        ref readonly var row = ref _left.Rows.Rows[leftPerson];
        return Number(in row, field) - 1;
    }

    /// <summary>
    /// Chance that two people share a date of birth, from the chances of sharing year, month and day, which pairs that were missed as matches hardly change;
    /// they do change counts of whole dates in small files.
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

    /// <summary>Pairs of strangers that would share both names if the two were drawn apart, from the frequencies of each left person's own names.</summary>
    public double ExpectedNamesakes(bool isSelf)
    {
        if (_namesakes < 0)
        {
            _namesakes = 0;
            foreach (ref readonly var row in _left.Rows.Rows.AsSpan())
            {
                if (row.Forename > 0 && row.Surname > 0)
                    _namesakes += (double)Right[0][row.Forename - 1] * Right[1][row.Surname - 1];
            }

            _namesakes /= Math.Max(1, RightKnown[0]);
        }

        return isSelf ? _namesakes / 2 : _namesakes;
    }

    /// <summary>How complete the four main fields are on either side.</summary>
    public IReadOnlyList<FieldKnown> Known()
        => [.. new[] { Field.Forename, Field.Surname, Field.BirthDate, Field.Postcode }.Select((field, f) => new FieldKnown(
            field, Left[f].Sum(n => (long)n) / (double)Math.Max(1, _left.Rows.Count), RightKnown[f] / (double)Math.Max(1, RightCount)))];

    /// <summary>Counts right people; safe for use by several threads.</summary>
    public void Count(PersonColumns right, int threads)
    {
        var chunks = (right.Count + BlockingScratch.Rows - 1) / BlockingScratch.Rows;
        Workers.Run(chunks, threads, () => new BlockingScratch(), (c, scratch) =>
        {
            var (pairs, known, fields) = (new long[Joints.Length], new long[Joints.Length], new long[4]);
            var from = c * BlockingScratch.Rows;
            var rows = Math.Min(BlockingScratch.Rows, right.Count - from);
            for (var k = 0; k < Joints.Length; k++)
                CountJoint(k, right, from, scratch.Keys.AsSpan(0, rows), scratch.Blocks.AsSpan(0, rows), pairs);
            for (var i = from; i < from + rows; i++)
                AddKnown(in right.Rows[i], known);
            AddShared(right.Rows.AsSpan(from, rows), fields);
            lock (_left)
            {
                RightCount += rows;
                for (var f = 0; f < fields.Length; f++)
                    RightKnown[f] += fields[f];
                for (var k = 0; k < Joints.Length; k++)
                {
                    JointPairs[k] += pairs[k];
                    JointKnown[k] += known[k];
                }
            }
        });
    }

    /// <summary>Ends counting; frees what only counting needs.</summary>
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

    private static double SharedPart(PersonColumns people, Func<PersonRow, int> part)
    {
        var counts = new Dictionary<int, long>();
        foreach (var row in people.Rows)
            counts[part(row)] = counts.GetValueOrDefault(part(row)) + 1;
        counts.Remove(0);
        double pairs = counts.Values.Sum(c => c * (c - 1)), known = counts.Values.Sum();
        return pairs / Math.Max(1, known * (known - 1));
    }

    private static KeyTable Table(BlockingRung joint, PersonColumns left, KeyTable.Builder builder)
    {
        var keys = new ulong[BlockingScratch.Rows];
        for (var from = 0; from < left.Count; from += keys.Length)
        {
            var some = keys.AsSpan(0, Math.Min(keys.Length, left.Count - from));
            joint.Keys(left, from, some);
            foreach (var key in some)
            {
                if (key != 0)
                    builder.Add(key);
            }
        }

        return builder.Build();
    }

    private void CountJoint(int joint, PersonColumns right, int from, Span<ulong> keys, Span<int> blocks, long[] pairs)
    {
        Joints[joint].Keys(right, from, keys);
        _joint[joint].Find(keys, blocks);
        foreach (var block in blocks)
            pairs[joint] += block < 0 ? 0 : _joint[joint].Left(block);
    }

    private static void AddKnown(ref readonly PersonRow row, long[] known)
    {
        var (forename, surname, birthDate, postcode) = (row.Forename != 0, row.Surname != 0, row.BirthDate != 0, row.Postcode != 0);
        known[0] += postcode && surname ? 1 : 0;
        known[1] += postcode && surname && birthDate ? 1 : 0;
        known[2] += postcode && surname && forename ? 1 : 0;
        known[3] += surname && birthDate ? 1 : 0;
        known[4] += forename && surname ? 1 : 0;
        known[5] += forename && birthDate ? 1 : 0;
    }

    private static int Number(ref readonly PersonRow row, int field) => field switch { 0 => row.Forename, 1 => row.Surname, 2 => row.BirthDate, _ => row.Postcode };

    private static void AddRows(PersonColumns people, int[][] counts, long[] known)
    {
        foreach (ref readonly var row in people.Rows.AsSpan())
        {
            for (var f = 0; f < 4; f++)
            {
                var number = Number(in row, f);
                known[f] += number == 0 ? 0 : 1;
                if (number > 0)
                    counts[f][number - 1]++;
            }
        }
    }

    private void AddShared(ReadOnlySpan<PersonRow> rows, long[] known)
    {
        foreach (ref readonly var row in rows)
        {
            for (var f = 0; f < 4; f++)
            {
                var number = Number(in row, f);
                known[f] += number == 0 ? 0 : 1;
                if (number > 0)
                    Interlocked.Increment(ref Right[f][number - 1]);
            }
        }
    }
}
