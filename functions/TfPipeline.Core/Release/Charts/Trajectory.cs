using System.Globalization;
using System.Text;
using TfPipeline.Core.Release.Pages;

namespace TfPipeline.Core.Release.Charts;

/// <summary>Two groups' shares along the windows: circles and a solid line for the programme, squares and a dashed line for comparison.</summary>
internal static class Trajectory
{
    private const double Left = 44, Right = 10, Top = 12, Bottom = 34, Width = 340, Height = 190;

    /// <summary>Draws shares in percent; a null breaks the line. Years before stand apart from half-years after.</summary>
    public static string Of(string label, IReadOnlyList<string> windows, int before, IReadOnlyList<double?> programme, IReadOnlyList<double?> comparison)
    {
        var top = Math.Max(programme.Concat(comparison).Max() ?? 0, 0.1);
        var scale = Scale.Over([top]);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Html.Text(label)}\">");
        foreach (var t in scale.Ticks)
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{(t == 0 ? "zero" : "grid")}\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(t)}\" y2=\"{Y(t)}\"/><text x=\"{Left - 6}\" y=\"{Y(t)}\" dy=\".32em\" text-anchor=\"end\">{Html.Number(t)}%</text>");
        for (var w = 0; w < windows.Count; w++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(w)}\" y=\"{Height - 14}\" text-anchor=\"middle\">{Html.Text(windows[w])}</text>");
        var edge = (Left + ((Width - Left - Right) * before / windows.Count)).ToString("0.#", CultureInfo.InvariantCulture);
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"edge\" x1=\"{edge}\" x2=\"{edge}\" y1=\"{Top}\" y2=\"{Height - Bottom + 6}\"/>");
        Line(comparison, "comp");
        Line(programme, "prog");
        return svg.Append("</svg>").ToString();

        void Line(IReadOnlyList<double?> values, string kind)
        {
            for (var w = 0; w < values.Count; w++)
            {
                if (values[w] is not { } value)
                    continue;
                if (w > 0 && w != before && values[w - 1] is { } last)
                    svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{kind} wire\" x1=\"{X(w - 1)}\" y1=\"{Y(last)}\" x2=\"{X(w)}\" y2=\"{Y(value)}\"/>");
                svg.Append(kind == "prog"
                    ? $"<circle class=\"prog\" cx=\"{X(w)}\" cy=\"{Y(value)}\" r=\"4.5\"/>"
                    : $"<rect class=\"comp hollow\" x=\"{Shift(X(w))}\" y=\"{Shift(Y(value))}\" width=\"8\" height=\"8\" stroke-width=\"2\"/>");
            }
        }

        string X(int w) => Text(Left + ((Width - Left - Right) * (w + 0.5) / windows.Count));
        string Y(double value) => Text(Top + ((Height - Top - Bottom) * (1 - (value / scale.High))));
        string Text(double at) => Math.Round(at, 1).ToString(CultureInfo.InvariantCulture);
        string Shift(string at) => Text(double.Parse(at, CultureInfo.InvariantCulture) - 4);
    }
}
