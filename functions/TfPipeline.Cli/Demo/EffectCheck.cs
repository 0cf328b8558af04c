using System.Text.Json;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Runs;
using TfPipeline.Storage;
using TfPipeline.Synthetic;

namespace TfPipeline.Cli.Demo;

/// <summary>One planted effect beside what was estimated of it.</summary>
/// <param name="Planted">The planted effect.</param>
/// <param name="Naive">The plain difference.</param>
/// <param name="Adjusted">The main estimate: odds weights on Matches.</param>
/// <param name="ByEstimator">Every estimate by its estimator.</param>
internal sealed record EffectCheck(PlantedEffect Planted, EffectEstimate Naive, EffectEstimate Adjusted, IReadOnlyDictionary<string, EffectEstimate> ByEstimator)
{
    /// <summary>Events are shown in percentage points, scores as they are: a mean above one is a score's.</summary>
    public double Scale => Planted.MeanUntreated > 1 ? 1 : 100;

    public bool NaiveCovers => IsHeldBy(Naive);

    public bool AdjustedCovers => IsHeldBy(Adjusted);

    /// <summary>True when the estimate's interval holds the planted effect.</summary>
    public bool IsHeldBy(EffectEstimate estimate) => estimate.Low <= Planted.Effect && Planted.Effect <= estimate.High;

    /// <summary>Every planted effect after the index date that has an interval.</summary>
    public static async Task<IReadOnlyList<EffectCheck>> OfAsync(
        IPipelineStorage storage, string runId, SyntheticTruth truth, CancellationToken cancellationToken)
    {
        await using var blob = await storage[PipelineContainer.Estimates].OpenReadAsync(RunBlobs.Estimates(runId), cancellationToken)
            ?? throw new InvalidDataException("The run left no estimates.");
        var result = await JsonSerializer.DeserializeAsync<EvaluationResult>(blob.Content, cancellationToken: cancellationToken);
        var estimates = result!.Effects.Where(e => e.Estimate is { HasInterval: true })
            .GroupBy(e => (e.Outcome, e.Window)).ToDictionary(g => g.Key, g => g.ToDictionary(e => e.Estimator, e => e.Estimate!, StringComparer.Ordinal));
        var checks = new List<EffectCheck>();
        foreach (var planted in truth.Effects.Where(p => PanelWindow.Find(p.Window) is { IsBefore: false }))
        {
            if (estimates.TryGetValue((planted.Outcome, planted.Window), out var made)
                && made.TryGetValue(Estimators.Naive, out var naive) && made.TryGetValue(Estimators.AttWeights, out var adjusted))
            {
                checks.Add(new EffectCheck(planted, naive, adjusted, made));
            }
        }

        return checks;
    }
}
