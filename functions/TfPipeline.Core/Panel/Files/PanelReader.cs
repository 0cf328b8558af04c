using System.Text.Json;
using TfPipeline.Core.Storage;

namespace TfPipeline.Core.Panel.Files;

/// <summary>Reads a panel back. No key is needed: the panel holds references only.</summary>
public static class PanelReader
{
    /// <summary>What a panel was made from, or null where there is no complete panel of that run.</summary>
    /// <exception cref="PanelFileException">The file is not of this build's form.</exception>
    public static async Task<PanelInfo?> ReadInfoAsync(IBlobArea panel, string runId, CancellationToken cancellationToken = default)
    {
        await using var blob = await panel.OpenReadAsync(PanelBlobs.Info(runId), cancellationToken);
        if (blob is null)
            return null;
        try
        {
            return await JsonSerializer.DeserializeAsync<PanelInfo>(blob.Content, PanelWriter.Json, cancellationToken);
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
            var outcome = new OutcomeColumns(0);
            var found = await PanelFile.ReadAsync(panel, PanelBlobs.Outcome(runId, definition.Code), outcome.All, cancellationToken);
            if (found != rows)
                throw new PanelFileException(PanelBlobs.Outcome(runId, definition.Code), "has another number of people than the panel");
            outcomes.Add(outcome.ToOutcome(definition));
        }

        return new PanelData(columns.ToTable(), outcomes, info);
    }
}
