namespace TfPipeline.Core.Linkage;

/// <summary>
/// Share of left people who have a record, by year of birth: departments hold people of some ages only, and where most of a year are held a
/// person's prior odds are a hundred times those of a year that is not. Years lean on the share of all by the method of moments: as far as the
/// years differ no more than chance lets them, all have the same.
/// </summary>
internal sealed class AgeCoverage
{
    // Nobody's year is taken to be settled by less than one person's worth of the share of all.
    private const double LeastPrior = 1;

    private readonly int[] _yearOf;
    private readonly double[] _people;
    private readonly double[] _matches;
    private readonly double[] _shares;
    private readonly bool _severalRecords;

    /// <param name="people">The left people; those without a date of birth are a year of their own.</param>
    /// <param name="severalRecords">True where a person may have several records, so that a share can be above one.</param>
    /// <param name="share">Share of all to begin with.</param>
    public AgeCoverage(PersonColumns people, bool severalRecords, double share)
    {
        _severalRecords = severalRecords;
        _yearOf = Array.ConvertAll(people.Rows, r => (int)r.Year);
        _people = new double[_yearOf.DefaultIfEmpty(0).Max() + 1];
        foreach (var year in _yearOf)
            _people[year]++;
        (_matches, _shares) = (new double[_people.Length], new double[_people.Length]);
        Array.Fill(_shares, share);
    }

    /// <summary>The share of the year of this person.</summary>
    public double Of(int leftPerson) => _shares[_yearOf[leftPerson]];

    /// <summary>The year of a person, for <see cref="ByYear"/>.</summary>
    public int YearOf(int leftPerson) => _yearOf[leftPerson];

    /// <summary>What follows from each year's share.</summary>
    public double[] ByYear(Func<double, double> ofShare) => Array.ConvertAll(_shares, share => ofShare(share));

    /// <summary>Takes over the expected matches of an iteration.</summary>
    /// <param name="matchesOf">Expected matches of a left person.</param>
    public void Update(Func<int, double> matchesOf)
    {
        Array.Clear(_matches);
        for (var i = 0; i < _yearOf.Length; i++)
            _matches[_yearOf[i]] += matchesOf(i);
        var share = Math.Max(_matches.Sum(), ModelFitter.LeastMatches) / Math.Max(1, _yearOf.Length);
        var prior = PriorPeople(share);
        for (var year = 0; year < _shares.Length; year++)
            _shares[year] = double.IsInfinity(prior) ? share : (_matches[year] + (prior * share)) / (_people[year] + prior);
    }

    /// <summary>People that the share of all is worth beside those of a year: what makes the shares of years spread as they do.</summary>
    private double PriorPeople(double share)
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

        var ofOne = _severalRecords ? share : share * (1 - share);
        if (years < 2 || ofOne <= 0)
            return double.PositiveInfinity;
        var between = ((spread / ofOne) - (years - 1)) / (all - (squares / all) - (years - 1));
        return between <= 0 ? double.PositiveInfinity : Math.Max(LeastPrior, (1 / between) - 1);
    }
}
