using System.Globalization;
using System.Text;
using TfPipeline.Core.Release.Pages;

namespace TfPipeline.Core.Release.Charts;

/// <summary>
/// A chart of one row per item: label, marks on a shared axis, value. Each row is an SVG of its own whose positions are
/// percentages, so that text keeps its size on any width and nothing overlaps.
/// </summary>
internal sealed class RowChart(Scale scale, Func<double, string> tick, string left, string right)
{
    private readonly StringBuilder _rows = new();
    private double? _limit;

    /// <summary>Draws dashed lines at plus and minus a limit.</summary>
    public RowChart WithLimit(double limit)
    {
        _limit = limit;
        return this;
    }

    public void Head(string text) => _rows.Append(CultureInfo.InvariantCulture, $"<div class=\"head\">{Html.Text(text)}</div>\n");

    /// <summary>Adds a row; label and value are markup.</summary>
    public void Row(string label, string marks, string value)
        => _rows.Append(CultureInfo.InvariantCulture, $"<div class=\"label\">{label}</div><div class=\"plot\"><svg aria-hidden=\"true\">{Lines()}{marks}</svg></div><div class=\"value\">{value}</div>\n");

    public string Interval(double low, double high, string kind, double y = 50)
        => $"<line class=\"{kind} ci\" x1=\"{At(low)}\" x2=\"{At(high)}\" y1=\"{Html.Coordinate(y)}%\" y2=\"{Html.Coordinate(y)}%\"/>";

    public string Dot(double at, string kind, double y = 50) => $"<circle class=\"{kind}\" cx=\"{At(at)}\" cy=\"{Html.Coordinate(y)}%\" r=\"5\" stroke-width=\"2\"/>";

    public string Square(double at, string kind, double y = 50)
        => $"<svg class=\"at\" x=\"{At(at)}\" y=\"{Html.Coordinate(y)}%\"><rect class=\"{kind}\" x=\"-4.5\" y=\"-4.5\" width=\"9\" height=\"9\" stroke-width=\"2\"/></svg>";

    public string Diamond(double at, string kind, double y = 50)
        => $"<svg class=\"at\" x=\"{At(at)}\" y=\"{Html.Coordinate(y)}%\"><path class=\"{kind}\" d=\"M0-6 6 0 0 6-6 0z\" stroke-width=\"2\"/></svg>";

    public string Bar(double from, double to, string kind)
        => $"<rect class=\"{kind}\" x=\"{At(Math.Min(from, to))}\" y=\"25%\" width=\"{Html.Coordinate(Math.Abs(scale.At(to) - scale.At(from)))}%\" height=\"50%\"/>";

    /// <summary>The chart; the label says in words what it shows, and the figures follow in a table.</summary>
    public string Markup(string label)
    {
        var axis = new StringBuilder();
        foreach (var t in scale.Ticks)
        {
            var anchor = t == scale.Ticks[0] ? "start" : t == scale.Ticks[^1] ? "end" : "middle";
            axis.Append(CultureInfo.InvariantCulture, $"<text x=\"{At(t)}\" y=\"60%\" text-anchor=\"{anchor}\">{Html.Text(tick(t))}</text>");
        }

        var sides = left.Length + right.Length == 0 ? "" : $"<div class=\"axis empty\"></div><div class=\"axis sides\"><span>{Html.Text(left)}</span><span>{Html.Text(right)}</span></div><div class=\"axis empty\"></div>\n";
        return $"<div class=\"rows\" role=\"img\" aria-label=\"{Html.Text(label)}\">\n{sides}{_rows}<div class=\"axis empty\"></div><div class=\"axis plot\"><svg aria-hidden=\"true\">{axis}</svg></div><div class=\"axis empty\"></div></div>\n";
    }

    private string Lines()
    {
        var lines = string.Concat(scale.Ticks.Select(t => $"<line class=\"{(t == 0 ? "zero" : "grid")}\" x1=\"{At(t)}\" x2=\"{At(t)}\" y1=\"0\" y2=\"100%\"/>"));
        return _limit is { } l ? lines + Limit(l) + Limit(-l) : lines;
    }

    private string Limit(double at) => at < scale.Low || at > scale.High ? "" : $"<line class=\"limit\" x1=\"{At(at)}\" x2=\"{At(at)}\" y1=\"0\" y2=\"100%\"/>";

    private string At(double value) => Html.Coordinate(scale.At(value)) + "%";
}
