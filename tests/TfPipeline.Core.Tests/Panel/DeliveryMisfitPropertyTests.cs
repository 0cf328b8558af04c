using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>Each kind of misfit in each column of each contract, in all rows and in parts of them, beside a right delivery that went before.</summary>
[Trait("tier", "property")]
public sealed class DeliveryMisfitPropertyTests : IDisposable
{
    // What a contract alone cannot see: values that can be, but not of so many rows, or not beside the delivery before.
    private static readonly Dictionary<string, Func<object?, object?>> PlausibleKinds = new(StringComparer.Ordinal)
    {
        ["zero"] = v => v switch { long => 0L, double => 0.0, _ => v },
        ["one value"] = v => v switch { long => 7L, double => 7.0, DateOnly => new DateOnly(2014, 5, 6), _ => v },
        ["another code"] = v => v is string text ? text switch { "conviction" or "custody" => "no_further_action", "jsa" => "esa", "permanent" => "fixed_period", _ => text } : v,
    };

    // All rows, those since 2018, those of every third person, and three of them. A row of a table is one person's third of a year.
    private static readonly Dictionary<string, Func<int, bool>> Scopes = new(StringComparer.Ordinal)
    {
        ["all"] = _ => true,
        ["since a year"] = row => row % 24 >= 18,
        ["of some people"] = row => row / 24 % 3 == 0,
        ["few"] = row => row is 100 or 900 or 1700,
    };

    private readonly TempStorage _storage = new();

    public static TheoryData<string, string> AllKindsByDepartment()
    {
        var data = DeliveryMisfitTests.KindsByDepartment();
        foreach (var contract in ContractCatalogue.BuiltIn.All)
            foreach (var kind in PlausibleKinds.Keys)
                data.Add(contract.Department, kind);
        return data;
    }

    [Theory]
    [MemberData(nameof(AllKindsByDepartment))]
    public async Task A_misfit_of_a_part_of_the_rows_leaves_the_outcomes_as_they_are_or_a_finding_names_column_or_outcome(string department, string kind)
    {
        var clean = await Made(department).ExamineAsync();
        await clean.KeepProfileAsync(_storage.Storage, ContractCatalogue.BuiltIn);
        var expected = await Made(department).OutcomesAsync();
        foreach (var (table, column) in Made(department).Columns.Where(c => c.Table != Delivery.People).ToList())
        {
            foreach (var (scope, isIn) in Scopes.Where(s => Changes(department, table, column, kind) && !(s.Key == "few" && CanBeRight(department, table, column, kind))))
            {
                var made = new ContractDelivery(_storage, ContractCatalogue.BuiltIn.Find(department)!) { Name = "2020-07" };
                var changed = made.Column(table, column);
                // A column has one type: a moment among days is written as one, and the others with it.
                var all = changed.Values.Select(v => v is null ? null : Change(kind)(v)).ToArray();
                changed.Values = [.. changed.Values.Select((v, row) => isIn(row) ? all[row] : v is DateOnly day && Array.Exists(all, a => a is DateTime) ? day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : v)];

                var findings = (await made.ExamineAsync()).Findings;
                if (!findings.Any(f => f.Column == column || IsHeldAgainst(made.Contract, table, f.Column, column) || (f.Outcome is { } outcome && Uses(made.Contract, outcome, table, column))))
                    Assert.True(expected == await made.OutcomesAsync(), $"{table}.{column}, {scope}: the outcomes are others and no finding says so");
            }
        }
    }

    public void Dispose() => _storage.Dispose();

    private bool Changes(string department, string table, string column, string kind) =>
        Made(department).Column(table, column).Values.Any(v => v is not null && !Equals(Change(kind)(v), v));

    private static Func<object?, object?> Change(string kind) => DeliveryMisfitTests.Kinds.GetValueOrDefault(kind) ?? PlausibleKinds[kind];

    // A few such values are what a right delivery holds.
    private static bool CanBeRight(string department, string table, string column, string kind)
    {
        var contract = ContractCatalogue.BuiltIn.Find(department)!.Tables.First(t => t.Name == table).Find(column);
        return PlausibleKinds.ContainsKey(kind) || (kind is "empty" or "blank" && contract?.Required == false);
    }

    private static bool IsHeldAgainst(DepartmentContract contract, string table, string? named, string column)
    {
        var found = contract.Tables.First(t => t.Name == table).Find(named);
        return found is not null && (found.AtMost == column || found.NotBefore == column);
    }

    private static bool Uses(DepartmentContract contract, string outcome, string table, string column)
    {
        var rule = contract.Outcomes.First(o => o.Code == outcome).Rule;
        return rule.Table == table && (new[] { rule.Date, rule.From, rule.To, rule.Numerator, rule.Denominator, rule.Value }.Contains(column) || rule.Where?.ContainsKey(column) == true || column == contract.Tables.First(t => t.Name == table).Record);
    }

    private ContractDelivery Made(string department) => new(_storage, ContractCatalogue.BuiltIn.Find(department)!);
}
