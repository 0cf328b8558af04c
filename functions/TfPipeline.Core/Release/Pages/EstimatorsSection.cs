using System.Text;
using TfPipeline.Core.Evaluation;
using TfPipeline.Core.Panel;
using TfPipeline.Core.Release.Charts;

namespace TfPipeline.Core.Release.Pages;

/// <summary>The same effect by every estimator: does the answer hang on the method?</summary>
internal static class EstimatorsSection
{
    private static readonly (string Estimator, string Title)[] Shown =
    [
        (Estimators.Naive, "Naive difference (not an effect)"),
        (Estimators.OddsWeights, "Odds weights (main)"),
        (Estimators.Nearest, "Nearest neighbour"),
        (Estimators.NearestReplace, "Nearest neighbour, with replacement"),
        (Estimators.DifferenceInDifferences, "Difference-in-differences"),
    ];

    private static readonly (string Estimator, string Title)[] Links =
    [
        (Estimators.OddsWeights, "Matches only (main)"),
        (Estimators.WithPossibleLinks, "Possible links taken too"),
        (Estimators.WithoutNumbers, "Linked without National Insurance and pupil numbers"),
        (Estimators.LinkCorrected, "Corrected for false links"),
        (Estimators.ImputedLinks, "Links drawn at random"),
    ];

    public static string Of(ReportFigures figures)
    {
        var window = PanelWindow.Cumulative.Name;
        var outcomes = figures.Facts.Outcomes.Where(o => o.Scale == OutcomeScale.Event).ToList();
        var all = outcomes.SelectMany(o => Shown.Select(s => figures.Find(o.Code, window, s.Estimator))).Where(e => e?.Value is not null).ToList();
        if (all.Count == 0)
            return "<p>No estimate can be shown.</p>\n";
        var html = new StringBuilder("<p>Each estimator makes a different mistake. Where they agree, the answer hangs less on any one of them; where only the naive difference stands apart, the adjustment did its work.</p>\n");
        var chart = new RowChart(Scale.Over(all.Select(e => e!.Value!.Value * 100)), t => Html.Points(t / 100), "fewer", "more");
        var department = "";
        foreach (var outcome in outcomes)
        {
            if (outcome.Department != department)
                chart.Head(figures.Facts.DepartmentTitle(department = outcome.Department));
            var marks = Mark(Estimators.Naive, (at, kind) => chart.Square(at, kind), "comp hollow")
                + Mark(Estimators.Nearest, (at, kind) => chart.Diamond(at, kind), "other hollow")
                + Mark(Estimators.DifferenceInDifferences, (at, kind) => chart.Diamond(at, kind), "other")
                + Mark(Estimators.OddsWeights, (at, kind) => chart.Dot(at, kind), "prog");
            chart.Row(Html.Text(outcome.Title), marks, EffectsSection.Value(figures.Find(outcome.Code, window, Estimators.OddsWeights)));

            string Mark(string estimator, Func<double, string, string> draw, string kind)
                => figures.Find(outcome.Code, window, estimator)?.Value is { } value ? draw(value * 100, kind) : "";
        }

        html.Append("<figure><figcaption>Estimates by method in percentage points, months 1 to 24</figcaption>\n<p class=\"key\">")
            .Append("<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><circle class=\"prog\" cx=\"18\" cy=\"7\" r=\"5\"/></svg>odds weights</span>")
            .Append("<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><path class=\"other hollow\" d=\"M18 1 24 7 18 13 12 7z\" stroke-width=\"2\"/></svg>nearest neighbour</span>")
            .Append("<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><path class=\"other\" d=\"M18 1 24 7 18 13 12 7z\"/></svg>difference-in-differences</span>")
            .Append("<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><rect class=\"comp hollow\" x=\"13.5\" y=\"2.5\" width=\"9\" height=\"9\" stroke-width=\"2\"/></svg>naive difference</span></p>\n")
            .Append(chart.Markup("Estimates of each outcome by odds weights, nearest neighbour, difference-in-differences and naive difference. The figures are in the table that follows."))
            .Append("</figure>\n");
        html.Append(HtmlTable.Folded("Figures as a table", HtmlTable.Of(
            "Effect in percentage points (95% interval) by estimator, months 1 to 24",
            ["Outcome", .. Shown.Select(s => s.Title), "Programme group left out by nearest neighbour"],
            outcomes.Select(o => (IReadOnlyList<string>)
            [
                Html.Text(o.Title), .. Shown.Select(s => EffectsSection.Value(figures.Find(o.Code, window, s.Estimator))),
                Html.Percent(figures.Find(o.Code, window, Estimators.Nearest)?.Dropped),
            ])) + $"<p class=\"note\">{Diagnostics.Legend}. Where nearest neighbour leaves part of the programme group out, it is about the others.</p>\n"));
        return html.Append(LinkTreatments(figures, outcomes)).Append(Placebo(figures)).ToString();
    }

    private static string LinkTreatments(ReportFigures figures, List<OutcomeDefinition> outcomes)
    {
        var window = PanelWindow.Cumulative.Name;
        if (outcomes.TrueForAll(o => figures.Find(o.Code, window, Estimators.WithPossibleLinks) is null))
            return "";
        return "<h3>Does it hang on doubtful links?</h3>\n<p>The main estimates take a record only where the linkage calls it a match. Here the same estimate takes possible links too; rests on a linkage that never saw a National Insurance or pupil number; corrects each outcome for the chance that its link is false; and averages over sets of links drawn at random by their odds, which shrinks effects by about the share of drawn links that are wrong. Links that were missed altogether are corrected by none of these.</p>\n"
            + HtmlTable.Folded("Figures by treatment of links", HtmlTable.Of(
                "Effect in percentage points (95% interval) by treatment of links, months 1 to 24",
                ["Outcome", .. Links.Select(l => l.Title), "Drawn links expected right"],
                outcomes.Select(o => (IReadOnlyList<string>)
                [
                    Html.Text(o.Title), .. Links.Select(l => EffectsSection.Value(figures.Find(o.Code, window, l.Estimator))),
                    Html.Percent(figures.Find(o.Code, window, Estimators.ImputedLinks)?.LinksExpectedRight, decimals: 1),
                ])));
    }

    private static string Placebo(ReportFigures figures)
    {
        var window = PanelWindow.Baseline.Name;
        var rows = figures.Facts.Outcomes.Where(o => o.Scale == OutcomeScale.Event)
            .Select(o => (Outcome: o, Effect: figures.Find(o.Code, window, Estimators.Placebo))).Where(r => r.Effect is not null).ToList();
        return rows.Count == 0 ? "" : "<h3>Placebo</h3>\n<p>The same method applied to the year before anyone was on the programme, knowing only the year before that. It should find nothing; what it finds is what the adjustment does not reach.</p>\n"
            + HtmlTable.Folded("Placebo figures", HtmlTable.Of(
                "Placebo effect in percentage points (95% interval), months 12 to 1 before",
                ["Outcome", "Effect", "Adjusted p"],
                rows.Select(r => (IReadOnlyList<string>)[Html.Text(r.Outcome.Title), EffectsSection.Value(r.Effect), Html.Number(r.Effect!.AdjustedPValue)])));
    }
}
