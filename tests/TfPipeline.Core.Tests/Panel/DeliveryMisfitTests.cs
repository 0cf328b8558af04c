using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>What departments send wrongly never becomes a figure in silence: each kind of misfit, on the contracts that come with the build.</summary>
[Trait("tier", "unit")]
public sealed class DeliveryMisfitTests : IDisposable
{
    internal static readonly Dictionary<string, Func<object?, object?>> Kinds = new(StringComparer.Ordinal)
    {
        ["padded"] = v => v is string text ? text.PadRight(20) : v,
        ["nul-padded"] = v => v is string text ? text + "\0\0" : v,
        ["capitals"] = v => v is string text ? text.ToUpperInvariant() : v,
        ["other words"] = v => v is string text ? "x-" + text : v,
        ["far too large"] = v => v switch { long => 9_000_000_000L, double => 9e9, DateOnly day => day.AddYears(100), _ => v },
        ["negative"] = v => v switch { long => -5L, double => -5.0, DateOnly day => day.AddYears(-100), _ => v },
        ["another unit"] = v => v switch { long n => n * 60, double d => d / 100, _ => v },
        ["not a number"] = v => v is double ? double.NaN : v,
        ["local midnight"] = v => v is DateOnly day ? new DateTime(day, new TimeOnly(23, 0), DateTimeKind.Utc).AddDays(-1) : v,
        ["unknown day"] = v => v is DateOnly ? new DateOnly(1900, 1, 1) : v,
        ["empty"] = _ => null,
        ["blank"] = v => v is string ? "  " : v,
        ["placeholder number"] = v => v switch { long => 999L, double => 999.0, _ => v },
    };

    private readonly TempStorage _storage = new();

    public static TheoryData<string, string> KindsByDepartment()
    {
        var data = new TheoryData<string, string>();
        foreach (var contract in ContractCatalogue.BuiltIn.All)
            foreach (var kind in Kinds.Keys)
                data.Add(contract.Department, kind);
        return data;
    }

    public static TheoryData<string> Departments() => [.. ContractCatalogue.BuiltIn.All.Select(c => c.Department)];

    [Theory]
    [MemberData(nameof(Departments))]
    public async Task A_clean_delivery_has_no_finding_and_no_empty_outcome(string department)
    {
        var clean = Made(department);

        Assert.Empty(await clean.CheckAsync());
        Assert.Matches("[1-9]", await clean.OutcomesAsync());
    }

    [Theory]
    [MemberData(nameof(KindsByDepartment))]
    public async Task A_misfit_leaves_the_outcomes_as_they_are_or_a_finding_names_the_column(string department, string kind)
    {
        var expected = await Made(department).OutcomesAsync();
        foreach (var (table, column) in Made(department).Columns.ToList())
        {
            var made = Made(department);
            made.Column(table, column).Change(Kinds[kind]);

            var findings = await made.CheckAsync();
            if (!findings.Any(f => f.Column == column && f.File == table + "-0001.parquet"))
                Assert.True(expected == await made.OutcomesAsync(), $"{table}.{column}: the outcomes are others and no finding says so");
        }
    }

    [Theory]
    [MemberData(nameof(Departments))]
    public async Task Swapped_dates_refuse_by_the_later_one(string department)
    {
        foreach (var (table, column) in Made(department).Contract.Tables.SelectMany(t => t.Columns.Where(c => c.NotBefore is not null).Select(c => (t, c))))
        {
            var made = Made(department);
            var (later, earlier) = (made.Column(table.Name, column.Name), made.Column(table.Name, column.NotBefore!));
            (later.Values, earlier.Values) = (earlier.Values, later.Values);

            Assert.Contains(await made.CheckAsync(), f => f is { Rule: DeliveryRule.DatesInOrder, Refuses: true, Share: 1 } && f.Column == column.Name);
        }
    }

    [Theory]
    [InlineData("offences", "events", "disposal")]
    [InlineData("benefits", "spells", "benefit")]
    [InlineData("school-attendance", "exclusions", "category")]
    public async Task Codes_in_capitals_and_padded_give_the_same_outcomes(string department, string table, string column)
    {
        var made = Made(department);
        made.Column(table, column).Change(v => " " + ((string)v!).ToUpperInvariant() + "  ");

        Assert.Empty(await made.CheckAsync());
        Assert.Equal(await Made(department).OutcomesAsync(), await made.OutcomesAsync());
    }

