using MathNet.Numerics.Distributions;

namespace TfPipeline.Disclosure;

/// <summary>An effect with its standard error as printed, and what is made from the two.</summary>
internal sealed record PrintedFigures(double Effect, double StandardError, double Low, double High, double PValue, double MinimumDetectable)
{
    private const double Upper975 = 0.975;
    private const double Power80 = 0.8;

    /// <summary>A plain difference of two printed shares.</summary>
    /// <remarks>
    /// The standard error is that of independent people at the printed shares times the root of the design effect, which is about who lives
    /// with whom and is printed to one decimal: it is 1 where nobody has family in the data, whatever the counts.
    /// </remarks>
    public static PrintedFigures OfCounts(EstimateRow row, (double Share, long People) programme, (double Share, long People) comparison, DisclosurePolicy policy)
    {
        var exact = Variance(row.ProgrammeMean, row.Programme) + Variance(row.ComparisonMean, row.Comparison);
        var designEffect = exact > 0 ? Math.Max(0.1, Math.Round(row.StandardError * row.StandardError / exact, 1)) : 1;
        var error = Rounding.Significant(Math.Sqrt(designEffect * (Variance(programme.Share, programme.People) + Variance(comparison.Share, comparison.People))), 2);
        var unit = Rounding.UnitFor(Math.Min(programme.People, comparison.People), policy.RoundingBase);
        return Of(Math.Round(programme.Share - comparison.Share, 6), error, Quantile(row, Upper975) * error, Quantile(row, Upper975) * error, row, unit);
    }

    /// <summary>An adjusted effect, cut to a unit that is worth the rounding base in people.</summary>
    public static PrintedFigures OfRecords(EstimateRow row, DisclosurePolicy policy)
    {
        var error = Rounding.Significant(row.StandardError, 2);
        var unit = row.IsEvent ? Rounding.UnitFor(Math.Min(row.Programme, row.Comparison), policy.RoundingBase) : AmountUnit(error);
        return Of(
            Rounding.ToUnit(row.Effect, unit), error, Rounding.Significant(row.Effect - row.Low, 2), Rounding.Significant(row.High - row.Effect, 2), row, unit);
    }

    private static PrintedFigures Of(double effect, double error, double below, double above, EstimateRow row, double unit) => new(
        effect,
        error,
        Rounding.DownToUnit(effect - below, unit),
        Rounding.UpToUnit(effect + above, unit),
        error > 0 ? 2 * Lower(row, -Math.Abs(effect / error)) : 1,
        Rounding.UpToUnit((Quantile(row, Upper975) + Quantile(row, Power80)) * error, unit));

    private static double Variance(double share, long people) => people > 0 ? share * (1 - share) / people : 0;

    private static double Quantile(EstimateRow row, double probability)
        => row.DegreesOfFreedom is { } freedom ? StudentT.InvCDF(0, 1, Math.Floor(freedom), probability) : Normal.InvCDF(0, 1, probability);

    private static double Lower(EstimateRow row, double statistic)
        => row.DegreesOfFreedom is { } freedom ? StudentT.CDF(0, 1, Math.Floor(freedom), statistic) : Normal.CDF(0, 1, statistic);

    private static double AmountUnit(double standardError)
        => standardError > 0 ? Math.Pow(10, Math.Floor(Math.Log10(standardError)) - 1) : 0.01;
}
