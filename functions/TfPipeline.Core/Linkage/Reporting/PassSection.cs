using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Pages;

namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>Links by the kind of agreement they rest on.</summary>
internal static class PassSection
{
    public static string Of(LinkageReport report)
    {
        var scale = Scale.Over([report.Passes.Max(p => p.Matches)]);
        var chart = new RowChart(scale, t => Html.Count((long)t, null), "", "");
        foreach (var pass in report.Passes)
            chart.Row(Words(pass.Pass), pass.Matches > 0 ? chart.Bar(0, pass.Matches, "prog") : "", Html.Count(pass.Matches, null));
        var withTruth = report.Passes.All(p => p.Right is not null);
        string[] header = ["Agreement", "Matches", "Possible", "Ambiguous", "Expected right"];
        return "<figure><figcaption>Matches by what they rest on, strongest first</figcaption>\n"
            + chart.Markup("Matches by kind of agreement. The figures are in the table that follows.") + "</figure>\n"
            + HtmlTable.Folded("Figures as a table", HtmlTable.Of(
                "Links by kind of agreement", withTruth ? [.. header, "Right"] : header,
                report.Passes.Select(p => (IReadOnlyList<string>)Cells(p, withTruth))));
    }

    private static string[] Cells(PassFigures pass, bool withTruth)
    {
        string[] cells = [Words(pass.Pass), Html.Count(pass.Matches, null), Html.Count(pass.Possible, null), Html.Count(pass.Ambiguous, null), Share(pass.ExpectedRight)];
        return withTruth ? [.. cells, Share(pass.Right ?? 0)] : cells;

        string Share(double right) => pass.Matches == 0 ? "" : Html.Percent(right / pass.Matches, decimals: 2);
    }

    private static string Words(LinkPass pass) => pass switch
    {
        LinkPass.Number => "UPN or National Insurance number equal",
        LinkPass.AllExact => "names, date of birth and postcode equal",
        LinkPass.NamesAndDate => "names and date of birth equal, postcode not",
        LinkPass.Near => "every known field agrees, not all exactly",
        LinkPass.OneDiffers => "one main field differs or is missing",
        LinkPass.Weak => "two or more main fields differ or are missing",
        _ => throw new ArgumentOutOfRangeException(nameof(pass)),
    };
}
