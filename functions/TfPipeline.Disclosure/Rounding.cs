namespace TfPipeline.Disclosure;

/// <summary>Rounding of counts to a base, and what a rounded count says about the true one.</summary>
public static class Rounding
{
    /// <summary>The nearest multiple of the base; a tie goes up.</summary>
    public static long Of(long count, int roundingBase) => (count + roundingBase / 2) / roundingBase * roundingBase;

    /// <summary>The least count that is rounded to this value.</summary>
    public static long Least(long rounded, int roundingBase) => Math.Max(0, rounded - roundingBase / 2);

    /// <summary>The greatest count that is rounded to this value.</summary>
    public static long Greatest(long rounded, int roundingBase) => rounded + (roundingBase - 1) / 2;

    /// <summary>The nearest multiple of a unit, printed without the noise of binary fractions.</summary>
    public static double ToUnit(double value, double unit)
        => Math.Round((double)(Math.Round((decimal)(value / unit), MidpointRounding.AwayFromZero) * (decimal)unit), 10) + 0.0;

    /// <summary>The next multiple of a unit at or below a value.</summary>
    public static double DownToUnit(double value, double unit) => ToUnit(Math.Floor(Math.Round(value / unit, 6)) * unit, unit);

    /// <summary>The next multiple of a unit at or above a value.</summary>
    public static double UpToUnit(double value, double unit) => ToUnit(Math.Ceiling(Math.Round(value / unit, 6)) * unit, unit);

    /// <summary>
    /// The finest unit of 1, 2 or 5 times a power of ten at which one step is at least the rounding base in people:
    /// a share printed in this unit tells no more about the count behind it than the rounded count does.
    /// </summary>
    public static double UnitFor(long people, int roundingBase)
    {
        if (people <= 0)
            return 1;
        var step = (decimal)Math.Max(roundingBase, 1) / people;
        var power = 1m;
        while (power > 0.00000001m && power / 10 >= step)
            power /= 10;
        if (power / 5 >= step)
            power /= 5;
        else if (power / 2 >= step)
            power /= 2;
        return (double)power;
    }

    /// <summary>The value to so many significant digits; 0 and what is not finite stay as they are.</summary>
    public static double Significant(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
            return value;
        var decimals = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return decimals >= 0
            ? Math.Round(value, Math.Min(decimals, 15))
            : Math.Round(value * Math.Pow(10, decimals)) * Math.Pow(10, -decimals);
    }
}
