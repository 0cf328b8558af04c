using System.Text.Json;
using TfPipeline.TestKit;

namespace TfPipeline.EndToEnd.Tests.Tools;

/// <summary>The second reader of every Parquet file that the pipeline writes.</summary>
internal static class DuckDb
{
    /// <summary>Runs statements and returns the rows of the last one.</summary>
    public static async Task<List<JsonElement>> QueryAsync(params string[] statements)
    {
        using var rows = JsonDocument.Parse(await NodeTools.RunAsync("duck.mjs", statements));
        return [.. rows.RootElement.EnumerateArray().Select(row => row.Clone())];
    }

    /// <summary>A path as a SQL string.</summary>
    public static string Quote(string path) => "'" + path.Replace("'", "''", StringComparison.Ordinal) + "'";
}
