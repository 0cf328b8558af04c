using TfPipeline.Evaluation;

namespace TfPipeline.Cli.Demo;

/// <summary>How near one treatment of doubtful links comes to what was planted, over all outcomes and windows.</summary>
/// <param name="Title">The treatment in words.</param>
/// <param name="Intervals">Estimates with an interval.</param>
/// <param name="Covered">Share of them that holds the planted effect.</param>
/// <param name="Recovered">Slope of estimates on planted effects, weighted by precision: 1 when nothing is lost to wrong or missed links.</param>
internal sealed record LinkTreatment(string Title, int Intervals, double Covered, double Recovered)
{
    private static readonly (string Estimator, string Title)[] Treatments =
    [
        (Estimators.AttWeights, "matches only (main)"),
        (Estimators.WithPossibleLinks, "possible links taken too"),
        (Estimators.WithoutNumbers, "linked without NINO and UPN"),
        (Estimators.LinkCorrected, "corrected for false links"),
        (Estimators.ImputedLinks, "links drawn at random"),
    ];

    /// <summary>Every treatment over the planted effects that all of them estimated, so that they are compared on the same.</summary>
    public static IReadOnlyList<LinkTreatment> Of(IEnumerable<EffectCheck> checks)
    {
        var shared = checks.Where(c => Array.TrueForAll(Treatments, t => c.ByEstimator.ContainsKey(t.Estimator))).ToList();
        return shared.Count == 0 ? [] : [.. Treatments.Select(t => Of(t.Title, [.. shared.Select(c => (c, c.ByEstimator[t.Estimator]))]))];
    }

    private static LinkTreatment Of(string title, List<(EffectCheck Check, EffectEstimate Estimate)> estimates)
    {
        double product = 0, square = 0;
        foreach (var (check, estimate) in estimates)
        {
            var weight = 1 / (check.Adjusted.StandardError * check.Adjusted.StandardError);
            product += weight * check.Planted.Effect * estimate.Effect;
            square += weight * check.Planted.Effect * check.Planted.Effect;
        }

        return new LinkTreatment(title, estimates.Count, estimates.Average(e => e.Check.IsHeldBy(e.Estimate) ? 1.0 : 0), product / square);
    }
}
