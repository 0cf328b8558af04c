using System.Globalization;
using System.Text;
using TfPipeline.Core.Release;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Intake;

namespace TfPipeline.Cli.Demo;

/// <summary>A demonstration on about fifteen lines of at most 110 columns: what it was made of, the verdicts, coverage, what was withheld, where to look.</summary>
internal static class DemoSummary
{
    private const int Columns = 110;
    private const int Indent = 12;

    private static readonly (string Title, VerdictKind[] Kinds)[] Verdicts =
    [
        ("better", [VerdictKind.Better]), ("worse", [VerdictKind.Worse]), ("changed*", [VerdictKind.More, VerdictKind.Less]), ("not clear", [VerdictKind.Unclear]),
        ("unanswered", [VerdictKind.NotAnswered]), ("withheld", [VerdictKind.NotEstimated]),
    ];

    public static string Of(DemoResult result)
    {
        var text = new StringBuilder();
        Line(text, $"SYNTHETIC DATA, seed {result.Options.Seed}. The key was derived from the seed: for synthetic data only.");
        Line(text, $"{result.Made.Families:N0} families, {result.Made.ProgrammeFamilies:N0} of them on the programme; {result.Made.People:N0} people; {result.Uploads.Count(u => u.Status == ReceiptStatus.Accepted):N0} of {result.Uploads.Count:N0} files accepted, {result.Uploads.Sum(u => (long)u.Rows.Refused):N0} rows refused");
        Row(text, "Linkage", string.Create(CultureInfo.InvariantCulture, $"{result.Linkage.Count} departments: precision {result.Linkage.Min(l => l.Precision):0.000} to {result.Linkage.Max(l => l.Precision):0.000}, recall {result.Linkage.Min(l => l.Recall):0.000} to {result.Linkage.Max(l => l.Recall):0.000}"));
        Line(text, $"");
        Line(text, $"What the release says of {result.Verdicts.Count} outcomes over months 1 to 24 (points of 100, or score; * direction not judged)");
        foreach (var (title, kinds) in Verdicts)
        {
            var such = result.Verdicts.Where(v => kinds.Contains(v.Verdict.Kind)).ToList();
            if (such.Count > 0)
                Row(text, title, string.Join("; ", such.Select(Words)));
        }

        var checks = result.Effects;
        Row(text, "Coverage", string.Create(CultureInfo.InvariantCulture, $"{checks.Count(c => c.AdjustedCovers)} of {checks.Count} adjusted and {checks.Count(c => c.NaiveCovers)} of {checks.Count} naive 95 % intervals hold what was planted"));
        Row(text, "Withheld", Withheld(result.Withheld));
        Line(text, $"");
        Row(text, "Look at", $"{Path.Combine(ReleaseFolder(result), "report.html")}, tables beside it; --details prints every figure", wrap: false);
        Row(text, "Receipts", result.Options.Storage is null ? Path.Combine(result.Options.Store, "landing", "receipts") : "container receipts", wrap: false);
        Row(text, "Release", $"{DemoOptions.ReleaseName}, run {result.RunId}, SHA-256 of SHA256SUMS {result.SumsHash}", wrap: false);
        return text.ToString();
    }

    private static string ReleaseFolder(DemoResult result) => result.Options.Storage is null
        ? Path.Combine(result.Options.Store, "analytics", "analytics", DemoOptions.ReleaseName)
        : "analytics/" + DemoOptions.ReleaseName;

    // Figures beside what is clear; what is not clear or withheld needs its name only.
    private static string Words(ReleasedVerdict verdict) => verdict.Verdict.Kind switch
    {
        VerdictKind.Unclear or VerdictKind.NotEstimated => verdict.Outcome.Code,
        VerdictKind.NotAnswered => $"{verdict.Outcome.Code} {Interval(verdict)} ({string.Join(", ", verdict.Verdict.Vetoes.Select(v => v.Replace('_', ' ')))})",
        _ => $"{verdict.Outcome.Code} {Interval(verdict)}",
    };

    private static string Interval(ReleasedVerdict verdict)
    {
        var scale = verdict.Outcome.Scale == OutcomeScale.Event ? 100 : 1;
        return string.Create(CultureInfo.InvariantCulture, $"{Points(verdict.Effect)} [{Points(verdict.Low)}, {Points(verdict.High)}]");

        string Points(double? value) => (Math.Round((value ?? 0) * scale, 2) + 0.0).ToString("0.0#", CultureInfo.InvariantCulture);
    }

    private static string Withheld(IReadOnlyList<WithheldShare> outputs)
    {
        var cells = outputs.Sum(o => (long)o.Cells);
        var most = outputs.MaxBy(o => o.Share);
        return string.Create(CultureInfo.InvariantCulture, $"{(cells == 0 ? 0 : 100 * outputs.Sum(o => o.Cells * o.Share) / cells):0.0} % of {cells:N0} figures in {outputs.Count} outputs")
            + (most is { Share: > 0 } ? string.Create(CultureInfo.InvariantCulture, $", most in {most.Output} ({100 * most.Share:0.0} %)") : "");
    }

    private static void Row(StringBuilder text, string title, string words, bool wrap = true)
    {
        var line = new StringBuilder(title.PadRight(Indent - 1));
        foreach (var word in words.Split(' '))
        {
            if (wrap && line.Length > Indent && line.Length + 1 + word.Length > Columns)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(' ', Indent - 1);
            }

            line.Append(' ').Append(word);
        }

        text.Append(line).Append('\n');
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');
}
