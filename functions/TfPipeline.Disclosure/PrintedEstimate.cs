namespace TfPipeline.Disclosure;

/// <summary>
/// An estimate as it may be printed. A plain difference of counts is made from the printed counts. An adjusted one comes from the records
/// and is cut to a unit. Whatever derives from either (limits, p values, relative effects, E-values) is made from what is printed:
/// made from exact figures, such a column would tell the counts behind it more closely than their rounding does.
/// </summary>
internal sealed record PrintedEstimate(EstimateRow Row, string? Symbol)
{
    /// <summary>The finest p value that is printed.</summary>
    public const double LeastPValue = 0.001;

    // Coarser than this, a relative effect says little and its limits fall together.
    private const double CoarsestRelative = 0.1;
    private const double RelativeUnit = 0.001;

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
    public double? AdjustedPValue { get; init; }

    /// <summary>The p value of the printed effect and standard error before its own rounding: among many tests a floor of .001 would hide every clear one.</summary>
    public double? FinePValue { get; private init; }

    public double? MinimumDetectable { get; private init; }
    public double? EValue { get; private init; }
    public double? EValueOfLimit { get; private init; }
    public long? Programme { get; private init; }
    public long? Comparison { get; private init; }
    public long? EffectiveComparison { get; private init; }
    public double? Covered { get; private init; }
    public double? Dropped { get; private init; }
    public double? LinkageShare { get; private init; }
    public double? LinksExpectedRight { get; private init; }
    public double? PreTestPValue { get; private init; }
    public double? Exposed { get; private init; }
    public double? Breakdown { get; private init; }

    public static PrintedEstimate Of(EstimateRow row, Dictionary<(string, string, string), PrintedRow> totals, DisclosurePolicy policy)
    {
        if (row.NotEstimated is not null)
            return new PrintedEstimate(row, TableSymbols.NotAvailable);
        if (!EstimateControl.MayShow(row, totals, policy))
            return new PrintedEstimate(row, TableSymbols.Confidential);

        var isWhole = row.ShareCovered >= 1;
        var dropped = Rounding.ToUnit(row.ShareOfProgrammeDropped, Rounding.UnitFor(row.Programme, policy.MinimumCount));
        var coarse = Rounding.UnitFor(row.Programme, policy.MinimumCount);
        var programmeShare = !row.IsEvent || dropped != 0 ? null
            : isWhole ? ShareOf("programme")
            : Math.Clamp(Rounding.ToUnit(row.ProgrammeMean, coarse), 0, 1);
        var figures = row.OfCounts && programmeShare is { } programme && ShareOf("comparison") is { } comparison
            ? PrintedFigures.OfCounts(row, (programme, totals[Key("programme")].People.Value!.Value), (comparison, totals[Key("comparison")].People.Value!.Value), policy)
            : PrintedFigures.OfRecords(row, policy);
        var comparisonShare = programmeShare is { } p && p - figures.Effect is >= 0 and <= 1 ? Math.Round(p - figures.Effect, 6) : (double?)null;
        var ratio = RatioOf(row, programmeShare, comparisonShare, figures, policy);
        var published = isWhole ? policy.PublishedBase : Math.Max(policy.PublishedBase, policy.MinimumCount);
        return new PrintedEstimate(row, null)
        {
            Effect = figures.Effect,
            StandardError = figures.StandardError,
            Low = figures.Low,
            High = figures.High,
            ProgrammeShare = programmeShare,
            ComparisonShare = comparisonShare,
            Relative = ratio?.Point,
            RelativeLow = ratio?.Low,
            RelativeHigh = ratio?.High,
            EValue = ratio?.EValue,
            EValueOfLimit = ratio?.EValueOfLimit,
            PValue = row.PValue is null ? null : AtLeast(figures.PValue),
            FinePValue = row.PValue is null ? null : figures.PValue,
            MinimumDetectable = row.MinimumDetectableEffect is null ? null : figures.MinimumDetectable,
            Programme = Rounding.Of(row.Programme, published),
            Comparison = Rounding.Of(row.Comparison, published),
            EffectiveComparison = row.EffectiveComparison is { } n ? row.OfCounts ? Rounding.Of(row.Comparison, published) : Rounding.Of((long)Math.Round(n), policy.RoundingBase) : null,
            Covered = Rounding.ToUnit(row.ShareCovered, coarse),
            Dropped = dropped,
            LinkageShare = row.LinkageShare is { } share ? Math.Round(share, 2) : null,
            LinksExpectedRight = row.LinksExpectedRight is { } right ? Math.Round(right, 3) : null,

            Exposed = row.ExposedComparison is { } exposed ? Rounding.ToUnit(exposed, Math.Max(0.01, Rounding.UnitFor(row.Comparison, policy.MinimumCount))) : null,

            // Of several estimates together, so that it cannot be made from one row; two decimals and one tell no count.
            PreTestPValue = row.PreTestPValue is { } pre ? Math.Max(0.01, Math.Round(pre, 2)) : null,
            Breakdown = row.Breakdown is { } times ? Math.Floor(times * 10) / 10 : null,
        };

        (string, string, string) Key(string group) => (row.Outcome, row.Window, group);
        double? ShareOf(string group) => totals.TryGetValue(Key(group), out var total) ? PrintedCounts.Share(total.Categories[0], total.People) : null;
    }

    /// <summary>A p value as it is printed: to three decimals, and never below <see cref="LeastPValue"/>.</summary>
    public static double AtLeast(double p) => Math.Max(LeastPValue, Math.Round(p, 3));

    /// <summary>
    /// The relative effect. For an event the programme group's printed share is held fixed and the effect's limits move the other share,
    /// so a relative limit is always on the side of zero that the effect's own limit is on.
    /// </summary>
    private static PrintedRatio? RatioOf(EstimateRow row, double? programmeShare, double? comparisonShare, PrintedFigures figures, DisclosurePolicy policy)
    {
        if (!row.IsEvent)
        {
            // A mean of amounts is no count; two digits of it are enough for a ratio.
            return row.Relative is not null && Rounding.Significant(row.ComparisonMean, 2) is > 0 and var mean
                ? PrintedRatio.Of(figures.Effect / mean, figures.Low / mean, figures.High / mean, RelativeUnit)
                : null;
        }

        if (programmeShare is not { } programme || comparisonShare is not > 0)
            return null;
        var events = (long)Math.Round(programme * row.Programme / policy.PublishedBase) * policy.PublishedBase;
        return Rounding.UnitFor(events, policy.RoundingBase) > CoarsestRelative
            ? null
            : PrintedRatio.Of(Relative(figures.Effect), Relative(figures.Low), Relative(figures.High), RelativeUnit);

        double Relative(double effect) => programme - effect > 0 ? effect / (programme - effect) : double.PositiveInfinity;
    }
}
