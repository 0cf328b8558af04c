using TfPipeline.Core.Release;
using TfPipeline.Core.Release.Decisions;

namespace TfPipeline.Runs;

/// <summary>
/// The rules for what a run is started with. An operator may start one through Durable's HTTP API, which passes any body on, so the
/// orchestrator asks here before anything is done. What is refused here would be refused later, after hours, by an activity or a role.
/// </summary>
public static class RunRequests
{
    /// <summary>Departments that may be worked on at once.</summary>
    public const int MostDepartmentsAtOnce = 16;

    /// <summary>Partitions of one department that may be compared at once.</summary>
    public const int MostPartitionsAtOnce = 64;

    private const string NameForm = "use lower-case letters, digits and single hyphens, 40 characters at most.";

    /// <summary>One sentence per broken rule, without what was given; empty where the linkage run may start.</summary>
    public static IReadOnlyList<string> Problems(LinkRunInput? input)
    {
        if (input is null)
            return ["LinkRun was started without a body, or with one of another form than docs/operations.md shows: give runId, release, departments, departmentsAtOnce and partitionsAtOnce as JSON."];

        List<string> problems = [.. Names(input.RunId, input.Release)];
        if (input.Departments is not { Count: > 0 } departments)
            problems.Add("departments is missing: name the code of each department to link.");
        else if (!departments.All(RunName.IsValid) || departments.Distinct(StringComparer.Ordinal).Count() < departments.Count)
            problems.Add("departments is not a list of different codes: " + NameForm);
        if (input.DepartmentsAtOnce is < 1 or > MostDepartmentsAtOnce)
            problems.Add($"departmentsAtOnce is missing or outside 1 to {MostDepartmentsAtOnce}.");
        if (input.PartitionsAtOnce is < 1 or > MostPartitionsAtOnce)
            problems.Add($"partitionsAtOnce is missing or outside 1 to {MostPartitionsAtOnce}.");
        return problems;
    }

    /// <summary>The same for a release run.</summary>
    public static IReadOnlyList<string> Problems(ReleaseRunInput? input) => input is null
        ? ["ReleaseRun was started without a body, or with one of another form: give the runId and the release of a run's marker as JSON."]
        : [.. Names(input.RunId, input.Release)];

    /// <summary>True where the input names a blob that may hold a decision.</summary>
    public static bool IsDecision(DecideInput? input) => PersonBlob.TryParse(input?.Decision) is not null;

    private static IEnumerable<string> Names(string? runId, string? release)
    {
        if (!RunName.IsValid(runId))
            yield return "runId is missing or is not a name: " + NameForm;
        if (!RunName.IsValid(release) || ReleaseName.TryParse(release) is null)
            yield return "release is missing or is not a name: " + NameForm;
    }
}
