using System.Globalization;
using System.Text;
using TfPipeline.Core.TableEstimates;
using TfPipeline.Evaluation;

namespace TfPipeline.Cli.Commands;

/// <summary>Effects within the categories of a column, for reading.</summary>
internal static class SubgroupText
{
    public static void Append(StringBuilder text, TableSubgroups subgroups)
    {
        var study = subgroups.Study;
        Line(text, $"by {subgroups.By}: {Differ(study.Interaction)}");
        Line(text, $"  {"category",-20} {"treated",8} {"compared",9} {"effect",10} {"95 % interval",24} {"p (Holm)",9} {"shrunk",10} {"95 % interval",24}  diagnostics");
        foreach (var category in study.Categories)
        {
            var start = FormattableString.Invariant($"  {category.Category,-20} {category.Programme,8:N0} {category.Comparison,9:N0} ");
            if (category.Estimate is not { } estimate)
            {
                text.Append(start).Append("too few to say: ").Append(category.NotEstimated).Append('\n');
                continue;
            }

            text.Append(start);
            Line(text, $"{Number(estimate.Effect),10} {Interval(estimate.Low, estimate.High),24} {category.HolmPValue,9:0.0000} {(category.Shrunk is { } s ? Number(s.Effect) : ""),10} {(category.Shrunk is { } t ? Interval(t.Low, t.High) : ""),24}  {(category.Flags.Count == 0 ? "sound" : "not answered: " + string.Join(", ", category.Flags))}");
        }

        if (study.Shrinkage is { } shrinkage)
            Line(text, $"  mean of the categories {Number(shrinkage.Mean)}, standard error {Number(shrinkage.MeanStandardError)}; true effects spread by {Number(Math.Sqrt(shrinkage.Spread))} (standard deviation)");
    }

    private static string Differ(JointTest? test) => test is null ? "too few estimates to test whether effects differ"
        : string.Create(CultureInfo.InvariantCulture, $"test that effects differ: chi-squared {test.Statistic:G4} with {test.Restrictions} restrictions, p {test.PValue:0.0000}{(test.PValue < 0.05 ? "" : "; no evidence that they do")}");

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Interval(double low, double high) => $"[{Number(low)}, {Number(high)}]";

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');
}
