namespace TfPipeline.Core.Linkage;

/// <summary>
/// How many different people of one file have each value, as far as the fit knows. A person who is in the file several times does not make his own
/// name or date of birth common: records count as people only as far as they are nobody's second.
/// </summary>
internal sealed class DistinctPeople
{
    private readonly TokenCounts _counts;
    private readonly int _rows;
    private readonly double[][] _people;
    private readonly double[][] _sameShare;
    private readonly double[] _known = new double[4];
    private double[] _mates = [];
    private int[]? _rowOfRecord;

    public DistinctPeople(TokenCounts counts, int rows)
    {
        (_counts, _rows) = (counts, rows);
        _people = [.. counts.Left.Select(c => Array.ConvertAll(c, n => (double)n))];
        _sameShare = [.. counts.Left.Select(c => new double[c.Length])];
        for (var f = 0; f < _known.Length; f++)
            _known[f] = Math.Max(1, _people[f].Sum());
    }

    /// <summary>People who have the field.</summary>
    public double Known(int field) => _known[field];

    /// <summary>
    /// People who have the value besides the two of a pair that agrees on it. They are one person as often as pairs with the value are matches.
    /// </summary>
    public double Others(int field, int value) => Math.Max(0, _people[field][value] - 2 + _sameShare[field][value]);

    /// <summary>Takes over the probabilities of an iteration.</summary>
    /// <param name="pairs">The pairs; always of the same records.</param>
    /// <param name="probabilities">Match probability of each pair.</param>
    public void Update(LivePairs pairs, double[] probabilities)
    {
        if (_mates.Length == 0)
            _mates = new double[ExpectedCounts.PerPerson * _rows];
        Array.Clear(_mates);
        _rowOfRecord ??= AverageLinkClusters.RowOfRecord(pairs);
        for (var p = 0; p < pairs.Count; p++)
        {
            var levels = Pattern.Levels(pairs.Patterns[p]);
            AddMate(pairs.Left[p], levels, probabilities[p]);
            AddMate(_rowOfRecord[pairs.Right[p]], levels, probabilities[p]);
        }

        for (var f = 0; f < _known.Length; f++)
            Count(f);
    }

    private void AddMate(int row, ReadOnlySpan<byte> levels, double probability)
    {
        var mates = _mates.AsSpan(ExpectedCounts.PerPerson * row, ExpectedCounts.PerPerson);
        for (var f = 0; f < _known.Length; f++)
            mates[f] += levels[f] == NameLevel.Exact ? probability : 0;
        mates[ExpectedCounts.All] += probability;
    }

    private void Count(int field)
    {
        var (people, same, known) = (_people[field], _sameShare[field], 0.0);
        Array.Clear(people);
        Array.Clear(same);
        for (var i = 0; i < _rows; i++)
        {
            var value = _counts.ValueOf(field, i);
            if (value < 0)
                continue;
            var mates = _mates[(ExpectedCounts.PerPerson * i) + field];
            people[value] += 1 / (1 + mates);
            same[value] += mates;
            known += 1 / (1 + _mates[(ExpectedCounts.PerPerson * i) + ExpectedCounts.All]);
        }

        for (var v = 0; v < same.Length; v++)
        {
            var ends = (double)_counts.Left[field][v] * (_counts.Left[field][v] - 1);
            same[v] = ends > 0 ? Math.Min(1, same[v] / ends) : 0;
        }

        _known[field] = Math.Max(1, known);
    }
}
