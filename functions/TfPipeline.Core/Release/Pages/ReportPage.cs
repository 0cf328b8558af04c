using TfPipeline.Core.Disclosure;

namespace TfPipeline.Core.Release.Pages;

/// <summary><c>report.html</c>.</summary>
internal static class ReportPage
{
    public static string Of(ClearedRelease cleared, ReleaseFacts facts) => PageFrame.Of(
        "Family programme evaluation",
        $"Release {Html.Text(facts.Release)}. Every figure passed disclosure control (policy {Html.Text(cleared.Statement.PolicyVersion)}) and names its table.",
        facts.Synthetic,
        []);
}