    [Fact]
    public async Task Record_ids_that_are_padded_in_one_table_find_their_people()
    {
        var made = Made("benefits");
        made.Column("spells", "record_id").Change(v => ((string)v!).PadRight(20));

        Assert.Empty(await made.CheckAsync());
        Assert.Equal(await Made("benefits").OutcomesAsync(), await made.OutcomesAsync());
    }

    [Fact]
    public async Task Codes_that_change_from_a_year_on_are_refused_even_where_few_rows_have_them()
    {
        var made = Made("offences");
        var codes = made.Column("events", "disposal");
        codes.Values = [.. codes.Values.Select((v, row) => row % 24 >= 22 && Equals(v, "custody") ? "CUST" : v)];

        var finding = Assert.Single(await made.CheckAsync(), f => f.Refuses);
        Assert.Equal((DeliveryRule.CodeKnown, "disposal", true, 60L), (finding.Rule, finding.Column, finding.Refuses, finding.Rows));
    }

    [Fact]
    public async Task Codes_of_an_outcome_that_stop_are_said()
    {
        var made = Made("offences");
        var codes = made.Column("events", "disposal");
        codes.Values = [.. codes.Values.Select((v, row) => row % 24 >= 18 && Equals(v, "custody") ? "conviction" : v)];

        var finding = Assert.Single(await made.CheckAsync());
        Assert.Equal((DeliveryRule.CodesSteady, "disposal", false), (finding.Rule, finding.Column, finding.Refuses));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(28, false)]
    [InlineData(29, true)]
    public async Task Rows_of_nobody_are_counted_and_refuse_above_a_hundredth(int strangers, bool refuses)
    {
        var made = Made("benefits");
        var records = made.Column("spells", "record_id");
        records.Values = [.. records.Values.Select((v, row) => row < strangers ? "nobody" : v)];

        var finding = Assert.Single(await made.CheckAsync());
        Assert.Equal((DeliveryRule.RecordKnown, "record_id", refuses, (long?)strangers), (finding.Rule, finding.Column, finding.Refuses, finding.Rows));
    }

