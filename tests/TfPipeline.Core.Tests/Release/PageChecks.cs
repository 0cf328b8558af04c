using System.Text.RegularExpressions;

namespace TfPipeline.Core.Tests.Release;

/// <summary>What every page must keep, whoever writes it.</summary>
internal static class PageChecks
{
    public static void ReachesNothingOutsideItself(string page)
    {
        Assert.DoesNotMatch(new Regex("(src|href)=\"(?!#)"), page);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    public static void EveryChartHasWordsAndATable(string page, int atLeast)
    {
        var charts = Regex.Matches(page, "role=\"img\" aria-label=\"([^\"]+)\"");
        Assert.True(charts.Count >= atLeast, $"{charts.Count} charts");
        Assert.All(charts, c => Assert.Contains("table", c.Groups[1].Value, StringComparison.Ordinal));
        Assert.All(Regex.Matches(page, "<svg(?![^>]*(aria-hidden|role=\"img\"|class=\"at\"))[^>]*>"), m => Assert.Fail(m.Value));
    }

    public static void ContentsLeadToEverySectionAndIdsAreUnique(string page)
    {
        var ids = Regex.Matches(page, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(Regex.Matches(page, "href=\"#([^\"]+)\""), m => Assert.Contains(m.Groups[1].Value, ids));
    }

    public static void TablesHaveCaptionsAndHeaderCellsAndScrollByKeyboard(string page)
    {
        var tables = Regex.Count(page, "<table>");
        Assert.True(tables > 0);
        Assert.Equal(tables, Regex.Count(page, "<table><caption>[^<]+</caption><thead>"));
        Assert.Equal(tables, Regex.Count(page, "role=\"region\" tabindex=\"0\" aria-label=\"[^\"]+\""));
    }

    public static void PrintsNoNegativeZeroAndNoBrokenNumber(string page)
    {
        Assert.DoesNotMatch(new Regex("−0(\\.0+)?[ )<%]"), page);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page, StringComparison.Ordinal);
    }
}
