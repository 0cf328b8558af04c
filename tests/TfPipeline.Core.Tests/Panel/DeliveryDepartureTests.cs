using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>What departs from what was to be expected holds a delivery until somebody has accepted it with a reason.</summary>
[Trait("tier", "unit")]
public sealed class DeliveryDepartureTests : IDisposable
{
    private readonly TempStorage _storage = new();

    public static TheoryData<string> Departments() => [.. ContractCatalogue.BuiltIn.All.Select(c => c.Department)];

    [Theory]
    [MemberData(nameof(Departments))]
    public async Task A_delivery_like_the_one_before_is_not_held(string department)
    {
        await UseAsync(Made(department, "2020-01"));

        var second = await Made(department, "2020-07").ExamineAsync();

        Assert.True(second.IsUsable);
        Assert.Empty(second.Findings);
    }

    [Theory]
    [MemberData(nameof(Departments))]
    public async Task Half_of_the_rows_of_a_table_holds_each_rate_that_counts_them(string department)
    {
        await UseAsync(Made(department, "2020-01"));
        foreach (var table in Made(department, "x").Contract.Tables)
        {
            var made = Made(department, "2020-07");
            made.Table(table.Name).ForEach(c => c.Values = [.. c.Values.Where((_, row) => IsOfEven(row))]);

            var examined = await made.ExamineAsync();
            var counted = made.Contract.Outcomes.Where(o => o.Rule.Table == table.Name && o.Rule.Kind is OutcomeRuleKind.Event or OutcomeRuleKind.Spell).Select(o => o.Code).ToHashSet();
            Assert.True(counted.IsSubsetOf(examined.Findings.Where(f => f is { Rule: DeliveryRule.RateAsBefore, Holds: true, Refuses: false }).Select(f => f.Outcome!)), table.Name);
            Assert.Equal(counted.Count == 0, examined.IsUsable);
        }
    }

    [Theory]
    [InlineData(0.8, false)]
    [InlineData(0.6, true)]
    public async Task A_rate_is_held_beyond_its_limit_only(double kept, bool held)
    {
        await UseAsync(Made("offences", "2020-01"));
        var made = Made("offences", "2020-07");
        made.Table("events").ForEach(c => c.Values = [.. c.Values.Where((_, row) => row / 24 % 10 < kept * 10)]);

        Assert.Equal(held, !(await made.ExamineAsync()).IsUsable);
    }

    [Fact]
    public async Task Results_on_another_scale_are_held_by_their_mean()
    {
        await UseAsync(Made("school-attainment", "2020-01"));
        var made = Made("school-attainment", "2020-07");
        made.Column("results", "attainment_8").Change(v => (double)v! / 2.5);

        var finding = Assert.Single((await made.ExamineAsync()).Findings, f => f.Holds && f.Rule == DeliveryRule.RateAsBefore);
        Assert.Equal("attainment_8", finding.Outcome);
    }

    [Fact]
    public async Task Spells_that_last_longer_are_held_although_they_are_as_many()
    {
        await UseAsync(Made("employment", "2020-01"));
        var made = Made("employment", "2020-07");
        made.Column("spells", "end_date").Change(v => ((DateOnly)v!).AddDays(200));

        Assert.Contains((await made.ExamineAsync()).Findings, f => f is { Rule: DeliveryRule.RateAsBefore, Outcome: "employed" });
    }

    [Fact]
    public async Task A_code_that_takes_the_place_of_another_from_a_year_on_is_held_in_a_first_delivery_too()
    {
        var made = Made("offences", "2020-01");
        var codes = made.Column("events", "disposal");
        codes.Values = [.. codes.Values.Select((v, row) => row % 24 >= 18 && Equals(v, "conviction") ? "caution" : v)];

        var finding = Assert.Single((await made.ExamineAsync()).Findings, f => f.Rule == DeliveryRule.CodeSharesSteady);
        Assert.Equal(("disposal", true, "conviction"), (finding.Column, finding.Holds, finding.Departure!.Code));
    }