    [Fact]
    public async Task A_value_out_of_range_within_the_tolerated_share_is_counted_and_never_a_figure()
    {
        var made = Made("school-attainment");
        made.Table("results")[2].Values[17] = 9e9;

        var finding = Assert.Single(await made.CheckAsync());
        Assert.Equal((DeliveryRule.ValueInRange, "attainment_8", false, 1L), (finding.Rule, finding.Column, finding.Refuses, finding.Rows));
        Assert.DoesNotContain("9000000000", await made.OutcomesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_absent_than_possible_refuses_and_names_the_column()
    {
        var made = Made("school-attendance");
        var (absent, possible) = (made.Column("sessions", "sessions_absent"), made.Column("sessions", "sessions_possible"));
        (absent.Values, possible.Values) = (possible.Values, absent.Values);

        Assert.Contains(await made.CheckAsync(), f => f is { Rule: DeliveryRule.NumbersInOrder, Column: "sessions_absent", Refuses: true });
    }

    [Theory]
    [MemberData(nameof(Departments))]
    public async Task A_record_that_is_in_people_twice_refuses(string department)
    {
        var made = Made(department);
        made.Table(Delivery.People).ForEach(c => c.Values = [.. c.Values, c.Values[7]]);

        var finding = Assert.Single(await made.CheckAsync());
        Assert.Equal((DeliveryRule.RecordOnce, "record_id", true, 1L), (finding.Rule, finding.Column, finding.Refuses, finding.Rows));
    }

    [Theory]
    [InlineData("school-attendance", "sessions")]
    [InlineData("school-attainment", "results")]
    public async Task Rows_that_repeat_a_key_refuse(string department, string table)
    {
        var made = Made(department);
        made.Table(table).ForEach(c => c.Values = [.. c.Values, .. c.Values.Take(500)]);

        var finding = Assert.Single(await made.CheckAsync());
        Assert.Equal((DeliveryRule.RowOnce, true, 500L), (finding.Rule, finding.Refuses, finding.Rows));
    }

    [Theory]
    [InlineData("0001-01-01", "9999-12-31")]
    [InlineData("2012-01-02", "2022-12-31")]
    [InlineData("2009-01-02", "2019-12-31")]
    public async Task Coverage_beyond_what_the_data_hold_refuses_each_outcome(string from, string to)
    {
        foreach (var contract in ContractCatalogue.BuiltIn.All)
        {
            var made = Made(contract.Department);
            made.Manifest = made.Manifest with { Coverage = [.. contract.Outcomes.Select(o => new OutcomeCoverage(o.Code, Day.Of(from), Day.Of(to)))] };

            var findings = await made.CheckAsync();
            Assert.All(findings, f => Assert.Equal(DeliveryRule.CoverageHeld, f.Rule));
            Assert.Equal(contract.Tables.Count, findings.Count);
        }
    }

    [Fact]
    public async Task A_year_without_rows_inside_the_coverage_refuses()
    {
        var made = Made("employment");
        var keep = made.Column("spells", "start_date").Values.Select(v => ((DateOnly)v!).Year != 2015).ToArray();
        made.Table("spells").ForEach(c => c.Values = [.. c.Values.Where((_, row) => keep[row])]);

        var finding = Assert.Single(await made.CheckAsync());
        Assert.Equal((DeliveryRule.CoverageHeld, "start_date", true), (finding.Rule, finding.Column, finding.Refuses));
    }

    [Fact]
    public async Task An_identifier_that_no_row_has_fits_and_is_said()
    {
        var made = Made("school-attainment");
        made.Column(Delivery.People, "upn").Change(_ => null);

        var finding = Assert.Single(await made.CheckAsync());
        Assert.Equal((DeliveryRule.ColumnFilled, "upn", false), (finding.Rule, finding.Column, finding.Refuses));
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("2099-12-31")]
    [InlineData("2050-01-01")]
    public async Task An_end_far_off_is_an_open_end_as_an_empty_one_is(string farOff)
    {
        var (empty, far) = (Made("employment"), Made("employment"));
        foreach (var (made, end) in new[] { (empty, (object?)null), (far, Day.Of(farOff)) })
        {
            var ends = made.Column("spells", "end_date");
            ends.Values = [.. ends.Values.Select((v, row) => row % 3 == 0 ? end : v)];
        }

        Assert.Empty(await far.CheckAsync());
        Assert.Equal(await empty.OutcomesAsync(), await far.OutcomesAsync());
    }

    [Fact]
    public async Task A_table_in_which_every_spell_is_open_refuses_by_its_end()
    {
        foreach (var end in new object?[] { null, new DateOnly(9999, 12, 31) })
        {
            var made = Made("childrens-social-care");
            made.Column("in_need", "closure_date").Change(_ => end);

            var finding = Assert.Single(await made.CheckAsync());
            Assert.Equal((DeliveryRule.ValuePresent, "closure_date", true), (finding.Rule, finding.Column, finding.Refuses));
        }
    }

    [Fact]
    public async Task What_was_found_is_kept_with_what_refuses_first_and_reads_back()
    {
        var made = Made("employment");
        made.Column("spells", "record_id").Change(v => Equals(v, "rec0003") ? "nobody" : v);
        made.Column("spells", "end_date").Change(Kinds["unknown day"]);
        var audit = _storage[TfPipeline.Storage.PipelineContainer.Audit];
        var found = DeliveryAudit.Of("employment", "2020-01", "run-1", await made.CheckAsync());

        var place = await found.WriteAsync(audit, CancellationToken.None);
        var again = await found.WriteAsync(audit, CancellationToken.None);
        var read = await DeliveryAudit.FindAsync(audit, DeliveryAudit.BlobOf("run-1", place), CancellationToken.None);

        Assert.Equal(place, again);
        Assert.False(read!.Used);
        Assert.Equal(found.Findings, read.Findings);
        Assert.Equal(read.Findings.OrderByDescending(f => f.Refuses), read.Findings);
    }

    [Fact]
    public async Task Every_finding_of_every_table_is_given_at_once()
    {
        var made = Made("school-attendance");
        made.Column(Delivery.People, "date_of_birth").Change(Kinds["local midnight"]);
        made.Column("sessions", "sessions_absent").Change(_ => 0.5);
        made.Column("exclusions", "category").Change(Kinds["other words"]);

        var findings = await made.CheckAsync();

        Assert.Equal(
            [(DeliveryRule.DateWithoutTime, "date_of_birth"), (DeliveryRule.ColumnTypeFits, "sessions_absent"), (DeliveryRule.CodeKnown, "category")],
            findings.Where(f => f.Rule != DeliveryRule.CodesSteady).Select(f => (f.Rule, f.Column!)));
        Assert.Contains("Deliver it as DATE", findings[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_hold_no_value()
    {
        var made = Made("offences");
        made.Column("events", "disposal").Change(_ => "Secretname");

        Assert.All(await made.CheckAsync(), f => Assert.DoesNotContain("Secretname", f.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose() => _storage.Dispose();

    private ContractDelivery Made(string department) => new(_storage, ContractCatalogue.BuiltIn.Find(department)!);
}
