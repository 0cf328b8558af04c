using System.Text.Json;
using TfPipeline.Disclosure;

namespace TfPipeline.Core.Release.Documents;

/// <summary><c>datapackage.json</c> in the form of the Frictionless Data Package: every Parquet file with every column.</summary>
internal static class DataPackage
{
    public static string Of(ClearedRelease cleared, ReleaseFacts facts) => JsonSerializer.Serialize(
        new
        {
            profile = "data-package",
            name = facts.Release,
            title = "Family programme evaluation, release " + facts.Release,
            description = facts.Synthetic ? "Synthetic data: made-up people, not to be quoted." : "Safe tables and records for accredited analysts.",
            synthetic = facts.Synthetic,
            resources = cleared.Tables.Select(t => Resource("tables", t)).Concat(cleared.Microdata.Select(t => Resource("secure", t))),
            outcomes = facts.Outcomes.Select(o => new { o.Code, o.Department, o.Title, o.Scale, o.Unit, o.MoreIs, o.AgeFrom, o.AgeTo, unlinked = o.Unlinked }),
            departments = facts.Departments.Select(d => new { d.Code, d.Title, d.ContractVersion, d.Synthetic, d.Coverage }),
        },
        ReleaseJson.Options) + "\n";

    private static object Resource(string folder, ReleaseTable table) => new
    {
        name = $"{folder}-{table.Name.Replace('_', '-')}",
        title = table.Title,
        path = $"{folder}/{table.Name}.parquet",
        format = "parquet",
        mediatype = "application/vnd.apache.parquet",
        schema = new
        {
            fields = table.Columns.Select(c => new { c.Name, type = TypeOf(c), c.Description }),
            missingValues = new[] { "" },
        },
    };

    private static string TypeOf(ReleaseColumn column) => column.ElementType == typeof(string) ? "string"
        : column.ElementType == typeof(long?) ? "integer"
        : column.ElementType == typeof(double?) ? "number"
        : "boolean";
}
