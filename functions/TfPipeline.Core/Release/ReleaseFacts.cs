using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Release;

/// <summary>
/// What a release says besides figures: definitions, coverage, assumptions and caveats. Nothing here is about a person, and
/// nothing depends on run, key, time or place.
/// </summary>
internal sealed record ReleaseFacts
{
    public required string Release { get; init; }

    public required bool Synthetic { get; init; }

    public required IReadOnlyList<OutcomeDefinition> Outcomes { get; init; }

    public required IReadOnlyList<PanelDepartment> Departments { get; init; }

    public required IReadOnlyList<OutcomeAssumption> Assumptions { get; init; }

    public required IReadOnlyList<EvaluationCaveat> Caveats { get; init; }

    /// <summary>Which release this one replaces, in the words of who asked for it; null where none.</summary>
    public ReleaseRevision? Revision { get; init; }

    public static ReleaseFacts Of(ReleaseName release, PanelData panel, EvaluationResult evaluation) => new()
    {
        Release = release.Value,
        Synthetic = panel.Info.Synthetic || evaluation.Synthetic,
        Outcomes = panel.Info.Outcomes,
        Departments = panel.Info.Departments,
        Assumptions = evaluation.Assumptions,
        Caveats = evaluation.Caveats,
    };

    public OutcomeDefinition? Outcome(string code) => Outcomes.FirstOrDefault(o => o.Code == code);

    public string DepartmentTitle(string code) => Departments.FirstOrDefault(d => d.Code == code)?.Title ?? code;

    /// <summary>Marks that every Parquet file of the release carries.</summary>
    public Dictionary<string, string> Metadata(string title, string policyVersion) => new(StringComparer.Ordinal)
    {
        ["title"] = title,
        ["release"] = Release,
        ["synthetic"] = Synthetic ? "true" : "false",
        ["disclosure_policy_version"] = policyVersion,
    };
}
