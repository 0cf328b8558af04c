namespace TfPipeline.Disclosure;

/// <summary>An estimate as it may be printed.</summary>
internal sealed record PrintedEstimate(EstimateRow Row, string? Symbol)
{
    private const double LeastPValue = 0.001;

    public double? Effect { get; private init; }
    public double? StandardError { get; private init; }
    public double? Low { get; private init; }
    public double? High { get; private init; }
    public double? ProgrammeShare { get; private init; }
    public double? ComparisonShare { get; private init; }
    public double? Relative { get; private init; }
    public double? RelativeLow { get; private init; }
    public double? RelativeHigh { get; private init; }
    public double? PValue { get; private init; }
    public double? AdjustedPValue { get; private init; }
    public double? MinimumDetectable { get; private init; }
    public double? EValue { get; private init; }
    public double? EValueOfLimit { get; private init; }
    public long? Programme { get; private init; }
    public long? Comparison { get; private init; }
    public long? EffectiveComparison { get; private init; }
    public double? Dropped { get; private init; }
    public double? LinkageShare { get; private init; }
    public double? LinksExpectedRight { get; private init; }

    public static PrintedEstimate Of(EstimateRow row, Dictionary<(string, string, string), PrintedRow> totals, DisclosurePolicy policy)
    {
        if (row.NotEstimated is not null)
            return new PrintedEstimate(row, TableSymbols.NotAvailable);
        if (!EstimateControl.MayShow(row, totals, policy))
            return new PrintedEstimate(row, TableSymbols.Confidential);

        var people = Math.Min(row.Programme, row.Comparison);
        var standardError = Rounding.Significant(row.StandardError, 2);
        var unit = row.IsEvent ? Rounding.UnitFor(people, policy.RoundingBase) : AmountUnit(standardError);
        var effect = Rounding.ToUnit(row.Effect, unit);
        var half = Rounding.Significant((row.High - row.Low) / 2, 2);
        var dropped = Rounding.ToUnit(row.ShareOfProgrammeDropped, Rounding.UnitFor(row.Programme, policy.MinimumCount));
        var relativeUnit = RelativeUnit(row, policy);
        var programmeShare = row.IsEvent && dropped == 0 ? ProgrammeShareOf(row, totals) : null;
        var comparisonShare = programmeShare is { } p && p - effect is >= 0 and <= 1 ? Math.Round(p - effect, 6) : (double?)null;
        return new PrintedEstimate(row, null)
        {
            Effect = effect,
            StandardError = standardError,
            Low = Rounding.ToUnit(effect - half, unit),
            High = Rounding.ToUnit(effect + half, unit),
            ProgrammeShare = programmeShare,
            ComparisonShare = comparisonShare,
            Relative = Relatively(comparisonShare is > 0 and { } c ? effect / c : row.Relative, relativeUnit),
            RelativeLow = Relatively(row.RelativeLow, relativeUnit),
            RelativeHigh = Relatively(row.RelativeHigh, relativeUnit),
            PValue = AtLeast(row.PValue),
            AdjustedPValue = AtLeast(row.AdjustedPValue),
            MinimumDetectable = row.MinimumDetectableEffect is { } m ? Rounding.ToUnit(Math.Ceiling(Math.Round(m / unit, 6)) * unit, unit) : null,
            EValue = row.EValue is { } e ? Math.Round(e, 2) : null,
            EValueOfLimit = row.EValueOfLimit is { } l ? Math.Round(l, 2) : null,
            Programme = Rounding.Of(row.Programme, policy.PublishedBase),
            Comparison = Rounding.Of(row.Comparison, policy.PublishedBase),
            EffectiveComparison = row.EffectiveComparison is { } n ? Rounding.Of((long)Math.Round(n), policy.RoundingBase) : null,
            Dropped = dropped,
            LinkageShare = row.LinkageShare is { } share ? Math.Round(share, 2) : null,
            LinksExpectedRight = row.LinksExpectedRight is { } right ? Math.Round(right, 3) : null,
        };
    }

    private static double? ProgrammeShareOf(EstimateRow row, Dictionary<(string, string, string), PrintedRow> totals)
        => totals.TryGetValue((row.Outcome, row.Window, "programme"), out var total) ? PrintedCounts.Share(total.Categories[0], total.People) : null;

    /// <summary>A relative effect in steps that are worth the rounding base in events.</summary>
    private static double RelativeUnit(EstimateRow row, DisclosurePolicy policy)
    {
        var events = row.IsEvent && row.ProgrammeMean is > 0 and <= 1 ? (long)(row.ProgrammeMean * row.Programme) : row.Programme;
        return Math.Max(0.005, Rounding.UnitFor(events, policy.RoundingBase));
    }

    private static double? Relatively(double? value, double unit) => value is { } v && double.IsFinite(v) ? Rounding.ToUnit(v, unit) : null;

    private static double? AtLeast(double? p) => p is { } value ? Math.Max(LeastPValue, Math.Round(value, 3)) : null;

    private static double AmountUnit(double standardError)
        => standardError > 0 ? Math.Pow(10, Math.Floor(Math.Log10(standardError)) - 1) : 0.01;
}
