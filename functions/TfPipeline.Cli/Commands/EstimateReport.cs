using System.Globalization;
using System.Text;
using System.Text.Json;
using TfPipeline.Core.TableEstimates;
using TfPipeline.Evaluation;

namespace TfPipeline.Cli.Commands;

/// <summary>An estimate for reading and for programs.</summary>
internal static class EstimateReport
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    private const int FewClusters = 10;

    public static string Json(TableReport report) => JsonSerializer.Serialize(report, Options);

    public static string Text(TableReport report)
    {
        var text = new StringBuilder();
        Line(text, $"method          {report.Method}");
        Line(text, $"rows            {report.RowsRead:N0} read, {report.RowsLeftOut:N0} left out for missing values");
        Line(text, $"people          {report.Adjusted.Programme:N0} treated, {report.Adjusted.Comparison:N0} comparison (effective {report.Adjusted.EffectiveComparison:N1}), {report.Adjusted.Clusters:N0} clusters");
        Effect(text, "naive", report.Naive);
        Effect(text, "adjusted", report.Adjusted);
        Line(text, $"assumes         {report.Assumes}");
        Line(text, $"detectable      {report.Adjusted.MinimumDetectableEffect:G7} with 80 % power");
        if (report.Adjusted is { Relative: { } relative, HasInterval: true })
            Line(text, $"relative        {Percent(relative)} % [{Percent(report.Adjusted.RelativeLow)}, {Percent(report.Adjusted.RelativeHigh)}], E-value {report.Adjusted.ConfounderRatio:0.00}");
        if (report.Adjusted.PairGamma is { } gamma)
            Line(text, $"sensitivity     withstands something unobserved that makes the odds of treatment differ {gamma:0.00} times between partners (Rosenbaum's gamma)");
        if (report.Adjusted.Clusters < FewClusters)
            Line(text, $"note            {report.Adjusted.Clusters:N0} clusters give no reliable standard error; {FewClusters} or more are wanted");
        if (report.Adjusted.ShareOfProgrammeDropped > 0)
            Line(text, $"note            {100 * report.Adjusted.ShareOfProgrammeDropped:0.0} % of the treated found no partner or were trimmed; the effect is about the others");
        if (report.Adjusted.TooFew is not null)
            Line(text, $"WARNING         too few: fewer than ten events, or people without one, are expected in a group, so there is no interval");
        if (report.Support.Summary.Programme + report.Support.Summary.Comparison > 0)
            Line(text, $"WARNING         {report.Support.Summary.Programme:N0} treated and {report.Support.Summary.Comparison:N0} comparison rows left out: nobody of the other group in {string.Join(", ", report.Support.LeftOut)}; the effect is about {100 * report.Support.Summary.ShareCovered:0.0} % of the treated{(report.Support.Summary.ShareCovered < CommonSupport.LeastShare ? $", less than {100 * CommonSupport.LeastShare:0} %, so it is no answer for all of them" : "")}");
        if (report.Support.Thin.Count > 0)
            Line(text, $"note            fewer than {CommonSupport.Families} clusters of one group in {string.Join(", ", report.Support.Thin)}; --support {CommonSupport.Families} leaves them out");
        Periods(text, report.EventStudy);
        if (report.Method is "did" or "event-study" && !report.Support.LengthsStated)
            Line(text, $"WARNING         right only if outcome and baseline cover windows of equal length; say them with --outcome-months and --baseline-months");
        if (report.RidgePriorScale is { } scale)
            Line(text, $"note            the covariates separate the groups: ridge fallback with prior scale {scale}");
        if (report.Aliased.Count > 0)
            Line(text, $"note            left out as combinations of others: {string.Join(", ", report.Aliased)}");
        foreach (var subgroups in report.Subgroups)
            SubgroupText.Append(text, subgroups);
        Line(text, $"balance         {(report.Unbalanced ? "NOT BALANCED: a covariate differs by more than 0.1 standard deviations, or by an undefined number of them" : "every covariate within 0.1 standard deviations")}");
        Line(text, $"  {"covariate",-30} {"treated",10} {"before",10} {"after",10} {"smd before",11} {"smd after",11}");
        foreach (var row in report.Balance)
            Line(text, $"  {row.Covariate,-30} {row.ProgrammeMean,10:G5} {row.Before.ComparisonMean,10:G5} {row.After.ComparisonMean,10:G5} {Difference(row.Before),11} {Difference(row.After),11}");
        return text.ToString().TrimEnd();
    }

    private static void Periods(StringBuilder text, EventStudy? study)
    {
        if (study is null)
            return;
        Line(text, $"event study     effects on the change since the last period before (-1); robust: paths differ after by at most as much, a period, as ever before");
        foreach (var period in study.Periods)
        {
            var estimate = period.Estimate;
            var robust = period.Robust.FirstOrDefault(r => r.Magnitude == 1);
            Line(text, $"  {period.Period,3:+0;-0}  {(estimate.HasInterval ? $"{Number(estimate.Effect)}, standard error {Number(estimate.StandardError)}, 95 % interval [{Number(estimate.Low)}, {Number(estimate.High)}]" : "too few to say")}{(robust is null ? "" : $", robust [{Number(robust.Low)}, {Number(robust.High)}], breakdown {Number(period.Breakdown!.Value)}")}");
        }

        if (study.PreTest is { } test)
            Line(text, $"  before: joint test of {test.Restrictions} effects {test.Statistic:G5}, p {test.PValue:0.0000}{(test.PValue < 0.05 ? ": the paths differed before, so the effects are not answered" : "")}");
        if (study.EquivalenceBound is { } bound)
            Line(text, $"  before: a bias of more than {bound:G5} is excluded at the 5 % level");

        static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
    }

    private static void Effect(StringBuilder text, string name, EffectEstimate estimate)
    {
        if (estimate.HasInterval)
            Line(text, $"{name,-15} {estimate.Effect:G7}, standard error {estimate.StandardError:G7}, 95 % interval [{estimate.Low:G7}, {estimate.High:G7}], p {estimate.PValue:0.0000}");
        else
            Line(text, $"{name,-15} {estimate.Effect:G7}, too few to say more");
    }

    /// <summary>One decimal; a number that rounding made zero has no sign.</summary>
    private static string Percent(double? share) => share is { } s ? (Math.Round(100 * s, 1) + 0.0).ToString("0.0", CultureInfo.InvariantCulture) : "";

    private static string Difference(BalanceMeasures balance) => balance.StandardisedDifference?.ToString("0.000", CultureInfo.InvariantCulture) ?? "undefined";

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
