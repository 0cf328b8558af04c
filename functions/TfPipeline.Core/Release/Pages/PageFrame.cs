using System.Globalization;
using System.Text;

namespace TfPipeline.Core.Release.Pages;

/// <summary>A self-contained page: one file, no script, no address outside itself.</summary>
internal static class PageFrame
{
    /// <summary>A page's part with a heading that the contents list links to.</summary>
    public sealed record Section(string Id, string Title, string Body);

    public static string Of(string title, string lead, bool synthetic, IReadOnlyList<Section> sections)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{Html.Text(title)}</title>
            <style>
            {Stylesheet.Text}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the results</a>

            """);
        if (synthetic)
            html.Append("<p class=\"banner\" role=\"note\"><strong>Synthetic data.</strong> The people in it are made up. No figure here says anything about the programme; do not quote it.</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"<header><h1>{Html.Text(title)}</h1>\n<p class=\"lead\">{lead}</p></header>\n");
        html.Append("<nav aria-label=\"Contents\"><ul>\n");
        foreach (var section in sections)
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{section.Id}\">{Html.Text(section.Title)}</a></li>\n");
        html.Append("</ul></nav>\n<main id=\"main\">\n");
        foreach (var section in sections)
            html.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"{section.Id}\">\n<h2 id=\"{section.Id}\">{Html.Text(section.Title)}</h2>\n{section.Body}</section>\n");
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }
}
