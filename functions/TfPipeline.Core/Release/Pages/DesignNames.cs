using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Release.Pages;

/// <summary>Names of designs and covariates in words.</summary>
internal static class DesignNames
{
    /// <summary>A design is named for the outcome and window that it was first made for, and its kind.</summary>
    public static string Of(string design, ReleaseFacts facts)
    {
        var parts = design.Split('.');
        return parts.Length < 3 ? design : $"first used for \u201c{facts.Outcome(parts[0])?.Title ?? parts[0]}\u201d, {ReportFigures.WindowTitle(parts[1])}";
    }

    public static string Covariate(string covariate)
    {
        var parts = covariate.Split('.').Select(p => PanelWindow.Find(p) is null ? p.Replace('_', ' ') : ReportFigures.WindowTitle(p)).ToList();
        var name = parts[0] == "flag" ? string.Join(": ", ["problem flag", .. parts.Skip(1)]) : string.Join(", ", parts);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }
}
