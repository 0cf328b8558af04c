using TfPipeline.Cli.Terminal;

namespace TfPipeline.Cli.Linking;

/// <summary>Columns of identifiers under other names.</summary>
internal static class ColumnMap
{
    /// <summary>Reads <c>field=column,field=column</c>.</summary>
    /// <exception cref="UsageException">It is no such list, or names a field that there is not.</exception>
    public static Dictionary<string, string> Parse(string? text)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [var field, { Length: > 0 } column] || !PersonFile.Fields.Contains(field, StringComparer.Ordinal))
                throw new UsageException("--map is a list of field=column with the fields " + string.Join(", ", PersonFile.Fields) + ".");
            map[field] = column;
        }

        return map;
    }
}
