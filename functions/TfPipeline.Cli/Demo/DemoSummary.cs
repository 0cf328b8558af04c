using System.Globalization;
using System.Text;
using TfPipeline.Core.Submissions;
using TfPipeline.Evaluation;
using TfPipeline.Intake;

namespace TfPipeline.Cli.Demo;

/// <summary>A demonstration's findings as plain text of at most 110 columns.</summary>
internal static class DemoSummary
{
    public static string Of(DemoResult result)
    {
        var text = new StringBuilder();
        Line(text, $"SYNTHETIC DATA, seed {result.Options.Seed}. The key was derived from the seed: for synthetic data only.");
        Line(text, $"{result.Made.Families:N0} families, {result.Made.ProgrammeFamilies:N0} of them on the programme; {result.Made.People:N0} people; {result.Made.ExtractRows:N0} rows in departmental extracts");
        Uploads(text, result.Uploads);
        Linkage(text, result.Linkage);
        Effects(text, result.Effects);
        LinkTreatments(text, LinkTreatment.Of(result.Effects));
        Withheld(text, result.Withheld);
        Line(text, $"");
        Line(text, $"Report   {Path.Combine(ReleaseFolder(result), "report.html")}");
        Line(text, $"Tables   {Path.Combine(ReleaseFolder(result), "tables")}");
        Line(text, $"Approved by the demonstration itself, which synthetic data allow; otherwise a second person decides: tfp review, tfp approve");
        Line(text, $"Receipts {(result.Options.Storage is null ? Path.Combine(result.Options.Store, "landing", "receipts") : "container receipts")}");
        Line(text, $"Release  {DemoOptions.ReleaseName}, run {result.RunId}, SHA-256 of SHA256SUMS {result.SumsHash}");
        return text.ToString();
    }

    private static string ReleaseFolder(DemoResult result) => result.Options.Storage is null
        ? Path.Combine(result.Options.Store, "analytics", "analytics", DemoOptions.ReleaseName)
        : "analytics/" + DemoOptions.ReleaseName;

    private static void Uploads(StringBuilder text, IReadOnlyList<IngestOutcome> uploads)
    {
        Line(text, $"");
        Line(text, $"Uploads  {uploads.Count(u => u.Status == ReceiptStatus.Accepted):N0} of {uploads.Count:N0} files accepted; rows: {uploads.Sum(u => (long)u.Rows.Accepted):N0} accepted, {uploads.Sum(u => (long)u.Rows.Refused):N0} refused, {uploads.Sum(u => (long)u.Rows.Queried):N0} to look at");
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
        Line(text, $"{"Doubtful links",-34}{"intervals",10}{"covered",10}{"recovered",12}  of the planted effects, by slope");
        foreach (var treatment in treatments)
            Line(text, $"  {treatment.Title,-32}{treatment.Intervals,10:N0}{100 * treatment.Covered,9:0.0}%{100 * treatment.Recovered,11:0.0}%");
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
