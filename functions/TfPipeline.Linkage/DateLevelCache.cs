namespace TfPipeline.Linkage;

/// <summary>
/// Cache of comparison levels of two dates. With equal years a level depends on months and days only; with equal months and days on the years
/// only. So nearly every pair of dates is like an earlier one, and its edit tokens need not be read.
/// </summary>
internal sealed class DateLevelCache
{
    // A file with impossible months or days may need more entries. Its dates are compared each time.
    private const int MostLevels = 1 << 21;

    private readonly int _years, _days, _ofYear;
    private readonly byte[] _levels;

    /// <param name="years">Years of the left side.</param>
    /// <param name="months">Its months.</param>
    /// <param name="days">Its days.</param>
    public DateLevelCache(int years, int months, int days)
    {
        (_years, _days, _ofYear) = (years + 1, days + 1, (months + 1) * (days + 1));
        var levels = ((long)_ofYear * _ofYear) + ((long)_years * _years);
        _levels = levels <= MostLevels ? new byte[levels] : [];
    }

    /// <summary>The cache entry of two people's dates; −1 where there is none.</summary>
    public int At(ref readonly PersonRow left, ref readonly PersonRow right)
    {
        if (_levels.Length == 0 || right.Year <= 0 || right.Month <= 0 || right.Day <= 0)
            return -1;
        if (left.Year == right.Year)
            return (((left.Month * _days) + left.Day) * _ofYear) + (right.Month * _days) + right.Day;
        return left.Month == right.Month && left.Day == right.Day ? (_ofYear * _ofYear) + (left.Year * _years) + right.Year : -1;
    }

    /// <summary>The cached level, if there is one.</summary>
    public bool TryGet(int at, out int level)
    {
        level = at < 0 ? DateLevel.Missing : _levels[at];
        return level != DateLevel.Missing;
    }

    /// <summary>Caches a level. Two threads may write the same one.</summary>
    public void Set(int at, int level)
    {
        if (at >= 0)
            _levels[at] = (byte)level;
    }
}
