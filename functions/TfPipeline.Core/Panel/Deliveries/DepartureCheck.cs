using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>
/// Finds figures of a whole extract that depart from what is to be expected: from the contract's band, from the delivery before, and of a
/// year from the other years. They can be real, so they hold the delivery and do not refuse it. What chance makes of so few rows is no departure.
/// </summary>
internal sealed class DepartureCheck(DepartmentContract contract, DeliveryProfile now, DeliveryProfile? before)
{
    /// <summary>Records from which rates say something.</summary>
    public const int FewestRecords = 1_000;

    /// <summary>Results from which a mean says something.</summary>
    private const int FewestResults = 100;

    /// <summary>Standard errors by which a figure must depart. Rows of one person go together, which a lower limit would take for a departure.</summary>
    private const double StandardErrors = 4;

    /// <summary>All departures, outcome by outcome and then column by column.</summary>
    public static IReadOnlyList<DeliveryFinding> Find(DepartmentContract contract, DeliveryProfile now, DeliveryProfile? before)
    {
        var check = new DepartureCheck(contract, now, before);
        return [.. check.Records(), .. now.Outcomes.SelectMany(check.Rates), .. now.Codes.SelectMany(check.Shares)];
    }

    private IEnumerable<DeliveryFinding> Records()
    {
        if (before is { Records: >= FewestRecords } && Departs(now.Records, before.Records, contract.People.MostChange))
            yield return Held(DeliveryRule.RecordsAsBefore, Limits(now.Records, before.Records, contract.People.MostChange)) with { Column = contract.People.Record };
    }

    private IEnumerable<DeliveryFinding> Rates(OutcomeProfile profile)
    {
        var outcome = contract.Outcomes.First(o => string.Equals(o.Code, profile.Outcome, StringComparison.Ordinal));
        var isMean = outcome.Rule.Kind == OutcomeRuleKind.FirstResult;
        var earlier = before?.Outcomes.FirstOrDefault(o => string.Equals(o.Outcome, profile.Outcome, StringComparison.Ordinal));
        if (now.Records >= FewestRecords && outcome.Band is { } band && IsOutside(profile.Whole, band, isMean))
            yield return Held(DeliveryRule.RateUsual, new Departure(profile.Whole.Rate, band.From, band.To)) with { Outcome = outcome.Code };
        if (earlier is not null && Departs(profile.Whole, earlier.Whole, outcome.MostChange, isMean))
            yield return Held(DeliveryRule.RateAsBefore, Limits(profile.Whole.Rate, earlier.Whole.Rate, outcome.MostChange)) with { Outcome = outcome.Code };
        if (Year(profile, earlier, outcome.MostYearlyChange, isMean) is { } year)
            yield return Held(DeliveryRule.YearsSteady, year) with { Outcome = outcome.Code };
    }

    // The year that departs most: one finding says enough, and the same cause often touches several.
    private static Departure? Year(OutcomeProfile profile, OutcomeProfile? earlier, double limit, bool isMean)
    {
        Departure? found = null;
        foreach (var (year, rate) in profile.Years)
        {
            var expected = earlier?.Years.FirstOrDefault(y => y.Year == year)?.Rate ?? Joined(profile.Years.Where(y => y.Year != year).Select(y => y.Rate));
            if (expected is not null && Departs(rate, expected, limit, isMean))
                found = Farther(found, Limits(rate.Rate, expected.Rate, limit) with { Year = year });
        }

        return found;
    }

