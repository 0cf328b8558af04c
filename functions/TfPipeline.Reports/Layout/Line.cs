using Microsoft.AspNetCore.Components;

namespace TfPipeline.Reports.Layout;

/// <summary>Line breaks between what repeats, so that pages can be compared line by line. Razor drops those of the source.</summary>
internal static class Line
{
    public static MarkupString Break { get; } = new("\n");
}
