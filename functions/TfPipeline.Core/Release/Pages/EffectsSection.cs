using System.Globalization;
using System.Text;
using TfPipeline.Core.Evaluation;
using TfPipeline.Core.Panel;
using TfPipeline.Core.Release.Charts;

namespace TfPipeline.Core.Release.Pages;

/// <summary>Headline and forest plots: every outcome, adverse ones like the others.</summary>
internal static class EffectsSection
{
    private const double HundredFold = 100;

    public static string Headline(ReportFigures figures)
    {
        var main = Main(figures, PanelWindow.Cumulative.Name);
        var clear = main.Where(m => m.Effect?.IsClear == true).ToList();
        var better = clear.Count(m => Verdict(m.Outcome, m.Effect!) == "better");
        var worse = clear.Count(m => Verdict(m.Outcome, m.Effect!) == "worse");
        var estimated = main.Count(m => m.Effect?.Value is not null);
        var html = new StringBuilder();
        html.Append("<p>Effects on those on the programme over months 1 to 24 after the index date, by odds weights. An effect is called clear when its 95% interval leaves out zero and it withstands the adjustment for many outcomes.</p>\n<ul class=\"tiles\">\n");
        Tile(estimated, "outcomes estimated");
        Tile(better, "clearly better");
        Tile(worse, "clearly worse");
        Tile(estimated - clear.Count, "no clear difference");
        html.Append("</ul>\n");
        if (clear.Count == 0)
            html.Append("<p>No outcome shows a clear difference. That is not proof of none: see the smallest effect that could have been found beside each outcome.</p>\n");
        else
            html.Append("<ul>\n").AppendJoin('\n', clear.Select(m => $"<li>{Sentence(m.Outcome, m.Effect!)}</li>")).Append("\n</ul>\n");
        return html.Append("<p class=\"note\">Table: <code>tables/effects.parquet</code>, estimator <code>odds_weights</code>, window <code>p1_24</code>.</p>\n").ToString();

        void Tile(int count, string text) => html.Append(CultureInfo.InvariantCulture, $"<li><b>{count}</b>{text}</li>\n");
    }

    public static string Forests(ReportFigures figures)
    {
        var html = new StringBuilder("<p>Percentage points; the line is the 95% interval. Left of zero the programme group had less of it than it would have had without the programme.</p>\n");
        foreach (var window in PanelWindow.All.Where(w => !w.IsBefore).Reverse())
        {
            var forest = Forest(figures, window.Name);
            if (forest.Length == 0)
                continue;
            var title = ReportFigures.WindowTitle(window.Name);
            html.Append(window == PanelWindow.Cumulative
                ? forest
                : $"<details><summary>The same for {Html.Text(title)}</summary>\n{forest}</details>\n");
        }

        return html.Append(Amounts(figures)).Append("<p class=\"note\">Table: <code>tables/effects.parquet</code>. The naive difference and the other estimators follow below.</p>\n").ToString();
    }

    internal static string Verdict(OutcomeDefinition outcome, ReportFigures.Effect effect)
        => !effect.IsClear ? "unclear" : outcome.MoreIs switch
        {
            OutcomeDirection.Worse => effect.Value < 0 ? "better" : "worse",
            OutcomeDirection.Better => effect.Value > 0 ? "better" : "worse",
            _ => "changed",
        };

    internal static string Value(ReportFigures.Effect? effect, double fold = HundredFold) => effect switch
    {
        null => Html.Symbol(Disclosure.Symbols.NotAvailable),
        { Value: null } => Html.Symbol(effect.Symbol),
        _ => Html.Interval(effect.Value * fold, effect.Low * fold, effect.High * fold) + Diagnostics.MarkOf(effect),
    };