    [Fact]
    public async Task A_thin_year_is_held_although_it_is_not_empty()
    {
        var made = Made("childrens-social-care", "2020-01");
        var starts = made.Column("in_need", "referral_date").Values;
        var keep = starts.Select((v, row) => ((DateOnly)v!).Year != 2015 || row / 24 % 5 == 0).ToArray();
        made.Table("in_need").ForEach(c => c.Values = [.. c.Values.Where((_, row) => keep[row])]);

        var finding = Assert.Single((await made.ExamineAsync()).Findings, f => f.Rule == DeliveryRule.YearsSteady);
        Assert.Equal(("child_in_need", 2015), (finding.Outcome, finding.Departure!.Year));
    }

    [Fact]
    public async Task A_year_that_the_delivery_before_had_too_is_held_against_that_one()
    {
        ContractDelivery Thin(string name)
        {
            var made = Made("childrens-social-care", name);
            var keep = made.Column("in_need", "referral_date").Values.Select((v, row) => ((DateOnly)v!).Year != 2015 || row / 24 % 5 == 0).ToArray();
            made.Table("in_need").ForEach(c => c.Values = [.. c.Values.Where((_, row) => keep[row])]);
            return made;
        }

        var first = await Thin("2020-01").ExamineAsync();
        await AcceptAsync(first);
        await UseAsync(Thin("2020-01"));

        Assert.True((await Thin("2020-07").ExamineAsync()).IsUsable);
    }

    [Fact]
    public async Task An_earlier_delivery_that_no_run_has_used_is_compared_with_too()
    {
        await Made("offences", "2020-01").WriteAsync();
        var made = Made("offences", "2020-07");
        made.Table("events").ForEach(c => c.Values = [.. c.Values.Where((_, row) => IsOfEven(row))]);

        Assert.False((await made.ExamineAsync()).IsUsable);
    }

    [Fact]
    public async Task A_rate_outside_the_contracts_band_holds_a_first_delivery()
    {
        var contract = ContractCatalogue.BuiltIn.Find("offences")!;
        var profile = (await Made("offences", "2020-01").ExamineAsync()).Profile!;
        foreach (var outcome in contract.Outcomes)
        {
            var band = outcome.Band!;
            foreach (var (rate, held) in new[] { (band.From * 0.9, true), (band.From * 1.1, false), (band.To * 0.9, false), (band.To * 1.1, true), (0.0, true) })
            {
                var made = profile with { Records = 10_000_000, Outcomes = [new OutcomeProfile(outcome.Code, new OutcomeRate((long)(rate * 80_000), 80_000, rate), [])], Codes = [] };

                Assert.Equal(held, DepartureCheck.Find(contract, made, null).Any(f => f.Rule == DeliveryRule.RateUsual));
            }
        }
    }

    [Fact]
    public void Every_outcome_that_comes_with_the_build_has_a_band() =>
        Assert.DoesNotContain(ContractCatalogue.BuiltIn.All.SelectMany(c => c.Outcomes), o => o.Band is null);

    [Theory]
    [InlineData(1400, false)]
    [InlineData(1600, true)]
    [InlineData(600, true)]
    public void Many_more_or_fewer_records_are_held(long records, bool held)
    {
        var contract = ContractCatalogue.BuiltIn.Find("benefits")!;
        var before = new DeliveryProfile("benefits", "2020-01", 1000, [], []);

        Assert.Equal(held, DepartureCheck.Find(contract, before with { Records = records }, before).Any(f => f.Rule == DeliveryRule.RecordsAsBefore));
    }

