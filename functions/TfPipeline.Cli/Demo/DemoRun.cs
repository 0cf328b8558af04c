using System.Text.Json;
using DurableTask.Core;
using TfPipeline.Cli.Hosting;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Release;
using TfPipeline.Core.Submissions;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.Synthetic;

namespace TfPipeline.Cli.Demo;

/// <summary>Synthetic data, ingest, linkage run, release run, and a look at the truth: in this order, by the pipeline's own parts.</summary>
internal static class DemoRun
{
    public static async Task<DemoResult> RunAsync(DemoOptions options, Action<string, double> report, Action<OrchestrationState> progress, CancellationToken cancellationToken)
    {
        report("Make synthetic data", 0);
        var (storage, made) = await DemoStore.FillAsync(options, cancellationToken);
        report("Make synthetic data", 1);

        using var root = await options.Keys.GetAsync(cancellationToken);
        using var keys = new KeyRing(root);
        var uploads = await IngestAsync(storage, keys, report, cancellationToken);

        await using var pipeline = Pipeline.InFolder(options.State, storage, new KeySources(options.Keys), progress);
        var input = await pipeline.PlanAsync(DemoOptions.ReleaseName, null, cancellationToken);
        var ended = await pipeline.RunAsync(input, cancellationToken);
        if (ended.Release is not { SumsHash: { } sums })
            throw new DemoFailedException(string.Join(' ', ended.Link.Refusals));

        report("Compare with the truth", 0);
        var truth = SyntheticTruth.Read(options.Truth);
        var linkage = await LinkageCheck.OfAsync(storage, keys, input.RunId, truth, cancellationToken);
        var effects = await EffectCheck.OfAsync(storage, input.RunId, truth, cancellationToken);
        var verdicts = await VerdictsAsync(storage, cancellationToken);
        var withheld = await WithheldAsync(storage, cancellationToken);
        report("Compare with the truth", 1);
        return new DemoResult(options, made, uploads, linkage, effects, verdicts, input.RunId, withheld, sums);
    }

    private static async Task<IReadOnlyList<IngestOutcome>> IngestAsync(
        IPipelineStorage storage, KeyRing keys, Action<string, double> report, CancellationToken cancellationToken)
    {
        const string Step = "Check and pseudonymise uploads";
        report(Step, 0);
        var batch = new UploadBatch(storage, keys);
        var pending = await batch.FindAsync(cancellationToken);
        var done = 0;
        return await batch.IngestAsync(pending, _ => report(Step, (double)Interlocked.Increment(ref done) / pending.Count), cancellationToken);
    }

    private static async Task<IReadOnlyList<ReleasedVerdict>> VerdictsAsync(IPipelineStorage storage, CancellationToken cancellationToken)
    {
        await using var blob = await storage[PipelineContainer.Analytics].OpenReadAsync($"{DemoOptions.ReleaseName}/{ReleaseVerdicts.Table}", cancellationToken)
            ?? throw new DemoFailedException("The release has no table of effects.");
        using var effects = new MemoryStream();
        await blob.Content.CopyToAsync(effects, cancellationToken);
        effects.Position = 0;
        return ReleaseVerdicts.Read(effects, ContractCatalogue.BuiltIn.Outcomes);
    }

    private static async Task<IReadOnlyList<WithheldShare>> WithheldAsync(IPipelineStorage storage, CancellationToken cancellationToken)
    {
        await using var blob = await storage[PipelineContainer.Analytics].OpenReadAsync(DemoOptions.ReleaseName + "/disclosure.json", cancellationToken)
            ?? throw new DemoFailedException("The release has no disclosure.json.");
        using var json = await JsonDocument.ParseAsync(blob.Content, cancellationToken: cancellationToken);
        return [.. json.RootElement.GetProperty("outputs").EnumerateArray().Select(o => new WithheldShare(
            o.GetProperty("name").GetString()!, o.GetProperty("verdict").GetString()!, o.GetProperty("cells").GetInt32(), o.GetProperty("withheld").GetDouble()))];
    }
}

/// <summary>The demonstration did not reach a release.</summary>
internal sealed class DemoFailedException(string why) : Exception("the demonstration did not reach a release. " + why);
