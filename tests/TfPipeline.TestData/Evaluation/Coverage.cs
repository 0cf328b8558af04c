using System.Globalization;
using TfPipeline.Evaluation;

namespace TfPipeline.TestData;

/// <summary>Runs estimators on consecutive seeds and counts how often intervals hold the planted effect.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, List<(double Error, double StandardError, bool Covered)>> _draws = new(StringComparer.Ordinal);

    public static Coverage Run(int populations, Func<int, IEnumerable<(string Name, EffectEstimate Estimate, double Truth)>> of)
    {
        var draws = new (string, EffectEstimate, double)[populations][];
        Parallel.For(0, populations, seed => draws[seed] = [.. of(seed)]);
        var coverage = new Coverage();
        foreach (var (name, estimate, truth) in draws.SelectMany(d => d))
            coverage.Add(name, estimate, truth);
        return coverage;
    }

    public (double Covered, double Bias, double Spread, double MeanError, int Count) Of(string name)
    {
        var draws = _draws[name];
        var bias = draws.Average(d => d.Error);
        return (draws.Average(d => d.Covered ? 1.0 : 0), bias, Math.Sqrt(draws.Average(d => (d.Error - bias) * (d.Error - bias))), draws.Average(d => d.StandardError), draws.Count);
    }

    public IEnumerable<string> Lines()
    {
        yield return "| estimator | populations | covered | Monte Carlo error | bias (points) | spread (points) | mean standard error (points) |";
        yield return "|---|---|---|---|---|---|---|";
        foreach (var name in _draws.Keys)
        {
            var (covered, bias, spread, error, count) = Of(name);
            var noise = Math.Sqrt(covered * (1 - covered) / count);
            yield return string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {count} | {100 * covered:0.0} % | {100 * noise:0.0} | {100 * bias:+0.000;-0.000} | {100 * spread:0.000} | {100 * error:0.000} |");
        }
    }

    private void Add(string name, EffectEstimate estimate, double truth)
    {
        if (!_draws.TryGetValue(name, out var list))
            _draws.Add(name, list = []);
        list.Add((estimate.Effect - truth, estimate.StandardError, estimate.Low <= truth && truth <= estimate.High));
    }
}