    [Theory]
    [InlineData(12, 24, false)]
    [InlineData(24, 12, false)]
    [InlineData(1200, 2400, true)]
    [InlineData(0, 12, false)]
    [InlineData(0, 60, true)]
    [InlineData(60, 0, true)]
    public void What_chance_makes_of_few_rows_is_no_departure(long now, long before, bool held)
    {
        var contract = ContractCatalogue.BuiltIn.Find("employment")!;
        DeliveryProfile Of(long rows) => new("employment", "x", 500, [new OutcomeProfile("employed", new OutcomeRate(rows, 100, rows / 100.0), [])], []);

        Assert.Equal(held, DepartureCheck.Find(contract, Of(now), Of(before)).Any(f => f.Rule == DeliveryRule.RateAsBefore));
    }

    [Fact]
    public async Task An_acceptance_lets_the_delivery_through_and_is_kept_with_who_and_why()
    {
        var held = await HeldAsync();
        Assert.False(held.IsUsable);
        Assert.True(DeliveryAudit.Of(held, "run-1").IsHeld);

        await AcceptAsync(held);
        var accepted = await Halved().ExamineAsync();
        var audit = DeliveryAudit.Of(accepted, "run-2");

        Assert.True(accepted.IsUsable);
        Assert.Equal(("j.smith", "The force changed its recording."), (audit.Acceptance!.By, audit.Acceptance.Reason));
        Assert.True(audit.Used);
        Assert.False(audit.IsHeld);
    }

    [Fact]
    public async Task An_acceptance_counts_for_the_files_and_departures_that_were_seen_only()
    {
        await AcceptAsync(await HeldAsync());
        var other = Made("offences", "2020-07");
        other.Table("events").ForEach(c => c.Values = [.. c.Values.Where((_, row) => row / 24 % 3 == 0)]);

        Assert.False((await other.ExamineAsync()).IsUsable);
    }

    [Theory]
    [InlineData("{\"reason\":\"\"}")]
    [InlineData("{\"reason\":null}")]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("{\"reason\":\"two\\nlines of it\"}")]
    [InlineData("{\"reason\":\"short\"}")]
    public async Task What_has_no_reason_of_one_line_is_no_acceptance(string body)
    {
        var held = await HeldAsync();
        await _storage.WriteAsync(PipelineContainer.Requests, $"j.smith/accepted-deliveries/offences/2020-07/{held.Hold}.json", System.Text.Encoding.UTF8.GetBytes(body));

        Assert.False((await Halved().ExamineAsync()).IsUsable);
    }

    [Fact]
    public async Task Words_of_a_held_delivery_name_outcome_figure_and_limits()
    {
        var finding = (await HeldAsync()).Findings.First(f => f is { Rule: DeliveryRule.RateAsBefore, Outcome: "adult_custody" });

        Assert.Matches("outcome adult_custody, [0-9.,]+ where [0-9.,]+ was to be expected \\(limits [0-9.,]+ to [0-9.,]+\\): the rate over the whole extract", finding.ToString());
    }

    public void Dispose() => _storage.Dispose();

    // Rows of every second person: of every second row, each second third of a year would go.
    private static bool IsOfEven(int row) => row / 24 % 2 == 0;

    private async Task<DeliveryExamination> HeldAsync()
    {
        await UseAsync(Made("offences", "2020-01"));
        return await Halved().ExamineAsync();
    }

    private ContractDelivery Halved()
    {
        var made = Made("offences", "2020-07");
        made.Table("events").ForEach(c => c.Values = [.. c.Values.Where((_, row) => IsOfEven(row))]);
        return made;
    }

    private Task<WriteOutcome> AcceptAsync(DeliveryExamination held) => new DeliveryAcceptances(_storage[PipelineContainer.Requests])
        .WriteAsync(held.Delivery.Department, held.Delivery.Name, held.Hold!, "j.smith", "The force changed its recording.");

    private async Task UseAsync(ContractDelivery made)
    {
        var examined = await made.ExamineAsync();
        Assert.True(examined.IsUsable, string.Join('\n', examined.Findings));
        await examined.KeepProfileAsync(_storage.Storage, ContractCatalogue.BuiltIn);
    }

    private ContractDelivery Made(string department, string name) => new(_storage, ContractCatalogue.BuiltIn.Find(department)!) { Name = name };
}
