using System.Text.Json;
using TfPipeline.Cli.Synthetic;
using TfPipeline.Core.Evaluation;
using TfPipeline.Core.Panel;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Runs;

namespace TfPipeline.Cli.Demo;

/// <summary>One planted effect beside what was estimated of it.</summary>
internal sealed record EffectCheck(PlantedEffect Planted, EffectEstimate Naive, EffectEstimate Adjusted)
{
    /// <summary>Events are shown in percentage points, scores as they are: a mean above one is a score's.</summary>
    public double Scale => Planted.MeanUntreated > 1 ? 1 : 100;

    public bool NaiveCovers => Covers(Naive);

    public bool AdjustedCovers => Covers(Adjusted);

    /// <summary>Every planted effect after the index date that has an interval.</summary>
    public static async Task<IReadOnlyList<EffectCheck>> OfAsync(
        IPipelineStorage storage, string runId, SyntheticTruth truth, CancellationToken cancellationToken)
    {
        await using var blob = await storage[PipelineContainer.Estimates].OpenReadAsync(RunBlobs.Estimates(runId), cancellationToken)
            ?? throw new InvalidDataException("The run left no estimates.");
        var result = await JsonSerializer.DeserializeAsync<EvaluationResult>(blob.Content, cancellationToken: cancellationToken);
        var estimates = result!.Effects.Where(e => e.Estimate is { HasInterval: true })
            .ToDictionary(e => (e.Outcome, e.Window, e.Estimator), e => e.Estimate!);
        var checks = new List<EffectCheck>();
        foreach (var planted in truth.Effects.Where(p => PanelWindow.Find(p.Window) is { IsBefore: false }))
        {
            if (estimates.TryGetValue((planted.Outcome, planted.Window, Estimators.Naive), out var naive)
                && estimates.TryGetValue((planted.Outcome, planted.Window, Estimators.OddsWeights), out var adjusted))
            {
                checks.Add(new EffectCheck(planted, naive, adjusted));
            }
        }

        return checks;
    }

    private bool Covers(EffectEstimate estimate) => estimate.Low <= Planted.Effect && Planted.Effect <= estimate.High;
}
