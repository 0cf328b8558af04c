using System.Text.Json;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Files;

/// <summary>Reads a panel back. No key is needed: the panel holds references only.</summary>
public static class PanelReader
{
    /// <summary>What a panel was made from, or null where there is no complete panel of that run.</summary>
    /// <exception cref="PanelFileException">The file is not of this build's form.</exception>
    /// <exception cref="EarlierStoreException">An earlier version of the pipeline made it, whose references differ.</exception>
    public static async Task<PanelInfo?> ReadInfoAsync(IBlobArea panel, string runId, CancellationToken cancellationToken = default)
    {
        await using var blob = await panel.OpenReadAsync(PanelBlobs.Info(runId), cancellationToken);
        if (blob is null)
            return null;
        try
        {
            var info = await JsonSerializer.DeserializeAsync<PanelInfo>(blob.Content, PanelWriter.Json, cancellationToken);
            ReferenceScheme.Require(info?.References, "The panel of this run");
            return info;
        }
        catch (JsonException fault)
        {
            throw new PanelFileException(PanelBlobs.Info(runId), "is not of this build's form", fault);
        }
    }

    /// <summary>Reads a whole panel: about 10 bytes per person, outcome and window.</summary>
    /// <exception cref="PanelFileException">There is no complete panel of that run, or a file is missing or damaged.</exception>
    public static async Task<PanelData> ReadAsync(IBlobArea panel, string runId, CancellationToken cancellationToken = default)
    {
        var info = await ReadInfoAsync(panel, runId, cancellationToken) ?? throw new PanelFileException(PanelBlobs.Info(runId), "is missing");
        var columns = new PeopleColumns(info.Departments.Select(d => d.Code));
        var rows = await PanelFile.ReadAsync(panel, PanelBlobs.People(runId), columns.All, cancellationToken);
        var outcomes = new List<OutcomePanel>();
        foreach (var definition in info.Outcomes)
        {
            var (windows, found) = await OutcomeAsync(panel, PanelBlobs.Outcome(runId, definition.Code), "person", cancellationToken);
            if (found != rows)
                throw new PanelFileException(PanelBlobs.Outcome(runId, definition.Code), "has another number of people than the panel");
            var (alternatives, _) = await OutcomeAsync(panel, PanelBlobs.Alternatives(runId, definition.Code), "alternative", cancellationToken);
            outcomes.Add(new OutcomePanel(definition, windows) { Alternatives = alternatives });
        }

        return new PanelData(columns.ToTable(), outcomes, info) { LinkSets = await LinkSetsAsync(panel, info, cancellationToken) };
    }

    private static async Task<(IReadOnlyList<OutcomeColumn> Columns, int Rows)> OutcomeAsync(IBlobArea panel, string blob, string number, CancellationToken cancellationToken)
    {
        var outcome = new OutcomeColumns(number);
        var rows = await PanelFile.ReadAsync(panel, blob, outcome.All, cancellationToken);
        return (outcome.ToColumns(), rows);
    }

    private static async Task<IReadOnlyList<LinkSetPanel>> LinkSetsAsync(IBlobArea panel, PanelInfo info, CancellationToken cancellationToken)
    {
        var changes = new List<(string Set, LinkSetChanges Changes)>();
        foreach (var department in info.Departments)
        {
            var columns = new LinkSetColumns();
            await PanelFile.ReadAsync(panel, PanelBlobs.LinkSets(info.RunId, department.Code), columns.All, cancellationToken);
            changes.AddRange(columns.ToSets(department.Code));
        }

        return [.. info.LinkSets.Select(name => new LinkSetPanel(name, [.. changes.Where(c => string.Equals(c.Set, name, StringComparison.Ordinal)).Select(c => c.Changes)]))];
    }
}
