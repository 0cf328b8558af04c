using TfPipeline.Evaluation;

namespace TfPipeline.TestData;

/// <summary>Every figure of <c>lalonde-reference.csv</c>, computed here.</summary>
internal static class LalondeFigures
{
    private static readonly PropensityMatchingOptions Plain = new() { Caliper = null, Score = PropensityMatchingScore.Probability };

    public static IReadOnlyList<(string Name, PropensityMatchingOptions Options, bool Exact)> Matchings { get; } =
    [
        ("nearest.largest", Plain, false),
        ("nearest.smallest", Plain with { Order = PropensityMatchingOrder.Smallest }, false),
        ("nearest.data", Plain with { Order = PropensityMatchingOrder.Data }, false),
        ("nearest.caliper", Plain with { Order = PropensityMatchingOrder.Data, Caliper = 0.2 }, false),
        ("nearest.logit", new PropensityMatchingOptions(), false),
        ("nearest.ratio2", Plain with { Order = PropensityMatchingOrder.Data, Ratio = 2 }, false),
        ("nearest.replace", Plain with { Replace = true }, false),
        ("nearest.replace3", Plain with { Replace = true, Ratio = 3 }, false),
        ("nearest.exact", Plain, true),
    ];

    private static readonly (double[] Effects, double[] Variances) Spread =
        ([-0.081, -0.012, 0.034, -0.055, -0.120, 0.021, -0.044, 0.003], [0.0004, 0.0009, 0.0012, 0.0003, 0.0021, 0.0007, 0.0005, 0.0016]);

    private static readonly (double[] Effects, double[] Variances) Chance = ([-0.021, -0.012, -0.034, -0.015, -0.020], [0.0014, 0.0019, 0.0012, 0.0013, 0.0021]);

    public static IEnumerable<(string Name, double Value)> All()
    {
        var fit = LogisticRegression.Fit(Lalonde.Design(), Lalonde.Treated);
        return [.. Logistic(fit), .. Weighted(fit), .. Changes(), .. Naive(), .. Matchings.SelectMany(m => Matched(fit, m)), .. Balances(fit), .. Adjusted(), .. Balanced(), .. Doubly(fit), .. Left(fit), .. Studied(), .. Bounded(fit), .. Shrunk("spread", Spread), .. Shrunk("chance", Chance), .. Stepped()];
    }

    public static IEnumerable<(string, double)> Matched(LogisticFit fit, (string Name, PropensityMatchingOptions Options, bool Exact) matching)
    {
        var matches = NearestNeighbourMatching.Match(fit, Lalonde.Treated, matching.Exact ? Lalonde.Race : null, matching.Options);
        var estimate = PropensityMatchedEffect.Estimate(matches, Lalonde.Treated, Lalonde.Outcome, Lalonde.Families);
        yield return (matching.Name + ".matched", estimate.Programme);
        yield return (matching.Name + ".att", estimate.Effect);
        if (!matching.Options.Replace)
            yield return (matching.Name + ".se", estimate.StandardError);

        // The reference for replacement takes every unit for its own cluster.
        else if (matching.Options.Ratio == 1)
            yield return (matching.Name + ".se", PropensityMatchedEffect.Estimate(matches, Lalonde.Treated, Lalonde.Outcome, [.. Enumerable.Range(0, Lalonde.Outcome.Length)]).StandardError);
    }

    private static IEnumerable<(string, double)> Logistic(LogisticFit fit)
    {
        yield return ("logistic.loglik", fit.LogLikelihood);
        for (var j = 0; j < fit.Coefficients.Length; j++)
        {
            var name = j == 0 ? "(Intercept)" : fit.Design.Names[j];
            yield return ("logistic.coef." + name, fit.Coefficients[j]);
            yield return ("logistic.se." + name, fit.StandardErrors[j]);
        }
    }

