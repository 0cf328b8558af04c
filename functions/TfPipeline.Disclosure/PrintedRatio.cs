namespace TfPipeline.Disclosure;

/// <summary>A relative effect with limits rounded outwards, and the E-values that belong to it.</summary>
internal sealed record PrintedRatio(double Point, double? Low, double? High, double? EValue, double? EValueOfLimit)
{
    /// <summary>From relative effects: −0.25 is a quarter fewer. A limit that is not finite, or below −100 %, is not printed.</summary>
    public static PrintedRatio? Of(double point, double low, double high, double unit)
    {
        if (!double.IsFinite(point))
            return null;
        double? from = double.IsFinite(low) && low >= -1 ? Rounding.DownToUnit(low, unit) : null;
        double? to = double.IsFinite(high) && high >= -1 ? Rounding.UpToUnit(high, unit) : null;
        var printed = Rounding.ToUnit(point, unit);
        return new PrintedRatio(printed, from, to, Explains(1 + printed), from is null || to is null ? null : from <= 0 && to >= 0 ? 1 : Explains(1 + (from > 0 ? from.Value : to.Value)));
    }

    // VanderWeele and Ding (Annals of Internal Medicine 167, 2017).
    private static double? Explains(double ratio)
    {
        if (ratio <= 0)
            return null;
        var above = ratio >= 1 ? ratio : 1 / ratio;
        return Math.Round(above + Math.Sqrt(above * (above - 1)), 2);
    }
}
