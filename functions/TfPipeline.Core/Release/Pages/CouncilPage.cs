using TfPipeline.Core.Release.Proposals;

namespace TfPipeline.Core.Release.Pages;

/// <summary>A council's summary as a page.</summary>
internal static class CouncilPage
{
    public static string Of(CouncilSummary summary, ReleaseFacts facts)
    {
        List<PageFrame.Section> sections =
        [
            new("outcomes", "Outcomes over 24 months", Outcomes(summary, facts)),
            new("linkage", "How well people were linked", Linkage(summary, facts)),
            new("reading", "Reading this page", Reading),
        ];
        return PageFrame.Of(
            $"Council {summary.Council}: summary of release {summary.Release}",
            "Your safe figures beside England's. They describe groups, never people, and must not be used for decisions about anyone.",
            summary.Synthetic,
            sections);
    }

    private const string Reading = """
        <ul>
        <li><i>c</i> means withheld: the count, or one next to it, is too small to show. <i>z</i> means not applicable, <i>x</i> not available.</li>
        <li>Counts are rounded each on its own, so that totals need not equal the sum of their parts.</li>
        <li>The two groups differ from the start. A difference between them on this page is <strong>not</strong> the effect of the programme; the national report adjusts for that.</li>
        <li>One council's figures move by chance more than England's do.</li>
        </ul>

        """;

    private static string Outcomes(CouncilSummary summary, ReleaseFacts facts)
        => "<p>People with the outcome at least once in months 1 to 24 after the index date.</p>\n" + HtmlTable.Of(
            "Share of people with each outcome, months 1 to 24",
            ["Outcome", "Group", "Here", "England"],
            summary.Outcomes.Select(f => Row(f, facts.Outcome(f.Measure)?.Title ?? f.Measure)),
            textColumns: 2);

    private static string Linkage(CouncilSummary summary, ReleaseFacts facts)
        => "<p>The share of your people for whom a record was found. Complete names, dates of birth, postcodes, UPNs and National Insurance numbers raise it.</p>\n" + HtmlTable.Of(
            "Share of people matched to each department's records",
            ["Department", "Group", "Here", "England"],
            summary.Linkage.Select(f => Row(f, facts.DepartmentTitle(f.Measure))),
            textColumns: 2);

    private static List<string> Row(CouncilSummary.Figure figure, string title) =>
        [Html.Text(title), figure.Group == Breakdown.Programme ? "Programme" : "Comparison", Cell(figure.Council), Cell(figure.England)];

    // Share and base in one cell, so that both places fit a narrow screen.
    private static string Cell(CouncilSummary.Part? part) =>
        $"{Html.Percent(part?.Share, part?.Symbol)}<br><span class=\"note\">of {Html.Count(part?.People, part?.Symbol)}</span>";
}
