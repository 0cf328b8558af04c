using System.Text.RegularExpressions;

namespace TfPipeline.TestKit;

/// <summary>What every page must keep, whoever writes it.</summary>
internal static class PageChecks
{
    public static void ReachesNothingOutsideItself(string page)
    {
        Assert.DoesNotMatch(new Regex("(src|href)=\"(?!#)"), page);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'; style-src 'sha256-", page, StringComparison.Ordinal);
    }

    public static void RunsNoScript(string page) => Assert.DoesNotContain("<script", page, StringComparison.Ordinal);

    public static void EveryChartHasATitleADescriptionAndATable(string page, int atLeast)
    {
        var charts = Regex.Matches(page, "role=\"img\" aria-labelledby=\"([^\"]+)\" aria-describedby=\"([^\"]+)\"");
        Assert.True(charts.Count >= atLeast, $"{charts.Count} charts");
        Assert.Equal(charts.Count, Regex.Count(page, "role=\"img\""));
        Assert.All(charts, c => Assert.Matches($"<title id=\"{c.Groups[1].Value}\">[^<]+</title>", page));
        Assert.All(charts, c => Assert.Matches($"<desc id=\"{c.Groups[2].Value}\">[^<]*table[^<]*</desc>", page));
        Assert.All(Regex.Matches(page, "<svg(?![^>]*(aria-hidden|role=\"img\"|class=\"at\"|class=\"words\"))[^>]*>"), m => Assert.Fail(m.Value));
    }

    public static void ContentsLeadToEverySectionAndIdsAreUnique(string page)
    {
        var ids = Regex.Matches(page, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(Regex.Matches(page, "(?:href=\"#|labelledby=\"|describedby=\")([^\"]+)\""), m => Assert.Contains(m.Groups[1].Value, ids));
    }

    public static void TablesHaveCaptionsAndHeaderCellsAndScrollByKeyboard(string page)
    {
        var tables = Regex.Count(page, "<table");
        Assert.True(tables > 0);
        Assert.Equal(tables, Regex.Count(page, "<table[^>]*><caption><span>[^<]+</span></caption><thead><tr><th scope=\"col\">"));
        Assert.Equal(tables, Regex.Count(page, "role=\"region\" tabindex=\"0\" aria-label=\"[^\"]+\""));
    }

    public static void RowsHaveAsManyCellsAsTheHeading(string page)
    {
        foreach (Match table in Regex.Matches(page, "<table.*?</table>", RegexOptions.Singleline))
        {
            var columns = Regex.Count(table.Value, "<th scope=\"col\"");
            Assert.All(Regex.Matches(table.Value[table.Value.IndexOf("<tbody>", StringComparison.Ordinal)..], "<tr>.*?</tr>", RegexOptions.Singleline),
                row => Assert.Equal(columns, Regex.Count(row.Value, "<(td|th)[ >]")));
        }
    }

    public static void PrintsNoNegativeZeroAndNoBrokenNumber(string page)
    {
        Assert.DoesNotMatch(new Regex("−0(\\.0+)?[ )<%]"), page);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page, StringComparison.Ordinal);
    }

    public static void EndsLinesInALineFeed(string page)
    {
        Assert.DoesNotContain('\r', page);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
    }
}
