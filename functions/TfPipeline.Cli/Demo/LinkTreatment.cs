using TfPipeline.Evaluation;

namespace TfPipeline.Cli.Demo;

/// <summary>How near one treatment of doubtful links comes to what was planted, over all outcomes and windows.</summary>
/// <param name="Title">The treatment in words.</param>
/// <param name="Intervals">Estimates with an interval.</param>
/// <param name="Covered">Share of them that holds the planted effect.</param>
internal sealed record LinkTreatment(string Title, int Intervals, double Covered)
{
    private static readonly (string Estimator, string Title)[] Treatments =
    [
        (Estimators.AttWeights, "matches only (main)"),
        (Estimators.WithPossibleLinks, "possible links taken too"),
        (Estimators.WithoutNumbers, "linked without NINO and UPN"),
        (Estimators.LinkCorrected, "corrected for false links"),
        (Estimators.ImputedLinks, "links drawn at random"),
    ];

    /// <summary>
    /// Part of the planted effects that estimates recover, 1 when nothing is lost to wrong or missed links: their slope on what planting
    /// makes on average, over several populations. Null for one population, which does not say what planting makes on average.
    /// </summary>
    /// <remarks>
    /// The planted effect of one population is what happened to its people. Its chance is in the estimate too, but not one for one, so a slope
    /// on it is below 1 even where nothing is lost. Weights are fixed by outcome and window, and each population is one draw.
    /// </remarks>
    public (double Slope, double StandardError)? Recovered { get; private init; }

    /// <summary>Every treatment over the planted effects that all of them estimated, so that they are compared on the same.</summary>
    /// <param name="populations">The effects of each population.</param>
    public static IReadOnlyList<LinkTreatment> Of(IReadOnlyList<IReadOnlyList<EffectCheck>> populations)
    {
        EffectCheck[][] shared = [.. populations.Select(p => p.Where(c => Array.TrueForAll(Treatments, t => c.ByEstimator.ContainsKey(t.Estimator))).ToArray())];
        var all = shared.SelectMany(s => s).ToList();
        return all.Count == 0 ? [] :
        [
            .. Treatments.Select(t => new LinkTreatment(t.Title, all.Count, all.Average(c => c.IsHeldBy(c.ByEstimator[t.Estimator]) ? 1.0 : 0))
            {
                Recovered = SlopeOf(shared, t.Estimator),
            }),
        ];
    }

    private static (double Slope, double StandardError)? SlopeOf(EffectCheck[][] populations, string estimator)
    {
        // Only what every population estimates, so that each slope has the same terms.
        var expected = populations.SelectMany(p => p).GroupBy(c => (c.Planted.Outcome, c.Planted.Window)).Where(g => g.Count() == populations.Length)
            .ToDictionary(g => g.Key, g => (Effect: g.Average(c => c.Planted.Effect), Weight: 1 / g.Average(c => c.Adjusted.StandardError * c.Adjusted.StandardError)));
        var square = expected.Values.Sum(e => e.Weight * e.Effect * e.Effect);
        if (populations.Length < 2 || square == 0)
            return null;
        var slopes = populations.Select(p => p.Where(c => expected.ContainsKey((c.Planted.Outcome, c.Planted.Window)))
            .Sum(c => expected[(c.Planted.Outcome, c.Planted.Window)] is var e ? e.Weight * e.Effect * c.ByEstimator[estimator].Effect : 0) / square).ToArray();
        var mean = slopes.Average();
        return (mean, Math.Sqrt(slopes.Sum(s => (s - mean) * (s - mean)) / (slopes.Length - 1) / slopes.Length));
    }
}
