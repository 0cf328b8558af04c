using System.Globalization;
using System.Text;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Contracts;

/// <summary>Writes the departments' part of the data dictionary from the contracts, so that it cannot fall behind them.</summary>
public static class ContractDictionary
{
    /// <summary>Markdown: windows and states, then each department with its tables and outcomes.</summary>
    public static string Markdown(ContractCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var text = new StringBuilder();
        AppendPanel(text);
        foreach (var contract in catalogue.All)
            AppendDepartment(text, contract);
        return text.ToString();
    }

    private static void AppendPanel(StringBuilder text)
    {
        text.Append(
            """
            ### Windows

            Month m ≥ 1 is [index + (m−1) months, index + m months) in calendar months, clamped to month ends; month −1 ends the day before the index date; there is no month 0.

            | window | months |
            | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var window in PanelWindow.All)
            text.Append(CultureInfo.InvariantCulture, $"| `{window.Name}` | {Months(window.FirstMonth)} to {Months(window.LastMonth)} |\n");
        text.Append(
            """

            ### States

            | state | value | meaning |
            | --- | --- | --- |
            | `measured` | yes | from the records of a linked person |
            | `assumed` | 0 | no record, and the outcome's contract says that nothing happened then |
            | `missing` | none | the delivery does not cover the whole window, or holds nothing to measure by in it |
            | `unknown` | none | no record, and the contract makes no assumption |
            | `out_of_scope` | none | the person is of the outcome's ages on no day of the window |


            """.ReplaceLineEndings("\n"));
    }

    private static void AppendDepartment(StringBuilder text, DepartmentContract contract)
    {
        text.Append(CultureInfo.InvariantCulture, $"### {contract.Title}\n\nCode `{contract.Department}`, contract version {contract.Version}. {contract.About}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"**people-\\*.parquet**: one row per record ({(contract.People.RecordsPerPerson == RecordsPerPerson.One ? "at most one" : "one or more")} per person).\n\n");
        AppendColumns(text, [new(contract.People.Record, ColumnType.Text, true, "Record id."), .. contract.People.Identifiers.Columns.Select(c => c with { Title = "Identifier; read for linkage only." })]);
        foreach (var table in contract.Tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"**{table.Name}-\\*.parquet**: {table.Title}\n\n");
            AppendColumns(text, [new(table.Record, ColumnType.Text, true, "Record id.") { Tolerated = table.Strangers }, .. table.Columns]);
            AppendTable(text, table);
        }

        text.Append("| outcome | meaning | ages | how it is made | without a record |\n| --- | --- | --- | --- | --- |\n");
        foreach (var outcome in contract.Outcomes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{outcome.Code}` | {outcome.Title} ({outcome.Unit}) | {Span(outcome.Ages)} | {Rule(outcome.Rule)} | {(outcome.Unlinked == UnlinkedRule.Zero ? "assumed 0" : "unknown")}: {outcome.UnlinkedReason} |\n");
        }

        text.Append('\n');
        AppendHolds(text, contract);
    }

    private static void AppendHolds(StringBuilder text, DepartmentContract contract)
    {
        text.Append(CultureInfo.InvariantCulture, $"Held until somebody accepts it with a reason, when the whole extract has more than {contract.People.MostChange} times the records of the delivery before or less than that part of them, or when a rate departs by more than chance:\n\n");
        text.Append("| outcome | rate | band | times that of the delivery before | a year: times that of the others, or of the same year before |\n| --- | --- | --- | --- | --- |\n");
        foreach (var outcome in contract.Outcomes)
            text.Append(CultureInfo.InvariantCulture, $"| `{outcome.Code}` | {RateOf(outcome.Rule.Kind)} | {(outcome.Band is { } band ? string.Create(CultureInfo.InvariantCulture, $"{band.From} to {band.To}") : "")} | {outcome.MostChange} | {outcome.MostYearlyChange} |\n");
        text.Append('\n');
        foreach (var column in contract.Tables.SelectMany(t => t.Columns.Where(c => c.Codes is not null)))
            text.Append(CultureInfo.InvariantCulture, $"The same holds when a code's share of `{column.Name}` in a year is more than {column.MostYearlyChange} times that of the other years, or of the same year before, or less than that part of it.\n\n");
    }

    private static string RateOf(OutcomeRuleKind kind) => kind switch
    {
        OutcomeRuleKind.Event => "rows per 1,000 records and year",
        OutcomeRuleKind.Spell => "records in a spell on an average day, per 1,000; of a year, spells that begin in it, per 1,000 records",
        OutcomeRuleKind.Share => "rows that reach the share, per 1,000 rows",
        _ => "mean",
    };

    private static void AppendColumns(StringBuilder text, IEnumerable<ColumnContract> columns)
    {
        text.Append("| column | type | required | meaning | rules |\n| --- | --- | --- | --- | --- |\n");
        foreach (var column in columns)
            text.Append(CultureInfo.InvariantCulture, $"| `{column.Name}` | {Lower(column.Type)} | {(column.Required ? "yes" : "no")} | {column.Title} | {Rules(column)} |\n");
        text.Append('\n');
    }

    private static void AppendTable(StringBuilder text, TableContract table)
    {
        text.Append(CultureInfo.InvariantCulture, $"Refused when more than {table.Strangers:P1} of a file's rows are of no record of people");
        if (table.Unique is { } unique)
            text.Append(CultureInfo.InvariantCulture, $", when more than 0.1 % of rows repeat a record with the same {string.Join(" and ", unique.Select(u => $"`{u}`"))}");
        if (table.LongestGap is { } gap)
            text.Append(CultureInfo.InvariantCulture, $", or when more than {gap} months in a row within the coverage have no row although rows are to be expected");
        text.Append(".\n\n");
    }

    private static string Rules(ColumnContract column)
    {
        var rules = new List<string>();
        if (column.Codes is { } codes)
            rules.Add($"one of {string.Join(", ", codes.Select(c => $"`{c}`"))}{(column.AnyCase ? " in any case, without outer blanks" : "")}");
        if (column.Least is not null || column.Most is not null)
            rules.Add(string.Create(CultureInfo.InvariantCulture, $"{column.Least} to {column.Most} {column.Unit}"));
        if (column.Mean is { } mean)
            rules.Add(string.Create(CultureInfo.InvariantCulture, $"mean of a file {mean.From} to {mean.To}"));
        if (column.Earliest is { } day)
            rules.Add(string.Create(CultureInfo.InvariantCulture, $"not before {day:yyyy-MM-dd}"));
        if (column.NotBefore is { } first)
            rules.Add($"not before `{first}`");
        if (column.AtMost is { } bound)
            rules.Add($"at most `{bound}`");
        if (column.Type == ColumnType.Date)
            rules.Add("no time of day");
        if (column.Type == ColumnType.Date && column.Earliest is not null && column.MostOnOneDay < 1)
            rules.Add(string.Create(CultureInfo.InvariantCulture, $"held when one day has more than {column.MostOnOneDay:P0} of the rows"));
        if (column.Missing is { } missing)
            rules.Add(string.Create(CultureInfo.InvariantCulture, $"refused when empty in more than {missing:P0} of a file's rows"));
        if (column.Codes is not null || column.Least is not null || column.Earliest is not null)
            rules.Add(string.Create(CultureInfo.InvariantCulture, $"refused when more than {column.Tolerated:P1} of rows break a rule"));
        return string.Join("; ", rules);
    }

    private static string Rule(OutcomeRule rule)
    {
        var where = rule.Where is null ? "" : " where " + string.Join(" and ", rule.Where.Select(w => $"`{w.Key}` is {string.Join(" or ", w.Value)}"));
        return rule.Kind switch
        {
            OutcomeRuleKind.Event => $"1 when a row of `{rule.Table}`{where} has its `{rule.Date}` in the window at an age in scope",
            OutcomeRuleKind.Spell when rule.Measure == SpellMeasure.Any => $"1 when a spell of `{rule.Table}`{where}, `{rule.From}` to `{rule.To}`, touches the window at an age in scope; an open spell ends with the coverage",
            OutcomeRuleKind.Spell => $"days of the window in at least one spell of `{rule.Table}`{where}, `{rule.From}` to `{rule.To}`; overlaps count once",
            OutcomeRuleKind.Share => string.Create(CultureInfo.InvariantCulture, $"1 when `{rule.Numerator}` ÷ `{rule.Denominator}`, each summed over rows of `{rule.Table}`{where} whose middle day is in the window, is at least {rule.AtLeast}"),
            _ => $"`{rule.Value}` of the first row of `{rule.Table}`{where} by `{rule.Date}` on or after the index date; before it, of the last",
        };
    }

    private static string Span(AgeRange? ages) => ages switch
    {
        null or { From: null, To: null } => "all",
        { To: null } => string.Create(CultureInfo.InvariantCulture, $"{ages.From} and over"),
        { From: null } => string.Create(CultureInfo.InvariantCulture, $"up to {ages.To}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ages.From} to {ages.To}"),
    };

    private static string Months(int month) => month < 0 ? string.Create(CultureInfo.InvariantCulture, $"−{-month}") : month.ToString(CultureInfo.InvariantCulture);

    private static string Lower(ColumnType type) => type switch { ColumnType.Text => "text", ColumnType.Date => "date", ColumnType.Whole => "whole number", _ => "number" };
}
