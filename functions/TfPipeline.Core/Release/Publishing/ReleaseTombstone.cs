using System.Text;
using System.Text.Json;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Reports.Reviews;
using TfPipeline.Reports.Rendering;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>
/// What stands in the place of a withdrawn release. The role that publishes has no right to delete, so every file is written over: the
/// report by a page with date and reason, the rest by one line.
/// </summary>
internal sealed class ReleaseTombstone(IPipelineStorage storage)
{
    private const string Page = "report.html";
    private readonly PageRenderer _pages = new();

    /// <summary>Writes over the release and over the summaries of councils that came from it. Doing it twice gives the same.</summary>
    public async Task WriteAsync(ReleaseHistory history, string? latest, CancellationToken cancellationToken)
    {
        var withdrawn = history.Last(ReleaseEventKind.Withdrawn)!;
        var page = ReleaseFile.Page(Page, () => _pages.RenderAsync(new TombstoneModel(history.Release, DateOnly.FromDateTime(withdrawn.At.UtcDateTime), withdrawn.Reason ?? string.Empty)));
        var line = ReleaseFile.Text("line", $"Release {history.Release} was withdrawn; {Page} says when and why.\n");
        var analytics = storage[PipelineContainer.Analytics];
        var files = new List<string>();
        await foreach (var blob in analytics.ListAsync(history.Release + "/", cancellationToken))
            files.Add(blob.Name);
        // The sums first: a release that is half written over must not look whole.
        foreach (var file in files.OrderBy(file => !file.EndsWith("/" + ProposalLayout.Sums, StringComparison.Ordinal)).ThenBy(file => file, StringComparer.Ordinal))
            await analytics.WriteAsync(file, file.EndsWith("/" + Page, StringComparison.Ordinal) ? page.Write : line.Write, cancellationToken: cancellationToken);
        await WriteSummariesAsync(history.Release, page, line, latest, cancellationToken);
    }

    private async Task WriteSummariesAsync(string release, ReleaseFile page, ReleaseFile line, string? latest, CancellationToken cancellationToken)
    {
        var summaries = storage[PipelineContainer.Summaries];
        var from = latest is null ? null : await StoredProposal.FindAsync(storage, latest, cancellationToken);
        var concerned = new List<string>();
        await foreach (var blob in summaries.ListAsync(string.Empty, cancellationToken))
        {
            if (blob.Name.EndsWith("/summary.json", StringComparison.Ordinal) && await IsOfAsync(summaries, blob.Name, release, cancellationToken))
                concerned.Add(blob.Name[..blob.Name.IndexOf('/', StringComparison.Ordinal)]);
        }

        foreach (var council in concerned)
        {
            // The page first: summary.json still says that this council is concerned if the attempt breaks here.
            foreach (var (name, tombstone) in new[] { ("summary.html", page), ("summary.json", line) })
            {
                var file = $"{ProposalLayout.Summaries}{council}/{name}";
                if (from?.Has(file) == true)
                    await from.CopyAsync(file, summaries, $"{council}/{name}", WriteCondition.Always, cancellationToken);
                else
                    await summaries.WriteAsync($"{council}/{name}", tombstone.Write, cancellationToken: cancellationToken);
            }
        }
    }

    private static async Task<bool> IsOfAsync(IBlobArea summaries, string name, string release, CancellationToken cancellationToken)
    {
        await using var blob = await summaries.OpenReadAsync(name, cancellationToken);
        if (blob is null)
            return false;
        using var reader = new StreamReader(blob.Content, Encoding.UTF8);
        try
        {
            using var json = JsonDocument.Parse(await reader.ReadToEndAsync(cancellationToken));
            return json.RootElement.TryGetProperty("release", out var of) && of.ValueEquals(release);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