    private static IEnumerable<(string, double)> Weighted(LogisticFit fit)
    {
        var estimate = AttWeighting.Estimate(fit, Lalonde.Treated, Lalonde.Outcome, Lalonde.Families);
        yield return ("odds.att", estimate.Effect);
        yield return ("odds.se.stacked.cluster", estimate.StandardError);
        yield return ("odds.se.stacked.logratio", Math.Log((1 + estimate.RelativeHigh!.Value) / (1 + estimate.Relative!.Value)) / Inference.Normal975);
        yield return ("odds.ess", estimate.EffectiveComparison);
        var means = WeightedMeans.Of(Lalonde.Treated, Lalonde.Outcome, AttWeights.Create(fit, Lalonde.Treated).Values);
        var influence = Inference.Combine(means.ProgrammeInfluence, means.ComparisonInfluence, 1, 1);
        var (codes, count) = ClusterVariance.Compact(Lalonde.Families);
        yield return ("odds.se.hc0", Math.Sqrt(influence.Sum(v => v * v)));
        yield return ("odds.se.fixed.cluster", Math.Sqrt(ClusterVariance.Of(influence, codes, count)));
    }

    private static IEnumerable<(string, double)> Changes()
    {
        var fit = LogisticRegression.Fit(Lalonde.Design("re75"), Lalonde.Treated);
        var estimate = AttWeighting.EstimateChange(fit, Lalonde.Treated, Lalonde.Outcome, Lalonde.Column("re75"), Lalonde.Families);
        return [("did.att", estimate.Effect), ("did.se", estimate.StandardError)];
    }

    private static IEnumerable<(string, double)> Naive()
    {
        var estimate = NaiveDifference.Estimate(Lalonde.Treated, Lalonde.Outcome, Lalonde.Families);
        return [("naive.att", estimate.Effect), ("naive.se", estimate.StandardError)];
    }

    private static IEnumerable<(string, double)> Balances(LogisticFit fit)
    {
        var rows = Balance.Of(Lalonde.Design(), Lalonde.Treated, AttWeights.Create(fit, Lalonde.Treated).Values).ToDictionary(r => r.Covariate, StringComparer.Ordinal);
        foreach (var name in new[] { "age", "married", "re74" })
        {
            var (row, before) = (rows[name], rows[name].Before);
            yield return ($"balance.before.{name}.MeansTreated", row.ProgrammeMean);
            yield return ($"balance.before.{name}.MeansControl", before.ComparisonMean);
            yield return ($"balance.before.{name}.StdMeanDiff", before.StandardisedDifference!.Value);
            yield return ($"balance.before.{name}.eCDFMean", before.MeanDistance);
            yield return ($"balance.before.{name}.eCDFMax", before.LargestDistance);
            if (row.Binary)
                continue;
            yield return ($"balance.before.{name}.VarRatio", before.VarianceRatio!.Value);
            yield return ($"balance.after.{name}.Mean", row.After.ComparisonMean);
            yield return ($"balance.after.{name}.Smd", row.After.StandardisedDifference!.Value);
            yield return ($"balance.after.{name}.VarRatio", row.After.VarianceRatio!.Value);
            yield return ($"balance.after.{name}.EcdfMean", row.After.MeanDistance);
            yield return ($"balance.after.{name}.EcdfMax", row.After.LargestDistance);
        }
    }

    private static IEnumerable<(string, double)> Balanced()
    {
        var estimate = EntropyBalancing.TryFit(Lalonde.Design(), Lalonde.Treated)!.Estimate(Lalonde.Outcome, Lalonde.Families);
        return [("entropy.att", estimate.Effect), ("entropy.se", estimate.StandardError), ("entropy.ess", estimate.EffectiveComparison)];
    }

    private static IEnumerable<(string, double)> Doubly(LogisticFit fit)
    {
        foreach (var (name, outcome) in new[] { ("linear", Lalonde.Outcome), ("logistic", Array.ConvertAll(Lalonde.Outcome, y => y > 0 ? 1.0 : 0)) })
        {
            var estimate = DoublyRobust.Estimate(fit, Lalonde.Treated, outcome, Lalonde.Families);
            yield return ($"aipw.{name}.att", estimate.Effect);
            yield return ($"aipw.{name}.se", estimate.StandardError);
        }
    }

