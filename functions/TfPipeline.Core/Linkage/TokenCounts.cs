using TfPipeline.Core.Linkage.Reporting;
using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// How often each exact value of the left side occurs on either side, and how many pairs agree on combinations of values.
/// All are whole numbers and sums over partitions, so no order or cut can change them.
/// </summary>
internal sealed class TokenCounts
{
    private const int Joints = 6;

    private readonly TokenTable _left;
    private readonly Dictionary<ulong, int> _names;
    private readonly Dictionary<ulong, int> _dates;
    private readonly Dictionary<ulong, int> _postcodes;
    private readonly KeyIndex[] _joint = [new(), new(), new(), new(), new(), new()];

    public TokenCounts(TokenTable left)
    {
        _left = left;
        (_names, LeftNameIds) = Dense(left.Names);
        (_dates, LeftDateIds) = Dense(left.Dates);
        (_postcodes, LeftPostcodeIds) = Dense(left.Postcodes);
        Right = [new int[_names.Count], new int[_names.Count], new int[_dates.Count], new int[_postcodes.Count]];
        Left = [Count(left.Forename, LeftNameIds, _names.Count), Count(left.Surname, LeftNameIds, _names.Count), Count(left.BirthDate, LeftDateIds, _dates.Count), Count(left.Postcode, LeftPostcodeIds, _postcodes.Count)];
        Span<ulong> keys = stackalloc ulong[Joints];
        for (var i = 0; i < left.Count; i++)
        {
            JointKeys(left, i, keys);
            for (var k = 0; k < keys.Length; k++)
            {
                if (keys[k] != 0)
                    _joint[k].Add(keys[k]);
            }
        }
    }

    private double _namesakes = -1;

    /// <summary>Value index of the left table to value number of these counts.</summary>
    public int[] LeftNameIds { get; }

    public int[] LeftDateIds { get; }

    public int[] LeftPostcodeIds { get; }

    /// <summary>Left counts by value number: forename, surname, date of birth, postcode.</summary>
    public int[][] Left { get; }

    /// <summary>Right counts by value number, as <see cref="Left"/>.</summary>
    public int[][] Right { get; }

    /// <summary>Right people who have the field: forename, surname, date of birth, postcode.</summary>
    public long[] RightKnown { get; } = new long[4];

    /// <summary>Pairs that agree on both: postcode + surname; these + date of birth; postcode + surname + forename; surname + date of birth; forename + surname; forename + date of birth.</summary>
    public long[] JointPairs { get; } = new long[Joints];

    /// <summary>Right people who have all parts of each combination.</summary>
    public long[] JointKnown { get; } = new long[Joints];

    /// <summary>Right people.</summary>
    public long RightCount { get; private set; }

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
            for (var i = 0; i < _left.Count; i++)
            {
                if (_left.Forename[i] >= 0 && _left.Surname[i] >= 0)
                    _namesakes += (double)Right[0][LeftNameIds[_left.Forename[i]]] * Right[1][LeftNameIds[_left.Surname[i]]];
            }

            _namesakes /= Math.Max(1, RightKnown[0]);
        }

        return isSelf ? _namesakes / 2 : _namesakes;
    }

    /// <summary>How complete the four main fields are on either side.</summary>
    public IReadOnlyList<FieldKnown> Known()
        => [.. new[] { Field.Forename, Field.Surname, Field.BirthDate, Field.Postcode }.Select((field, f) => new FieldKnown(
            field, Left[f].Sum(n => (long)n) / (double)Math.Max(1, _left.Count), RightKnown[f] / (double)Math.Max(1, RightCount)))];

    public void Count(TokenTable right)
    {
        var known = new long[4];
        CountColumn(right.Names, right.Forename, _names, Right[0], known, 0);
        CountColumn(right.Names, right.Surname, _names, Right[1], known, 1);
        CountColumn(right.Dates, right.BirthDate, _dates, Right[2], known, 2);
        CountColumn(right.Postcodes, right.Postcode, _postcodes, Right[3], known, 3);
        var (joint, jointKnown) = (new long[Joints], new long[Joints]);
        Span<ulong> keys = stackalloc ulong[Joints];
        for (var i = 0; i < right.Count; i++)
        {
            JointKeys(right, i, keys);
            for (var k = 0; k < keys.Length; k++)
            {
                jointKnown[k] += keys[k] == 0 ? 0 : 1;
                if (_joint[k].Find(keys[k]) is var slot and >= 0)
                    joint[k] += _joint[k].Left(slot);
            }
        }

        lock (_joint)
        {
            RightCount += right.Count;
            for (var k = 0; k < known.Length; k++)
                RightKnown[k] += known[k];
            for (var k = 0; k < Joints; k++)
            {
                JointPairs[k] += joint[k];
                JointKnown[k] += jointKnown[k];
            }
        }
    }

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

    private static void JointKeys(TokenTable table, int row, Span<ulong> keys)
    {
        var forename = Exact(table.Names, table.Forename[row]);
        var surname = Exact(table.Names, table.Surname[row]);
        var birthDate = Exact(table.Dates, table.BirthDate[row]);
        var postcode = Exact(table.Postcodes, table.Postcode[row]);
        keys[0] = Mix.Of(1, postcode, surname);
        keys[1] = Mix.Of(2, postcode, surname, birthDate);
        keys[2] = Mix.Of(3, postcode, surname, forename);
        keys[3] = Mix.Of(4, surname, birthDate);
        keys[4] = Mix.Of(5, forename, surname);
        keys[5] = Mix.Of(6, forename, birthDate);
    }

    private static ulong Exact(ValueTable values, int value) => value < 0 ? 0 : values.Token(value, 0);

    private static (Dictionary<ulong, int> Ids, int[] Map) Dense(ValueTable values)
    {
        var ids = new Dictionary<ulong, int>(values.Count);
        var map = new int[values.Count];
        for (var v = 0; v < map.Length; v++)
        {
            var token = values.Token(v, 0);
            if (!ids.TryGetValue(token, out map[v]))
                ids.Add(token, map[v] = ids.Count);
        }

        return (ids, map);
    }

    private static int[] Count(int[] column, int[] ids, int values)
    {
        var counts = new int[values];
        foreach (var value in column)
        {
            if (value >= 0)
                counts[ids[value]]++;
        }

        return counts;
    }

    private static void CountColumn(ValueTable values, int[] column, Dictionary<ulong, int> ids, int[] counts, long[] known, int field)
    {
        var byValue = new int[values.Count];
        foreach (var value in column)
        {
            if (value < 0)
                continue;
            byValue[value]++;
            known[field]++;
        }

        for (var v = 0; v < byValue.Length; v++)
        {
            if (byValue[v] > 0 && ids.TryGetValue(values.Token(v, 0), out var id))
                Interlocked.Add(ref counts[id], byValue[v]);
        }
    }
}
