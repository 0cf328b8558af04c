namespace TfPipeline.Linkage;

/// <summary>
/// λ, the share of left people who have a record, by year of birth: equation (17) of docs/methods/linkage.md. A department holds people of
/// some ages only, so prior odds can differ by a factor of a hundred between years. The shares are empirical Bayes estimates under a
/// beta-binomial model whose spread is found by the method of moments: years that differ by chance only all get the overall share.
/// </summary>
internal sealed class MatchPriorByBirthYear
{
    // Lower limit of the prior's weight, in people: no year has a share of exactly zero or one.
    private const double MinPseudoPeople = 1;

    private readonly int[] _yearOf;
    private readonly double[] _people;
    private readonly double[] _matches;
    private readonly double[] _shares;
    private readonly bool _severalRecords;

    /// <param name="people">The left people. Those without a date of birth form one group.</param>
    /// <param name="severalRecords">True where a person may have several records, so that a share can be above one.</param>
    /// <param name="share">Overall share before the first iteration.</param>
    public MatchPriorByBirthYear(PersonColumns people, bool severalRecords, double share)
    {
        _severalRecords = severalRecords;
        _yearOf = Array.ConvertAll(people.Rows, r => (int)r.Year);
        _people = new double[_yearOf.DefaultIfEmpty(0).Max() + 1];
        foreach (var year in _yearOf)
            _people[year]++;
        (_matches, _shares) = (new double[_people.Length], new double[_people.Length]);
        Array.Fill(_shares, share);
    }

    /// <summary>The share of this person's year of birth.</summary>
    public double Of(int leftPerson) => _shares[_yearOf[leftPerson]];

    /// <summary>The year of a person, for <see cref="ByYear"/>.</summary>
    public int YearOf(int leftPerson) => _yearOf[leftPerson];

    /// <summary>Applies a function to the share of each year.</summary>
    public double[] ByYear(Func<double, double> ofShare) => Array.ConvertAll(_shares, share => ofShare(share));

    /// <summary>Takes over the expected matches of an iteration.</summary>
    /// <param name="matchesOf">Expected matches of a left person.</param>
    public void Update(Func<int, double> matchesOf)
    {
        Array.Clear(_matches);
        for (var i = 0; i < _yearOf.Length; i++)
            _matches[_yearOf[i]] += matchesOf(i);
        var share = Math.Max(_matches.Sum(), ModelFitter.MinExpectedMatches) / Math.Max(1, _yearOf.Length);
        var prior = PseudoPeople(share);
        for (var year = 0; year < _shares.Length; year++)
            _shares[year] = double.IsInfinity(prior) ? share : (_matches[year] + (prior * share)) / (_people[year] + prior);
    }

    /// <summary>Weight of the overall share, in people, by the method of moments (Kleinman 1973): infinite where years differ by chance only.</summary>
    private double PseudoPeople(double share)
    {
        var (all, years, squares, spread) = ((double)_yearOf.Length, 0, 0.0, 0.0);
        for (var year = 0; year < _people.Length; year++)
        {
            if (_people[year] == 0)
                continue;
            years++;
            squares += _people[year] * _people[year];
            spread += _people[year] * Math.Pow((_matches[year] / _people[year]) - share, 2);
        }

        var varianceOfOne = _severalRecords ? share : share * (1 - share);
        if (years < 2 || varianceOfOne <= 0)
            return double.PositiveInfinity;
        var between = ((spread / varianceOfOne) - (years - 1)) / (all - (squares / all) - (years - 1));
        return between <= 0 ? double.PositiveInfinity : Math.Max(MinPseudoPeople, (1 / between) - 1);
    }
}
