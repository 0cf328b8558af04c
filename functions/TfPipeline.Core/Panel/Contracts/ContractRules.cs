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

    private static void CheckOutcome(DepartmentContract contract, OutcomeContract outcome)
    {
        var place = $"outcome '{outcome.Code}'";
        Require(contract, OutcomeCode().IsMatch(outcome.Code), "an outcome's code may hold lower-case letters, digits and underscores only, at most 60");
        Require(contract, outcome.Ages is null or { From: null } or { To: null } || outcome.Ages.From <= outcome.Ages.To, $"{place}: ages.from must not be above ages.to");
        var table = contract.Tables.FirstOrDefault(t => string.Equals(t.Name, outcome.Rule.Table, StringComparison.Ordinal));
        Require(contract, table is not null, $"{place}: its table '{outcome.Rule.Table}' is not among the tables");
        CheckRule(contract, outcome.Rule, table!, place);
        foreach (var column in outcome.Rule.Where?.Keys ?? [])
            Column(contract, table!, column, place + ", where", ColumnType.Text);
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

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.NonBacktracking)]
    private static partial Regex DepartmentCode();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,59}$", RegexOptions.NonBacktracking)]
    private static partial Regex OutcomeCode();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,59}$", RegexOptions.NonBacktracking)]
    private static partial Regex ColumnName();
}