    private static IEnumerable<(string, double)> Left(LogisticFit fit)
    {
        var age = Lalonde.Column("age");
        bool[] joined = [.. age.Select((a, i) => !Lalonde.Treated[i] && ((i + 1) % 3 == 0 || (a > 35 && (i + 1) % 2 == 0)))];
        var estimate = UntilJoined.Estimate(fit, Lalonde.Treated, Lalonde.Outcome, joined, Lalonde.Families)!;
        return [("joined.att", estimate.Effect), ("joined.se", estimate.StandardError), ("joined.ess", estimate.EffectiveComparison)];
    }

    /// <summary>Five periods, the first and the last made up from the others as the script does.</summary>
    private static IEnumerable<(string, double)> Studied()
    {
        var (before, educ, after, age) = (Lalonde.Column("re74"), Lalonde.Column("educ"), Lalonde.Outcome, Lalonde.Column("age"));
        double[][] periods = [[.. before.Select((v, i) => (0.8 * v) + (100 * educ[i]))], before, Lalonde.Column("re75"), after, [.. after.Select((v, i) => (1.1 * v) + (50 * age[i]))]];
        var study = EventStudy.Estimate(LogisticRegression.Fit(Lalonde.Design("re74", "re75"), Lalonde.Treated), Lalonde.Treated, periods, 3, Lalonde.Families);
        for (var k = 0; k < study.Periods.Count; k++)
        {
            yield return ($"event.{k + 1}.att", study.Periods[k].Estimate.Effect);
            yield return ($"event.{k + 1}.se", study.Periods[k].Estimate.StandardError);
            foreach (var robust in study.Periods[k].Robust)
            {
                yield return (FormattableString.Invariant($"event.{k + 1}.low.{robust.Magnitude}"), robust.Low);
                yield return (FormattableString.Invariant($"event.{k + 1}.high.{robust.Magnitude}"), robust.High);
            }
        }

        yield return ("event.pre.wald", study.PreTest!.Statistic);
        yield return ("event.pre.p", study.PreTest.PValue);
        yield return ("event.equivalence", study.EquivalenceBound!.Value);
    }

    private static IEnumerable<(string, double)> Bounded(LogisticFit fit)
    {
        var pairs = NearestNeighbourMatching.Match(fit, Lalonde.Treated, null, Plain);
        yield return ("gamma.wilcoxon", PairSensitivity.Gamma(pairs, [.. Lalonde.Outcome.Select((y, i) => y + (Lalonde.Treated[i] ? 4000 : 0))])!.Value);
        yield return ("gamma.mcnemar", PairSensitivity.Gamma(pairs, [.. Lalonde.Outcome.Select((y, i) => y > (Lalonde.Treated[i] ? 1500 : 6000) ? 1.0 : 0)])!.Value);
    }

    private static IEnumerable<(string, double)> Shrunk(string name, (double[] Effects, double[] Variances) of)
    {
        var made = EmpiricalBayes.Of(of.Effects, of.Variances);
        yield return ($"bayes.{name}.mean", made.Mean);
        yield return ($"bayes.{name}.mean.se", made.MeanStandardError);
        yield return ($"bayes.{name}.tau2", made.Spread);
        for (var i = 0; i < made.Effects.Count; i++)
        {
            yield return ($"bayes.{name}.{i + 1}.effect", made.Effects[i].Effect);
            yield return ($"bayes.{name}.{i + 1}.se", made.Effects[i].StandardError);
        }
    }

    private static IEnumerable<(string, double)> Stepped() =>
        MultipleTesting.Holm([0.01, 0.04, 0.03, 0.005, 0.2, 0.03]).Select((p, i) => ($"holm.{i + 1}", p));

    private static IEnumerable<(string, double)> Adjusted() =>
        MultipleTesting.BenjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.2, 0.03]).Select((p, i) => ($"bh.{i + 1}", p));
}
