using System.Globalization;
using System.Net;
using TfPipeline.Core.Disclosure;

namespace TfPipeline.Core.Release.Pages;

/// <summary>Text and numbers as a page prints them.</summary>
internal static class Html
{
    private const string Minus = "−";

    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string Count(long? count, string? symbol) => count is { } c ? c.ToString("N0", CultureInfo.InvariantCulture) : Symbol(symbol);

    /// <summary>A share in percent.</summary>
    public static string Percent(double? share, string? symbol = null, int decimals = 1)
        => share is { } s ? Signed((s * 100).ToString("F" + decimals, CultureInfo.InvariantCulture)) + "%" : Symbol(symbol);

    /// <summary>A share with a decimal more where it is small.</summary>
    public static string ShortPercent(double? share) => Percent(share, decimals: share < 0.05 ? 2 : 1);

    /// <summary>A difference of shares in percentage points, signed; as many decimals as the unit has.</summary>
    public static string Points(double? difference) => difference is { } d ? Plus(d) + Signed(Plain(d * 100)) : "";

    public static string Number(double? value) => value is { } v ? Signed(Plain(v)) : "";

    public static string SignedNumber(double? value) => value is { } v ? Plus(v) + Signed(Plain(v)) : "";

    /// <summary>An estimate with its interval, all three with as many decimals as the finest of them has.</summary>
    public static string Interval(double? value, double? low, double? high)
    {
        if (value is not { } v || low is not { } l || high is not { } h)
            return "";
        var decimals = new[] { v, l, h }.Max(Decimals);
        return $"{Plus(v)}{Fixed(v)} ({Fixed(l)} to {Fixed(h)})";

        string Fixed(double x) => Signed((Math.Round(x, decimals) + 0.0).ToString("F" + decimals, CultureInfo.InvariantCulture));
        static int Decimals(double x) => Plain(x) is var text && text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? text.Length - dot - 1 : 0;
    }

    /// <summary>A coordinate in percent of the width.</summary>
    public static string Coordinate(double percent) => Math.Round(percent, 2).ToString(CultureInfo.InvariantCulture);

    public static string Symbol(string? symbol) => symbol switch
    {
        Symbols.Confidential => "<abbr title=\"withheld\">c</abbr>",
        Symbols.NotApplicable => "<abbr title=\"not applicable\">z</abbr>",
        Symbols.NotAvailable => "<abbr title=\"not available\">x</abbr>",
        _ => "",
    };

    private static string Plain(double value) => (Math.Round(value, 6) + 0.0).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Plus(double value) => value > 0 ? "+" : "";

    private static string Signed(string number) => number.Replace("-", Minus, StringComparison.Ordinal);
}