    private IEnumerable<DeliveryFinding> Shares(CodeProfile profile)
    {
        var column = contract.Tables.First(t => string.Equals(t.Name, profile.Table, StringComparison.Ordinal)).Find(profile.Column)!;
        var earlier = before?.Codes.FirstOrDefault(c => string.Equals(c.Table, profile.Table, StringComparison.Ordinal) && string.Equals(c.Column, profile.Column, StringComparison.Ordinal));
        Departure? found = null;
        foreach (var year in profile.Years)
        {
            var same = earlier?.Years.FirstOrDefault(y => y.Year == year.Year && y.Rows.Count == year.Rows.Count);
            var others = same is null ? profile.Years.Where(y => y.Year != year.Year).ToList() : [same];
            var (all, expectedAll) = (year.Rows.Sum(), others.Sum(y => y.Rows.Sum()));
            for (var code = 0; code < year.Rows.Count && expectedAll > 0; code++)
            {
                var share = new OutcomeRate(year.Rows[code], all, (double)year.Rows[code] / Math.Max(1, all));
                var expected = others.Sum(y => y.Rows[code]);
                var usual = new OutcomeRate(expected, expectedAll, (double)expected / expectedAll);
                if (Departs(share, usual, column.MostYearlyChange, isMean: false))
                    found = Farther(found, Limits(share.Rate, usual.Rate, column.MostYearlyChange) with { Year = year.Year, Code = column.Codes![code] });
            }
        }

        if (found is not null)
            yield return Held(DeliveryRule.CodeSharesSteady, found) with { Column = profile.Column };
    }

    private DeliveryFinding Held(DeliveryRule rule, Departure departure) => new(now.Department, rule) { Refuses = false, Holds = true, Departure = departure };

    private static Departure Limits(double measured, double expected, double limit) => new(measured, expected / limit, expected * limit) { Expected = expected };

    private static Departure Farther(Departure? found, Departure other) => found is null || Distance(other) > Distance(found) ? other : found;

    private static double Distance(Departure departure) => Math.Abs(Math.Log((departure.Measured + 1e-9) / ((departure.Expected ?? 0) + 1e-9)));

    private static OutcomeRate? Joined(IEnumerable<OutcomeRate> rates)
    {
        var (rows, exposure, amount) = rates.Aggregate((Rows: 0L, Exposure: 0.0, Amount: 0.0), (sum, r) => (sum.Rows + r.Rows, sum.Exposure + r.Exposure, sum.Amount + (r.Rate * r.Exposure)));
        return exposure > 0 ? new OutcomeRate(rows, exposure, amount / exposure) : null;
    }

    private static bool IsOutside(OutcomeRate rate, RateBand band, bool isMean)
    {
        if (rate.Rate >= band.From && rate.Rate <= band.To)
            return false;
        if (isMean)
            return rate.Rows >= FewestResults;
        // Rows at the nearer end of the band; each row stands for the same amount.
        var edge = rate.Rate < band.From ? band.From : band.To;
        var rows = rate.Rate > 0 ? rate.Rows * edge / rate.Rate : edge * rate.Exposure;
        return Math.Abs(rate.Rows - rows) >= StandardErrors * Math.Sqrt(Math.Max(1, rows));
    }

    private static bool Departs(OutcomeRate rate, OutcomeRate expected, double limit, bool isMean)
    {
        if (isMean)
            return rate.Rows >= FewestResults && expected.Rows >= FewestResults && Departs(rate.Rate, expected.Rate, limit);
        if (rate.Exposure <= 0 || expected.Exposure <= 0 || !Departs(rate.Rate, expected.Rate, limit))
            return false;
        if (rate.Rows > 0 && expected.Rows > 0)
            return Math.Abs(Math.Log(rate.Rate / expected.Rate)) >= StandardErrors * Math.Sqrt((1.0 / rate.Rows) + (1.0 / expected.Rows));
        // One of them is nothing: as many rows as the other makes to be expected, against what both leave to chance.
        var (some, rows) = rate.Rows > 0 ? (rate.Rows, rate.Rows * expected.Exposure / rate.Exposure) : (expected.Rows, expected.Rows * rate.Exposure / expected.Exposure);
        return rows >= StandardErrors * Math.Sqrt(rows + (rows * rows / Math.Max(1, some)));
    }

    private static bool Departs(double measured, double expected, double limit) => measured > expected * limit || measured < expected / limit;
}
