using TfPipeline.Core.Disclosure;

namespace TfPipeline.Core.Release.Pages;

/// <summary><c>report.html</c>: from the answer to what it rests on. Every figure is one of the release's tables.</summary>
internal static class ReportPage
{
    public static string Of(ClearedRelease cleared, ReleaseFacts facts)
    {
        var figures = new ReportFigures(cleared, facts);
        List<PageFrame.Section> sections =
        [
            new("summary", "What the comparison shows", EffectsSection.Headline(figures)),
            new("effects", "Effects on each outcome", EffectsSection.Forests(figures)),
            new("caveats", "Read this with the figures", AboutSections.Caveats(facts)),
            new("methods-compared", "Does the answer hang on the method?", EstimatorsSection.Of(figures)),
            new("trajectories", "How the groups went", TrajectoriesSection.Of(figures)),
            new("balance", "Are the groups alike?", BalanceSection.Of(figures)),
            new("overlap", "Is there someone to compare with?", OverlapSection.Of(figures)),
            new("linkage", "How well people were linked", LinkageSection.Of(figures)),
            new("flow", "From uploads to analysis", FlowSection.Of(figures)),
            new("methods", "Methods in plain words", AboutSections.Methods),
            new("disclosure", "Disclosure control", AboutSections.Disclosure(cleared.Statement)),
            new("definitions", "Outcomes and coverage", AboutSections.Definitions(facts)),
        ];
        return PageFrame.Of(
            "Family programme evaluation",
            $"Release {Html.Text(facts.Release)}. Every figure went through disclosure control and is in one of this release's tables.",
            facts.Synthetic,
            sections);
    }
}
