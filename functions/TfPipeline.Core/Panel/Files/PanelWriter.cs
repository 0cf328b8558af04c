using System.Text.Json;
using System.Text.Json.Serialization;
using TfPipeline.Core.Storage;

namespace TfPipeline.Core.Panel.Files;

/// <summary>Writes a panel; <c>panel.json</c> last, so that a half-written panel is never read.</summary>
public static class PanelWriter
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes every file; the same panel gives the same bytes.</summary>
    public static async Task WriteAsync(IBlobArea panel, PanelData data, CancellationToken cancellationToken = default)
    {
        var run = data.Info.RunId;
        var rows = data.People.Count;
        var people = new PeopleColumns(data.People.Links.Select(l => l.Department), data.People);
        await PanelFile.WriteAsync(panel, PanelBlobs.People(run), people.All, rows, data.Info.Synthetic, cancellationToken);
        foreach (var outcome in data.Outcomes)
        {
            await PanelFile.WriteAsync(
                panel, PanelBlobs.Outcome(run, outcome.Outcome), new OutcomeColumns("person", outcome.Windows).All, rows, data.Info.Synthetic, cancellationToken);
            if (data.LinkSets.Count > 0)
            {
                await PanelFile.WriteAsync(
                    panel, PanelBlobs.Alternatives(run, outcome.Outcome), new OutcomeColumns("alternative", outcome.Alternatives).All,
                    outcome.Alternatives[0].Value.Length, data.Info.Synthetic, cancellationToken);
            }
        }

        if (data.LinkSets.Count > 0)
        {
            foreach (var department in data.Info.Departments)
            {
                var sets = new LinkSetColumns([.. data.LinkSets.SelectMany(s => s.Departments.Where(d => d.Department == department.Code).Select(d => (s.Name, d)))]);
                await PanelFile.WriteAsync(panel, PanelBlobs.LinkSets(run, department.Code), sets.All, sets.Rows, data.Info.Synthetic, cancellationToken);
            }
        }

        var info = JsonSerializer.SerializeToUtf8Bytes(data.Info, Json);
        await panel.WriteAsync(PanelBlobs.Info(run), async (stream, ct) => await stream.WriteAsync(info, ct), cancellationToken: cancellationToken);
    }
}
