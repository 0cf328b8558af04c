using TfPipeline.Reports.Rendering;

namespace TfPipeline.Reports.Tests;

/// <summary>Pages of every kind, full and empty.</summary>
internal static class SamplePages
{
    public static IEnumerable<(string Name, Func<Task<byte[]>> Render)> All(PageRenderer pages)
    {
        yield return ("receipt", () => pages.RenderAsync(SampleReceipt.Make()));
        yield return ("receipt of a held delivery", () => pages.RenderAsync(SampleDelivery.Held()));
        yield return ("receipt of a used delivery", () => pages.RenderAsync(SampleDelivery.Used()));
        yield return ("linkage report", () => pages.RenderAsync(SampleReports.Linkage()));
        yield return ("linkage report of one file", () => pages.RenderAsync(SampleReports.Linkage() with { IsSelf = true, Truth = null, Odds = [], Levels = [], Blocking = [], Groups = [] }));
        yield return ("release report", () => pages.RenderAsync(SampleReports.Release()));
        yield return ("release report without figures", () => pages.RenderAsync(SampleReports.EmptyRelease()));
        yield return ("council summary", () => pages.RenderAsync(SampleReports.Summary()));
    }
}
