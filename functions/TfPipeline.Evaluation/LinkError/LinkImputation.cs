using MathNet.Numerics.Distributions;
using TfPipeline.Linkage;

namespace TfPipeline.Evaluation;

/// <summary>An effect over many possible link sets.</summary>
/// <param name="Estimate">Mean effect with the uncertainty of linkage in its interval.</param>
/// <param name="Draws">Link sets drawn.</param>
/// <param name="LinkageShare">Part of the variance that comes from not knowing the links.</param>
/// <param name="ExpectedRight">
/// Mean share of drawn links that the linkage model expects to be right. Draws do not use outcomes, so the effect is attenuated by about
/// this factor, which <see cref="LinkCorrection"/> corrects.
/// </param>
public sealed record ImputedEffect(EffectEstimate Estimate, int Draws, double LinkageShare, double ExpectedRight);

/// <summary>Multiple imputation of links (Rubin, Multiple Imputation for Nonresponse in Surveys, 1987).</summary>
public static class LinkImputation
{
    /// <summary>
    /// Draws whole link sets, estimates on each, and combines by Rubin's rules. <paramref name="estimate"/> gets the pair of each
    /// person, or −1 for none, and applies the department's assumption to those without.
    /// </summary>
    /// <param name="sets">The distribution of link sets.</param>
    /// <param name="probability">Marginal probability of each pair, to state the attenuation.</param>
    /// <param name="draws">Number of draws, at least 2.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="estimate">The estimate on one link set.</param>
    public static ImputedEffect Estimate(PosteriorLinkSampler sets, double[] probability, int draws, int seed, Func<int[], EffectEstimate> estimate)
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(probability);
        ArgumentNullException.ThrowIfNull(estimate);
        if (draws < 2)
            throw new EvaluationInputException("multiple imputation needs at least two draws");
        var random = new Random(seed);
        var estimates = new List<EffectEstimate>(draws);
        double right = 0, links = 0;
        for (var d = 0; d < draws; d++)
        {
            var set = sets.Draw(random);
            foreach (var pair in set)
            {
                right += pair >= 0 ? probability[pair] : 0;
                links += pair >= 0 ? 1 : 0;
            }

            estimates.Add(estimate(set));
        }

        var (combined, share) = Combine(estimates);
        return new ImputedEffect(combined, draws, share, links > 0 ? right / links : 1);
    }

    /// <summary>Rubin's rules: the mean, with variance within draws plus (1 + 1/M) times the variance between them.</summary>
    public static (EffectEstimate Estimate, double BetweenShare) Combine(IReadOnlyList<EffectEstimate> estimates)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        if (estimates.Count < 2)
            throw new EvaluationInputException("Rubin's rules need at least two estimates");
        var effect = estimates.Average(e => e.Effect);
        var within = estimates.Average(e => e.StandardError * e.StandardError);
        var between = estimates.Sum(e => (e.Effect - effect) * (e.Effect - effect)) / (estimates.Count - 1);
        var extra = between * (1 + (1.0 / estimates.Count));
        var error = Math.Sqrt(within + extra);

        // With few draws the variance between them is itself uncertain: Student's t with Rubin's degrees of freedom.
        var freedom = extra > 0 ? (estimates.Count - 1) * Math.Pow(1 + (within / extra), 2) : double.PositiveInfinity;
        var isNormal = freedom > 1e6;
        var width = error * (isNormal ? Inference.Normal975 : StudentT.InvCDF(0, 1, freedom, 0.975));
        var pooled = estimates[0] with
        {
            ProgrammeMean = estimates.Average(e => e.ProgrammeMean),
            ComparisonMean = estimates.Average(e => e.ComparisonMean),
            Effect = effect,
            StandardError = error,
            Low = effect - width,
            High = effect + width,
            PValue = error == 0 ? null : isNormal ? Inference.PValue(effect / error) : 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(effect / error)),
            MinimumDetectableEffect = estimates[0].StandardError > 0 ? estimates[0].MinimumDetectableEffect / estimates[0].StandardError * error : 0,
            Relative = null,
            RelativeLow = null,
            RelativeHigh = null,
            ConfounderRatio = null,
            ConfounderRatioOfLimit = null,
        };
        return (pooled, error > 0 ? extra / (error * error) : 0);
    }
}
