using Microsoft.AspNetCore.Components;

namespace TfPipeline.Reports.Layout;

/// <summary>A part of a page with a heading that the list of contents leads to.</summary>
/// <param name="Id">Its id within the page.</param>
/// <param name="Title">The heading.</param>
/// <param name="Body">What stands below it.</param>
public sealed record PageSection(string Id, string Title, RenderFragment Body);

/// <summary>How good the news is that a page begins with.</summary>
public enum Tone
{
    /// <summary>No news.</summary>
    Neutral,

    /// <summary>Nothing to do.</summary>
    Good,

    /// <summary>Something to look at.</summary>
    Warning,

    /// <summary>Something to put right.</summary>
    Bad,
}
