namespace TfPipeline.Evaluation.Panels;

/// <summary>Ages in whole years. Someone born on 29 February is a year older on 1 March in a common year.</summary>
public static class Ages
{
    /// <summary>Whole years lived on a day; negative before birth.</summary>
    public static int On(DateOnly born, DateOnly day)
    {
        var years = day.Year - born.Year;
        return (day.Month, day.Day).CompareTo((born.Month, born.Day)) < 0 ? years - 1 : years;
    }

    /// <summary>True when the person is within the ages, both inclusive, on at least one day from <paramref name="from"/> to the day before <paramref name="until"/>.</summary>
    /// <remarks>Any day, not the first: then whoever is in a window is in each longer window around it, and counts of windows nest.</remarks>
    public static bool OnAnyDay(DateOnly born, DateOnly from, DateOnly until, int? youngest, int? oldest) =>
        from < until
        && On(born, until.AddDays(-1)) >= (youngest ?? 0)
        && (oldest is null || On(born, from) <= oldest);
}
