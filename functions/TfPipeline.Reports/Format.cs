using System.Globalization;

namespace TfPipeline.Reports;

/// <summary>Numbers as every page prints them, the same under every culture. A number that is not there gives an empty text.</summary>
public static class Format
{
    private const string Minus = "−";

    /// <summary>A whole number, in groups of three.</summary>
    public static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A whole number without groups, such as the number of a row.</summary>
    public static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with fixed decimals, in groups of three.</summary>
    public static string Fixed(double number, int decimals) => Signed(number.ToString("N" + Plain(decimals), CultureInfo.InvariantCulture));

    /// <summary>A share in percent.</summary>
    public static string Percent(double? share, int decimals = 1)
        => share is { } s ? Signed((s * 100).ToString("F" + Plain(decimals), CultureInfo.InvariantCulture)) + "%" : "";

    /// <summary>A share in percent, with a decimal more where it is small.</summary>
    public static string ShortPercent(double? share) => Percent(share, share < 0.05 ? 2 : 1);

    /// <summary>A difference of shares in percentage points, with its sign.</summary>
    public static string Points(double? difference) => SignedNumber(difference * 100);

    /// <summary>A number with as many of four decimals as it needs.</summary>
    public static string Number(double? value) => value is { } v ? Signed(Shortest(v)) : "";

    /// <summary>The same with a plus sign before what is above zero.</summary>
    public static string SignedNumber(double? value) => value is { } v ? Plus(v, Shortest(v)) + Signed(Shortest(v)) : "";

    /// <summary>An estimate with its interval, all three with as many decimals as the finest of them has.</summary>
    public static string Interval(double? value, double? low, double? high)
    {
        if (value is not { } v || low is not { } l || high is not { } h)
            return "";
        var decimals = new[] { v, l, h }.Max(Decimals);
        return $"{Plus(v, Rounded(v))}{Rounded(v)} ({Rounded(l)} to {Rounded(h)})";

        string Rounded(double x) => Signed(Math.Round(x, decimals).ToString("F" + Plain(decimals), CultureInfo.InvariantCulture));
        static int Decimals(double x) => Shortest(x) is var text && text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? text.Length - dot - 1 : 0;
    }

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A coordinate in percent of the width or height.</summary>
    public static string Coordinate(double percent) => Math.Round(percent, 2).ToString(CultureInfo.InvariantCulture) + "%";

    /// <summary>A coordinate in a drawing's own units.</summary>
    public static string Position(double at) => Math.Round(at, 1).ToString(CultureInfo.InvariantCulture);

    private static string Shortest(double value) => Math.Round(value, 6).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Plus(double value, string printed) => value > 0 && !IsZero(printed) ? "+" : "";

    // A number that rounding made zero has no side.
    private static string Signed(string number) => number.Replace("-", IsZero(number) ? "" : Minus, StringComparison.Ordinal);

    private static bool IsZero(string number) => number.AsSpan().IndexOfAnyInRange('1', '9') < 0;
}
