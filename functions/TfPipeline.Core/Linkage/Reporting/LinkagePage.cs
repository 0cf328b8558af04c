using System.Globalization;
using System.Text;
using TfPipeline.Core.Release.Pages;

namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>A linkage report as a page: one file without script or outside address, every chart with its table.</summary>
public static class LinkagePage
{
    private const string Lead = "For those who run the linkage. The counts are exact and did not go through disclosure control: keep this page where the working files are. No value of a person is in it.";

    /// <summary>Writes the page.</summary>
    /// <param name="report">The figures.</param>
    /// <param name="title">What was linked, in words that are no value of a person.</param>
    /// <param name="synthetic">True to say that the people are made up.</param>
    public static string Of(LinkageReport report, string title, bool synthetic = false)
    {
        ArgumentNullException.ThrowIfNull(report);
        List<PageFrame.Section> sections = [new("summary", "In short", Summary(report))];
        if (report.Truth is { } truth)
            sections.Add(new("calibration", "Do the probabilities hold?", CalibrationSection.Of(truth)));
        sections.Add(new("expected", "What the model expects at other thresholds", ExpectedSection.Of(report)));
        sections.Add(new("weights", "How clear the decisions were", WeightSection.Of(report)));
        if (report.Groups.Count > 0)
            sections.Add(new("groups", "Match rates by group", GroupSection.Of(report)));
        sections.Add(new("passes", "What the links rest on", PassSection.Of(report)));
        sections.Add(new("levels", "What each agreement is worth", LevelSection.Of(report)));
        sections.Add(new("ladders", "What blocking cost", LadderSection.Of(report)));
        sections.Add(new("terms", "Terms", Terms));
        return PageFrame.Of(title, Lead, synthetic, sections);
    }

    private const string Terms = """
        <ul>
        <li><strong>Match</strong>: the pair is at or above the match threshold. <strong>Possible</strong>: below it, above the lower threshold. <strong>Ambiguous</strong>: very likely someone has a record, but two or more are as good, so none is taken.</li>
        <li><strong>Expected precision</strong>: mean probability of the matches. <strong>Expected recall</strong>: their probabilities summed, over those of all candidates. Matches that share no blocking key were never compared and are in neither.</li>
        <li><strong>Weight</strong>: base-2 logarithm of how much more likely an agreement is for one person than for two. Each unit doubles the odds.</li>
        <li><strong>Log odds</strong>: prior and weights of a pair together, before other pairs of the same person or record are weighed in.</li>
        </ul>

        """;

    private static string Summary(LinkageReport report)
    {
        var s = report.Summary;
        var unit = report.IsSelf ? "rows" : "people on the left";
        var html = new StringBuilder("<ul class=\"tiles\">\n");
        Tile(Html.Count(s.People, null), unit);
        if (!report.IsSelf)
            Tile(Html.Count(report.Records, null), "records on the right");
        Tile(Html.Count(s.Matches, null), report.IsSelf ? "pairs matched" : "matches");
        Tile(Html.Percent(s.ExpectedPrecision, decimals: 2), "expected precision");
        Tile(Html.Percent(s.ExpectedRecall, decimals: 2), "expected recall");
        if (report.Truth is { } truth)
        {
            Tile(Html.Percent(truth.Precision, decimals: 2), "precision by the truth");
            Tile(Html.Percent(truth.Recall, decimals: 2), "recall by the truth");
        }

        html.Append(CultureInfo.InvariantCulture, $"</ul>\n<p>{Html.Count(s.Possible, null)} possible and {Html.Count(s.Ambiguous, null)} ambiguous beside the matches; the model expects {s.ExpectedMatches:N0} true ones among {Html.Count(report.Compared, null)} compared pairs. Match threshold {Html.Number(report.MatchThreshold)}.</p>\n");
        var warnings = Warnings(report).ToList();
        if (warnings.Count > 0)
            html.Append("<p><strong>Look at this first.</strong></p>\n<ul>\n").AppendJoin("", warnings.Select(w => $"<li>{w}</li>\n")).Append("</ul>\n");
        var unused = report.Neutral.Where(f => report.Known.All(k => k.Field != f)).Select(Name).ToList();
        if (unused.Count > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">Not used, because absent on a side or the same for everybody: {string.Join(", ", unused)}.</p>\n");
        html.Append(HtmlTable.Of(
            "How complete the main fields are", report.IsSelf ? ["Field", "Rows that have it"] : ["Field", "Left", "Right"],
            report.Known.Select(k => (IReadOnlyList<string>)(report.IsSelf ? [Name(k.Field), Html.Percent(k.Left)] : [Name(k.Field), Html.Percent(k.Left), Html.Percent(k.Right)]))));
        return html.ToString();

        void Tile(string figure, string label) => html.Append(CultureInfo.InvariantCulture, $"<li><b>{figure}</b>{label}</li>\n");
    }

    private static IEnumerable<string> Warnings(LinkageReport report)
    {
        if (!report.Summary.HasConverged)
            yield return "The fit stopped at its limit of iterations; its figures are not settled.";
        if (report.Summary.DroppedPairs > 0)
            yield return $"{Html.Count(report.Summary.DroppedPairs, null)} pairs in very large blocks were not compared in one of the families; see what blocking cost.";
        foreach (var known in report.Known.Where(k => !report.Neutral.Contains(k.Field) && Math.Min(k.Left, k.Right) < 0.5))
            yield return $"{Name(known.Field)} is known for less than half of one side. If the file has it, look at its format.";
        foreach (var field in report.Neutral.Where(f => report.Known.Any(k => k.Field == f)))
            yield return $"{Name(field)} stays neutral, because it is absent on a side or the same for everybody.";
    }

    internal static string Name(Field field) => field switch
    {
        Field.BirthDate => "Date of birth",
        Field.Upn => "UPN",
        Field.Nino => "National Insurance number",
        _ => field.ToString(),
    };
}