    private static string Forest(ReportFigures figures, string window)
    {
        var main = Main(figures, window).Where(m => m.Outcome.Scale == OutcomeScale.Event).ToList();
        var shown = main.Where(m => m.Effect?.Value is not null).Select(m => m.Effect!).ToList();
        if (shown.Count == 0)
            return "";
        var scale = Scale.Over(shown.SelectMany(e => new[] { e.Low!.Value * HundredFold, e.High!.Value * HundredFold }));
        var chart = new RowChart(scale, t => Html.Points(t / HundredFold), "fewer", "more");
        foreach (var (department, outcomes) in figures.Departments())
        {
            var rows = main.Where(m => outcomes.Contains(m.Outcome)).ToList();
            if (rows.Count > 0)
                chart.Head(department);
            foreach (var (outcome, effect) in rows)
            {
                var verdict = effect is null ? "unclear" : Verdict(outcome, effect);
                var marks = effect?.Value is { } value ? chart.Interval(effect.Low!.Value * HundredFold, effect.High!.Value * HundredFold, "prog") + chart.Dot(value * HundredFold, effect.IsClear ? "prog" : "prog hollow") : "";
                chart.Row(Html.Text(outcome.Title), marks, $"{Value(effect)} <span class=\"tag {verdict}\">{(effect?.Value is null ? "" : Word(verdict))}</span>");
            }
        }

        var title = ReportFigures.WindowTitle(window);
        return $"<figure><figcaption>Effect on each outcome, {title}</figcaption>\n<p class=\"key\"><span>Filled: clear</span><span>Hollow: not clear</span><span>{Diagnostics.Legend}</span></p>\n"
            + chart.Markup($"Forest plot: effects in percentage points with 95% intervals, {title}. The figures are in the table that follows.")
            + "</figure>\n" + HtmlTable.Folded("Figures as a table", Table(main, title));
    }

    private static string Table(List<(OutcomeDefinition Outcome, ReportFigures.Effect? Effect)> rows, string title) => HtmlTable.Of(
        $"Effects, {title}",
        ["Outcome", "Programme", "Without it", "Effect, points (95% interval)", "Relative (95% interval)", "Adjusted p", "Smallest detectable, points", "E-value (limit)", "People, programme | comparison"],
        rows.Select(r => (IReadOnlyList<string>)
        [
            Name(r), Html.Percent(r.Effect?.ProgrammeShare, decimals: 2), Html.Percent(r.Effect?.ComparisonShare, decimals: 2), Value(r.Effect),
            Relative(r.Effect), Html.Number(r.Effect?.AdjustedPValue), Html.Number(r.Effect?.MinimumDetectable * HundredFold),
            Html.Number(r.Effect?.ConfounderRatioOfLimit), $"{Html.Count(r.Effect?.Programme, r.Effect?.Symbol)} | {Html.Count(r.Effect?.Comparison, r.Effect?.Symbol)}",
        ]));

    private static string Name((OutcomeDefinition Outcome, ReportFigures.Effect? Effect) row) =>
        Html.Text(row.Outcome.Title) + (Diagnostics.Of(row.Effect) is { Length: > 0 } words ? $" <span class=\"note\">{words}</span>" : "");

    private static string Relative(ReportFigures.Effect? effect) => effect switch
    {
        { Relative: not null, RelativeLow: not null, RelativeHigh: not null } =>
            $"{Html.Percent(effect.Relative, decimals: 0)} ({Html.Percent(effect.RelativeLow, decimals: 0)} to {Html.Percent(effect.RelativeHigh, decimals: 0)})",
        _ => Html.Percent(effect?.Relative, decimals: 0),
    };

    private static string Amounts(ReportFigures figures)
    {
        var rows = Main(figures, PanelWindow.Cumulative.Name).Where(m => m.Outcome.Scale == OutcomeScale.Amount).ToList();
        return rows.Count == 0 ? "" : "<h3>Amounts</h3>\n" + HtmlTable.Of(
            "Effects on amounts, months 1 to 24",
            ["Outcome", "Unit", "Effect (95% interval)", "Adjusted p"],
            rows.Select(r => (IReadOnlyList<string>)[Name(r), Html.Text(r.Outcome.Unit), Value(r.Effect, 1), Html.Number(r.Effect?.AdjustedPValue)]),
            textColumns: 2);
    }

    private static List<(OutcomeDefinition Outcome, ReportFigures.Effect? Effect)> Main(ReportFigures figures, string window)
        => [.. figures.Facts.Outcomes.Select(o => (o, figures.Find(o.Code, window, Estimators.OddsWeights)))];

    private static string Sentence(OutcomeDefinition outcome, ReportFigures.Effect effect)
    {
        var verdict = Verdict(outcome, effect);
        if (outcome.Scale == OutcomeScale.Amount)
            return $"{Html.Text(outcome.Title)}: {Value(effect, 1)} <span class=\"tag {verdict}\">{Word(verdict)}</span>";
        var shares = effect is { ProgrammeShare: { } p, ComparisonShare: { } c } ? $"{Html.ShortPercent(p)} instead of {Html.ShortPercent(c)}; " : "";
        return $"{Html.Text(outcome.Title)}: {shares}{Value(effect)} points <span class=\"tag {verdict}\">{Word(verdict)}</span>";
    }

    private static string Word(string verdict) => verdict switch
    {
        "better" => "better",
        "worse" => "worse",
        "changed" => "changed",
        _ => "not clear",
    };
}
