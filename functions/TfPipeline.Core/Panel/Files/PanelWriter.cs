using System.Text.Json;
using System.Text.Json.Serialization;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Files;

/// <summary>Writes a panel, outcome by outcome; <c>panel.json</c> last, so that a half-written panel is never read.</summary>
internal sealed class PanelWriter(IBlobArea panel, string runId, bool synthetic)
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

    public async Task WriteOutcomeAsync(OutcomePanel outcome, CancellationToken cancellationToken)
    {
        await WriteAsync(PanelBlobs.Outcome(runId, outcome.Outcome), new OutcomeColumns("person", outcome.Windows), cancellationToken);
        await WriteAsync(PanelBlobs.Alternatives(runId, outcome.Outcome), new OutcomeColumns("alternative", outcome.Alternatives), cancellationToken);
    }

    public Task WriteLinkSetsAsync(string department, IReadOnlyList<(string Set, LinkSetChanges Changes)> sets, CancellationToken cancellationToken)
    {
        var columns = new LinkSetColumns(sets);
        return PanelFile.WriteAsync(panel, PanelBlobs.LinkSets(runId, department), columns.All, columns.Rows, synthetic, cancellationToken);
    }

    public async Task FinishAsync(PeopleTable people, PanelInfo info, CancellationToken cancellationToken)
    {
        var columns = new PeopleColumns(people.Links.Select(l => l.Department), people);
        await PanelFile.WriteAsync(panel, PanelBlobs.People(runId), columns.All, people.Count, synthetic, cancellationToken);
        var json = JsonSerializer.SerializeToUtf8Bytes(info, Json);
        await panel.WriteAsync(PanelBlobs.Info(runId), async (stream, ct) => await stream.WriteAsync(json, ct), cancellationToken: cancellationToken);
    }

    private Task WriteAsync(string blob, OutcomeColumns columns, CancellationToken cancellationToken) =>
        PanelFile.WriteAsync(panel, blob, columns.All, columns.Rows, synthetic, cancellationToken);
}
