namespace TfPipeline.Linkage;

/// <summary>
/// Term frequencies of one file joined with itself, counted in people: equation (18) of docs/methods/linkage.md. A person who is in the file
/// several times must not make their own name or date of birth common, so a record with d expected duplicates counts as 1 / (1 + d) people.
/// </summary>
internal sealed class EntityFrequency
{
    private readonly TermFrequencies _counts;
    private readonly int _rows;
    private readonly double[][] _entities;
    private readonly double[][] _sameShare;
    private readonly double[] _known = new double[4];
    private double[] _expectedDuplicates = [];
    private int[]? _rowOfRecord;

    public EntityFrequency(TermFrequencies counts, int rows)
    {
        (_counts, _rows) = (counts, rows);
        _entities = [.. counts.Left.Select(c => Array.ConvertAll(c, n => (double)n))];
        _sameShare = [.. counts.Left.Select(c => new double[c.Length])];
        for (var f = 0; f < _known.Length; f++)
            _known[f] = Math.Max(1, _entities[f].Sum());
    }

    /// <summary>People who have the field.</summary>
    public double Known(int field) => _known[field];

    /// <summary>
    /// Expected number of people who have the value besides those of a pair that agrees on it. The two records of the pair are one person with
    /// the probability that a pair with this value is a match.
    /// </summary>
    public double Others(int field, int value) => Math.Max(0, _entities[field][value] - 2 + _sameShare[field][value]);

    /// <summary>Takes over the probabilities of an iteration.</summary>
    /// <param name="pairs">The pairs; always of the same records.</param>
    /// <param name="probabilities">Match probability of each pair.</param>
    public void Update(CandidatePairs pairs, double[] probabilities)
    {
        if (_expectedDuplicates.Length == 0)
            _expectedDuplicates = new double[ExpectedCounts.PerPerson * _rows];
        Array.Clear(_expectedDuplicates);
        _rowOfRecord ??= AverageLinkClusters.RowOfRecord(pairs);
        for (var p = 0; p < pairs.Count; p++)
        {
            var levels = ComparisonVector.Levels(pairs.Patterns[p]);
            AddDuplicate(pairs.Left[p], levels, probabilities[p]);
            AddDuplicate(_rowOfRecord[pairs.Right[p]], levels, probabilities[p]);
        }

        for (var f = 0; f < _known.Length; f++)
            Count(f);
    }

    private void AddDuplicate(int row, ReadOnlySpan<byte> levels, double probability)
    {
        var duplicates = _expectedDuplicates.AsSpan(ExpectedCounts.PerPerson * row, ExpectedCounts.PerPerson);
        for (var f = 0; f < _known.Length; f++)
            duplicates[f] += levels[f] == NameLevel.Exact ? probability : 0;
        duplicates[ExpectedCounts.All] += probability;
    }

    private void Count(int field)
    {
        var (entities, same, known) = (_entities[field], _sameShare[field], 0.0);
        Array.Clear(entities);
        Array.Clear(same);
        for (var i = 0; i < _rows; i++)
        {
            var value = _counts.ValueOf(field, i);
            if (value < 0)
                continue;
            var duplicates = _expectedDuplicates[(ExpectedCounts.PerPerson * i) + field];
            entities[value] += 1 / (1 + duplicates);
            same[value] += duplicates;
            known += 1 / (1 + _expectedDuplicates[(ExpectedCounts.PerPerson * i) + ExpectedCounts.All]);
        }

        for (var v = 0; v < same.Length; v++)
        {
            var ends = (double)_counts.Left[field][v] * (_counts.Left[field][v] - 1);
            same[v] = ends > 0 ? Math.Min(1, same[v] / ends) : 0;
        }

        _known[field] = Math.Max(1, known);
    }
}
