using System.Globalization;
using System.Text;
using TfPipeline.Evaluation;

namespace TfPipeline.Cli.Demo;

/// <summary>Everything that a demonstration found as tables of plain text of at most 110 columns.</summary>
internal static class DemoDetails
{
    public static string Of(DemoResult result)
    {
        var text = new StringBuilder();
        Linkage(text, result.Linkage);
        Effects(text, result.Effects);
        LinkTreatments(text, LinkTreatment.Of([result.Effects]));
        Withheld(text, result.Withheld);
        return text.ToString();
    }

    private static void Linkage(StringBuilder text, IReadOnlyList<LinkageCheck> checks)
    {
        Line(text, $"");
        Line(text, $"{"Linkage against the truth",-34}{"people",10}{"held",10}{"matched",10}{"precision",12}{"recall",10}");
        foreach (var check in checks)
            Line(text, $"  {check.Department,-32}{check.People,10:N0}{check.Held,10:N0}{check.Matched,10:N0}{check.Precision,12:0.0000}{check.Recall,10:0.0000}");
    }

    private static void Effects(StringBuilder text, IReadOnlyList<EffectCheck> checks)
    {
        Line(text, $"");
        Line(text, $"{"Effect, points (of 100, or score)",-34}{"planted",9}{"naive [95 % interval]",26}{"adjusted [95 % interval]",28}{"detectable",12}");
        foreach (var check in checks)
        {
            var name = check.Planted.Outcome + " " + check.Planted.Window;
            Line(text, $"  {name,-32}{check.Scale * check.Planted.Effect,9:0.00}{Interval(check.Naive, check.Scale, check.NaiveCovers),26}{Interval(check.Adjusted, check.Scale, check.AdjustedCovers),28}{check.Scale * check.Adjusted.MinimumDetectableEffect,12:0.00}");
        }

        Line(text, $"  * the interval does not hold the planted effect: naive {checks.Count(c => !c.NaiveCovers)} of {checks.Count}, adjusted {checks.Count(c => !c.AdjustedCovers)} of {checks.Count}");
    }

    private static void LinkTreatments(StringBuilder text, IReadOnlyList<LinkTreatment> treatments)
    {
        Line(text, $"");
        Line(text, $"{"Doubtful links",-34}{"intervals",10}{"covered",10}");
        foreach (var treatment in treatments)
            Line(text, $"  {treatment.Title,-32}{treatment.Intervals,10:N0}{100 * treatment.Covered,9:0.0}%");
    }

    private static void Withheld(StringBuilder text, IReadOnlyList<WithheldShare> outputs)
    {
        Line(text, $"");
        Line(text, $"{"Disclosure control",-34}{"cells",10}{"withheld",10}  verdict");
        foreach (var output in outputs)
            Line(text, $"  {output.Output,-32}{output.Cells,10:N0}{100 * output.Share,9:0.0}%  {output.Verdict}");
    }

    private static string Interval(EffectEstimate estimate, double scale, bool covers) => string.Create(
        CultureInfo.InvariantCulture, $"{scale * estimate.Effect:0.00} [{scale * estimate.Low:0.00}, {scale * estimate.High:0.00}]{(covers ? ' ' : '*')}");

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');
}
