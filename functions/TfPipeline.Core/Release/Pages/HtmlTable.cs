using System.Globalization;
using System.Text;

namespace TfPipeline.Core.Release.Pages;

/// <summary>A table with caption and header cells, in a region that the keyboard can scroll. Cells are markup.</summary>
internal static class HtmlTable
{
    public static string Of(string caption, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, int textColumns = 1)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{Html.Text(caption)}\"><table><caption>{Html.Text(caption)}</caption><thead><tr>");
        for (var c = 0; c < header.Count; c++)
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{Class(c, textColumns)}>{Html.Text(header[c])}</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            for (var c = 0; c < row.Count; c++)
                html.Append(c == 0 ? $"<th scope=\"row\">{row[c]}</th>" : $"<td{Class(c, textColumns)}>{row[c]}</td>");
            html.Append("</tr>\n");
        }

        return html.Append("</tbody></table></div>\n").ToString();
    }

    /// <summary>The table behind a chart, folded away until it is asked for; open in print.</summary>
    public static string Folded(string summary, string table) => $"<details><summary>{Html.Text(summary)}</summary>\n{table}</details>\n";

    private static string Class(int column, int textColumns) => column >= textColumns ? " class=\"n\"" : "";
}
