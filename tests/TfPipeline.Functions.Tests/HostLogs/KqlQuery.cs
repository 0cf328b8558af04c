using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TfPipeline.Functions.Tests.HostLogs;

/// <summary>
/// Runs the few operators of the Kusto query language that the alerts use: where with comparisons, in, startswith, and, or; summarize by
/// count and countif. Anything else is refused, a column that the table does not have as well.
/// https://learn.microsoft.com/kusto/query/
/// </summary>
internal sealed partial class KqlQuery
{
    private readonly List<string> tokens;
    private HashSet<string> columns = [];
    private int at;

    private KqlQuery(string text) => tokens = [.. Token().Matches(text).Select(match => match.Value)];

    /// <summary>The rows that the query gives.</summary>
    public static List<JsonObject> Run(string query, IReadOnlyDictionary<string, LogTable> tables) => new KqlQuery(query).Run(tables);

    private List<JsonObject> Run(IReadOnlyDictionary<string, LogTable> tables)
    {
        var table = tables[Next()];
        columns = [.. table.Columns];
        var rows = table.Rows.ToList();
        while (at < tokens.Count)
        {
            Take("|");
            rows = Next() switch
            {
                "where" => [.. rows.Where(Condition())],
                "summarize" => Summarize(rows),
                var other => throw new NotSupportedException($"The operator {other}"),
            };
        }

        return rows;
    }

    // Without "by" there is one row, also over nothing.
    private List<JsonObject> Summarize(List<JsonObject> rows)
    {
        var counts = new List<(string Name, Func<JsonObject, bool> Which)>();
        do
            counts.Add(Count());
        while (Skip(","));
        string? by = null;
        if (Skip("by"))
            by = Known(Next());

        columns = [.. counts.Select(count => count.Name), .. by is null ? Array.Empty<string>() : [by]];
        if (by is null)
            return [Row(rows)];
        return [.. rows.GroupBy(row => row[by]!.ToString(), StringComparer.Ordinal).Select(group =>
        {
            var row = Row(group);
            row[by] = group.Key;
            return row;
        })];

        JsonObject Row(IEnumerable<JsonObject> of) => new(counts.Select(count => KeyValuePair.Create(count.Name, (JsonNode?)of.Count(count.Which))));
    }

    private (string Name, Func<JsonObject, bool> Which) Count()
    {
        var name = Next();
        Take("=");
        var isWhole = Next() switch
        {
            "count" => true,
            "countif" => false,
            var other => throw new NotSupportedException($"The aggregate {other}"),
        };
        Take("(");
        var which = isWhole ? _ => true : Condition();
        Take(")");
        return (name, which);
    }

    private bool Skip(string word)
    {
        if (at >= tokens.Count || tokens[at] != word)
            return false;
        at++;
        return true;
    }

    private Func<JsonObject, bool> Condition()
    {
        var any = new List<Func<JsonObject, bool>> { All() };
        while (at < tokens.Count && tokens[at] == "or")
        {
            at++;
            any.Add(All());
        }

        return row => any.Exists(one => one(row));
    }

    private Func<JsonObject, bool> All()
    {
        var all = new List<Func<JsonObject, bool>> { Comparison() };
        while (at < tokens.Count && tokens[at] == "and")
        {
            at++;
            all.Add(Comparison());
        }

        return row => all.TrueForAll(one => one(row));
    }

    private Func<JsonObject, bool> Comparison()
    {
        var left = Value();
        var sign = Next();
        if (sign == "in")
        {
            var right = List();
            return row => right.Contains(left(row), StringComparer.Ordinal);
        }

        var other = Value();
        return sign switch
        {
            "==" => row => string.Equals(left(row), other(row), StringComparison.Ordinal),
            "!=" => row => !string.Equals(left(row), other(row), StringComparison.Ordinal),
            "startswith" => row => left(row).StartsWith(other(row), StringComparison.OrdinalIgnoreCase),
            "endswith" => row => left(row).EndsWith(other(row), StringComparison.OrdinalIgnoreCase),
            "!endswith" => row => !left(row).EndsWith(other(row), StringComparison.OrdinalIgnoreCase),
            ">" => row => int.Parse(left(row), CultureInfo.InvariantCulture) > int.Parse(other(row), CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException($"The comparison {sign}"),
        };
    }

    private List<string> List()
    {
        var values = new List<string>();
        Take("(");
        do
            values.Add(Literal(Next()));
        while (Next() == ",");
        return values;
    }

    /// <summary>A literal, a column, or tostring of a path in a dynamic column.</summary>
    private Func<JsonObject, string> Value()
    {
        var token = Next();
        if (token == "tostring")
        {
            Take("(");
            var path = Next().Split('.');
            Take(")");
            Known(path[0]);
            return row => path.Aggregate((JsonNode?)row, (node, name) => (node as JsonObject)?[name])?.ToString() ?? string.Empty;
        }

        if (token is "true" or "false" || token[0] == '"' || char.IsAsciiDigit(token[0]))
        {
            var literal = Literal(token);
            return _ => literal;
        }

        Known(token);
        return row => row[token]?.ToString() ?? string.Empty;
    }

    private string Known(string column) => columns.Contains(column) ? column : throw new NotSupportedException($"The column {column}");

    private static string Literal(string token) => token.Trim('"');

    private string Next() => tokens[at++];

    private void Take(string expected)
    {
        if (Next() is var token && token != expected)
            throw new NotSupportedException($"{token} where {expected} is expected");
    }

    [GeneratedRegex("""
        "[^"\\]*"|!?[A-Za-z_][A-Za-z0-9_.]*|\d+|==|!=|>=|<=|\S
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();
}

/// <summary>A table of the workspace.</summary>
/// <param name="Columns">The columns that a query may name.</param>
/// <param name="Rows">What was logged.</param>
internal sealed record LogTable(IReadOnlyList<string> Columns, IReadOnlyList<JsonObject> Rows);
