using System.Text.RegularExpressions;

namespace TfPipeline.Core.Panel.Contracts;

/// <summary>What every contract must keep, checked before anything is read by it.</summary>
internal static partial class ContractRules
{
    public static void Check(DepartmentContract contract)
    {
        Require(contract, DepartmentCode().IsMatch(contract.Department), "the department's code may hold lower-case letters, digits and hyphens only, at most 40");
        Require(contract, contract.Version >= 1, "version must be 1 or more");
        Require(contract, contract.Outcomes.Count > 0, "there must be an outcome");
        Require(contract, contract.People.Identifiers.Columns.Any(), "people must have an identifier");
        CheckNames(contract, contract.Tables.Select(t => t.Name).Append("people"), "table");
        foreach (var table in contract.Tables)
            CheckNames(contract, table.Columns.Select(c => c.Name).Append(table.Record), $"column of table '{table.Name}'");
        Require(contract, contract.People.Unreadable is >= 0 and <= 1, "unreadable must be a share from 0 to 1");
        Require(contract, contract.People.MostChange > 1, "people: mostChange must be more than 1");
        foreach (var table in contract.Tables)
            CheckTable(contract, table);
        foreach (var outcome in contract.Outcomes)
            CheckOutcome(contract, outcome);
    }

    private static void CheckNames(DepartmentContract contract, IEnumerable<string> names, string kind)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            Require(contract, ColumnName().IsMatch(name), $"the name of a {kind} may hold letters, digits and underscores only, at most 60");
            Require(contract, seen.Add(name), $"two are called '{name}': {kind}");
        }
    }

    private static void CheckTable(DepartmentContract contract, TableContract table)
    {
        Require(contract, table.Strangers is >= 0 and <= 1, $"table '{table.Name}': strangers must be a share from 0 to 1");
        Require(contract, table.LongestGap is null or >= 0, $"table '{table.Name}': longestGap must be 0 or more");
        foreach (var name in table.Unique ?? [])
            Require(contract, table.Find(name) is not null, $"table '{table.Name}', unique: no such column");
        foreach (var column in table.Columns)
        {
            var place = $"column '{column.Name}' of table '{table.Name}'";
            Require(contract, column.Tolerated is >= 0 and <= 1 && column.MostOnOneDay is > 0 and <= 1 && column.Missing is null or (>= 0 and <= 1), $"{place}: tolerated, missing and mostOnOneDay must be shares from 0 to 1");
            Require(contract, column.Codes is null || column.Type == ColumnType.Text, $"{place}: only text has codes");
            Require(contract, column.MostYearlyChange > 1, $"{place}: mostYearlyChange must be more than 1");
            Require(contract, column.Codes is null || column.Codes.Count > 0, $"{place}: codes must hold one");
            Require(contract, column.Earliest is null || column.Type == ColumnType.Date, $"{place}: only a date has an earliest day");
            Require(contract, (column.Least is null && column.Most is null && column.Mean is null) || column.Type is ColumnType.Whole or ColumnType.Amount, $"{place}: only a number has a range");
            Require(contract, column.Least is null || column.Most is null || column.Least <= column.Most, $"{place}: least must not be above most");
            if (column.NotBefore is not null)
            {
                Require(contract, column.Type == ColumnType.Date, $"{place}: only a date has an order");
                Column(contract, table, column.NotBefore, place + ", notBefore", ColumnType.Date);
            }

            if (column.AtMost is not null)
            {
                Require(contract, column.Type is ColumnType.Whole or ColumnType.Amount, $"{place}: only a number has a bound");
                Column(contract, table, column.AtMost, place + ", atMost", ColumnType.Whole, ColumnType.Amount);
            }
        }
    }

    private static void CheckOutcome(DepartmentContract contract, OutcomeContract outcome)
    {
        var place = $"outcome '{outcome.Code}'";
        Require(contract, OutcomeCode().IsMatch(outcome.Code), "an outcome's code may hold lower-case letters, digits and underscores only, at most 60");
        Require(contract, outcome.Ages is null or { From: null } or { To: null } || outcome.Ages.From <= outcome.Ages.To, $"{place}: ages.from must not be above ages.to");
        var table = contract.Tables.FirstOrDefault(t => string.Equals(t.Name, outcome.Rule.Table, StringComparison.Ordinal));
        Require(contract, table is not null, $"{place}: its table '{outcome.Rule.Table}' is not among the tables");
        Require(contract, outcome.Band is null || (outcome.Band.From >= 0 && outcome.Band.From <= outcome.Band.To), $"{place}: band.from must be 0 or more and not above band.to");
        Require(contract, outcome is { MostChange: > 1, MostYearlyChange: > 1 }, $"{place}: mostChange and mostYearlyChange must be more than 1");
        CheckRule(contract, outcome.Rule, table!, place);
        foreach (var column in outcome.Rule.Where?.Keys ?? [])
        {
            Column(contract, table!, column, place + ", where", ColumnType.Text);
            var codes = table!.Find(column)!.Codes;
            Require(contract, codes is null || outcome.Rule.Where![column].All(v => codes.Contains(v, StringComparer.Ordinal)), $"{place}, where: a value of '{column}' is not among the column's codes");
        }
    }

    private static void CheckRule(DepartmentContract contract, OutcomeRule rule, TableContract table, string place)
    {
        switch (rule.Kind)
        {
            case OutcomeRuleKind.Event:
                Column(contract, table, rule.Date, place + ", date", ColumnType.Date);
                break;
            case OutcomeRuleKind.Spell:
                Column(contract, table, rule.From, place + ", from", ColumnType.Date);
                Column(contract, table, rule.To, place + ", to", ColumnType.Date);
                break;
            case OutcomeRuleKind.Share:
                Column(contract, table, rule.From, place + ", from", ColumnType.Date);
                Column(contract, table, rule.To, place + ", to", ColumnType.Date);
                Column(contract, table, rule.Numerator, place + ", numerator", ColumnType.Whole);
                Column(contract, table, rule.Denominator, place + ", denominator", ColumnType.Whole);
                Require(contract, rule.AtLeast is > 0 and <= 1, $"{place}: atLeast must be more than 0 and at most 1");
                break;
            default:
                Column(contract, table, rule.Date, place + ", date", ColumnType.Date);
                Column(contract, table, rule.Value, place + ", value", ColumnType.Amount, ColumnType.Whole);
                break;
        }
    }

    private static void Column(DepartmentContract contract, TableContract table, string? name, string place, params ColumnType[] types)
    {
        var column = table.Find(name);
        Require(contract, column is not null, $"{place}: no such column in table '{table.Name}'");
        Require(contract, types.Contains(column!.Type), $"{place}: column '{name}' must be of type {string.Join(" or ", types).ToLowerInvariant()}");
    }

    private static void Require(DepartmentContract contract, bool holds, string what)
    {
        if (!holds)
            throw new ContractException(contract.Department, what);
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex DepartmentCode();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,59}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex OutcomeCode();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,59}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex ColumnName();
}
