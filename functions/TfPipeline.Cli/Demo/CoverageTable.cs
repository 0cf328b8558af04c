using System.Globalization;
using System.Text;

namespace TfPipeline.Cli.Demo;

/// <summary>How often intervals hold the planted effect, over demonstrations with consecutive seeds: a Markdown table.</summary>
internal sealed class CoverageTable
{
    private readonly List<(ulong Seed, IReadOnlyList<EffectCheck> Effects)> runs = [];

    public void Add(ulong seed, IReadOnlyList<EffectCheck> effects) => runs.Add((seed, effects));

    public string ToMarkdown(int families)
    {
        var text = new StringBuilder();
        var all = runs.SelectMany(r => r.Effects).ToList();
        Line(text, $"SYNTHETIC data: {runs.Count} demonstrations of {families:N0} families, seeds {runs[0].Seed} to {runs[^1].Seed}. Shares of 95 % intervals that hold the planted effect.");
        Line(text, $"");
        Line(text, $"| outcome and window | intervals | naive | adjusted | mean planted | mean naive | mean adjusted |");
        Line(text, $"| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var group in all.GroupBy(e => (e.Planted.Outcome, e.Planted.Window)))
            Row(text, $"{group.Key.Outcome} {group.Key.Window}", [.. group]);
        Row(text, "**all**", all);
        Treatments(text);
        return text.ToString();
    }

    private void Treatments(StringBuilder text)
    {
        Line(text, $"");
        Line(text, $"The same by treatment of doubtful links, over the planted effects that every treatment estimates. \"Recovered\" is the slope of estimates on what planting makes on average over the seeds, weighted by precision, with its standard error.");
        Line(text, $"");
        Line(text, $"| links | intervals | covered | recovered |");
        Line(text, $"| --- | ---: | ---: | ---: |");
        foreach (var treatment in LinkTreatment.Of([.. runs.Select(r => r.Effects)]))
            Line(text, $"| {treatment.Title} | {treatment.Intervals} | {100 * treatment.Covered:0.0} % | {(treatment.Recovered is { } r ? FormattableString.Invariant($"{100 * r.Slope:0.0} % ({100 * r.StandardError:0.0})") : "")} |");
    }

    private static void Row(StringBuilder text, string name, List<EffectCheck> checks)
    {
        var naive = checks.Average(c => c.NaiveCovers ? 1.0 : 0);
        var adjusted = checks.Average(c => c.AdjustedCovers ? 1.0 : 0);
        Line(text, $"| {name} | {checks.Count} | {100 * naive:0.0} % | {100 * adjusted:0.0} % | {Points(checks, c => c.Scale * c.Planted.Effect)} | {Points(checks, c => c.Scale * c.Naive.Effect)} | {Points(checks, c => c.Scale * c.Adjusted.Effect)} |");
    }

    private static string Points(List<EffectCheck> checks, Func<EffectCheck, double> value) =>
        (Math.Round(checks.Average(value), 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
