using FsCheck;
using FsCheck.Fluent;

namespace TfPipeline.Disclosure.Tests;

/// <summary>
/// The audit beside an independent solver, on tables larger than the exhaustive <see cref="Attacker"/> can search. Within one window
/// the audit's intervals are exact; across windows they are an outer estimate whose width <see cref="FeasibilityAudit"/> proves.
/// </summary>
[Trait("tier", "property")]
public sealed class SolverAuditTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, 1_000_000).ToArbitrary();

    [Theory]
    [InlineData(DisclosureMethod.Suppression, true)]
    [InlineData(DisclosureMethod.Suppression, false)]
    [InlineData(DisclosureMethod.Rounding, true)]
    [InlineData(DisclosureMethod.Rounding, false)]
    public void The_intervals_of_the_audit_are_those_of_a_solver(DisclosureMethod method, bool zeros)
    {
        var policy = DisclosurePolicy.Default with { Method = method, ZerosAreDisclosive = zeros };
        Prop.ForAll(Seeds, seed => Check(Protected(RandomCountTable.Of(seed, windows: false), policy), exact: true)).Check(Full(80, 500));
    }

    [Theory]
    [InlineData(DisclosureMethod.Suppression)]
    [InlineData(DisclosureMethod.Rounding)]
    public void Across_windows_they_hold_those_of_a_solver_and_each_is_wide_enough(DisclosureMethod method)
    {
        var policy = DisclosurePolicy.Default with { Method = method };
        Prop.ForAll(Seeds, seed => Check(Protected(RandomCountTable.Of(seed, windows: true), policy), exact: false)).Check(Full(25, 150));
    }

    [Fact]
    [Trait("tier", "unit")]
    public void The_solver_finds_a_count_that_was_left_derivable()
    {
        PublishedRow[] rows =
        [
            new("w", CountTable.All, CountTable.All, 100, 60), new("w", "sex", "f", 50, 56 - 30), new("w", "sex", "m", 50, null),
        ];
        var attacker = new SolverAttacker(rows, DisclosurePolicy.Default with { Method = DisclosureMethod.Suppression }, null, CellSystem.Unlimited);
        Assert.Equal((34, 34), attacker.Interval(rows[2], Counted.Events));
        Assert.Equal((16, 16), attacker.Interval(rows[2], Counted.Others));
    }

    private static void Check(Audited audited, bool exact)
    {
        var (table, policy) = (audited.Table, audited.Policy);
        PublishedRow[] published = [.. audited.Rows.Select(PublishedRow.Of)];
        var windows = table.CumulativeWindow is { } cumulative ? (cumulative, table.PartWindows.ToArray()) : ((string, string[])?)null;
        var attacker = new SolverAttacker(published, policy, windows, CellSystem.Unlimited);
        for (var i = 0; i < published.Length; i++)
        {
            var source = audited.Rows[i].Source;
            foreach (var counted in Enum.GetValues<Counted>())
            {
                var cell = audited.Measure.Cell(source, (int)counted);
                var mustBeWide = counted switch
                {
                    Counted.People => published[i].People is null,
                    Counted.Events => published[i].Events is null,
                    _ => source.Categories![1].IsSensitive(policy),
                };
                if (!mustBeWide && counted != Counted.Others)
                    continue;
                var (low, high) = attacker.Interval(published[i], counted);
                // Where nothing helps, everything is withheld, and the system of cells no longer says what is printed.
                var ours = audited.Intervals is { } bounds ? (Low: bounds.Low(cell), High: bounds.High(cell)) : (Low: 0, High: CellSystem.Unlimited);
                Assert.True(
                    exact ? ours == (low, high) : ours.Low <= low && high <= ours.High,
                    $"{counted} of {source.Window} {source.Dimension} {source.Level}: {ours} by the audit, {(low, high)} by the solver");
                Assert.True(!mustBeWide || high - low >= policy.ProtectionWidth, $"{counted} of {source.Window} {source.Dimension} {source.Level} is between {low} and {high}");
            }
        }
    }

    /// <summary>Protects as <see cref="CountProtection"/> does, and keeps the system of cells that it throws away.</summary>
    private static Audited Protected(CountTable table, DisclosurePolicy policy)
    {
        var heads = HeadCounts.Build(table.Rows, table, policy);
        var noHeads = SecondarySuppression.Apply(heads.System).Unprotected > 0;
        var states = heads.Cells.ToDictionary(c => c.Key, c => noHeads ? CellState.Withheld : heads.System.State(c.Value), (IEqualityComparer<CountRow>)ReferenceEqualityComparer.Instance);
        var measure = MeasureCounts.Build(table.Rows, table, policy, states);
        var isWithheldWhole = SecondarySuppression.Apply(measure.System).Unprotected > 0;
        PrintedRow[] rows = [.. table.Rows.Select(r => measure.Print(r, table.PrintedCategories, policy, isWithheldWhole))];
        var (released, _) = CountProtection.Apply(table, policy);
        Assert.Equal(released.Select(PublishedRow.Of), rows.Select(PublishedRow.Of));
        return new Audited(table, policy, measure, isWithheldWhole ? null : FeasibilityIntervals.Of(measure.System), rows);
    }

    private static Config Full(int few, int many)
        => Config.QuickThrowOnFailure.WithMaxTest(Environment.GetEnvironmentVariable("TFP_FULL") == "1" ? many : few);

    private sealed record Audited(CountTable Table, DisclosurePolicy Policy, MeasureCounts Measure, FeasibilityIntervals? Intervals, PrintedRow[] Rows);
}
