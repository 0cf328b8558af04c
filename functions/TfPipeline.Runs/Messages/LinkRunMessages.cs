namespace TfPipeline.Runs;

/// <summary>What a linkage run is started with. Names and counts only, like every message here: the task hub keeps them in clear.</summary>
/// <param name="RunId">Names every blob of the run.</param>
/// <param name="Release">The release that the panel's references are made for.</param>
/// <param name="Departments">Codes of the departments, each linked to one delivery.</param>
/// <param name="DepartmentsAtOnce">How many departments are worked on at once.</param>
/// <param name="PartitionsAtOnce">How many partitions of one department are compared at once.</param>
public sealed record LinkRunInput(
    string RunId,
    string Release,
    IReadOnlyList<string> Departments,
    int DepartmentsAtOnce,
    int PartitionsAtOnce);

/// <summary>Asks for the run's frozen cohort.</summary>
public sealed record SnapshotRequest(string RunId);

/// <summary>A cohort was frozen.</summary>
/// <param name="People">Real people in it.</param>
/// <param name="Submissions">Submissions that it is made of.</param>
/// <param name="KeyVersion">Version of the root key that made its tokens; the whole run uses this one.</param>
public sealed record CohortFrozen(int People, int Submissions, string KeyVersion);

/// <summary>Asks which delivery of a department the run uses, and for counts over it.</summary>
public sealed record PlanRequest(string RunId, string Department, string KeyVersion);

/// <summary>A department was planned, or refused.</summary>
/// <param name="Department">Its code.</param>
/// <param name="Delivery">The delivery, or null where there is none that can be used.</param>
/// <param name="Partitions">Units of comparison.</param>
/// <param name="Refusal">Why there is no delivery that can be used, or what it waits for: rule codes, never a value.</param>
public sealed record DepartmentPlanned(string Department, string? Delivery, int Partitions, string? Refusal)
{
    /// <summary>Where in the audit area every finding is, as <see cref="Core.Panel.Deliveries.DeliveryAudit.BlobOf"/> takes it; null in histories of earlier builds.</summary>
    public string? Findings { get; init; }
}

/// <summary>Asks for the links of one department.</summary>
public sealed record DepartmentRunInput(
    string RunId, string Department, string Delivery, int Partitions, int PartitionsAtOnce, string KeyVersion)
{
    /// <summary>Where every finding is; see <see cref="DepartmentPlanned.Findings"/>.</summary>
    public string? Findings { get; init; }
}

/// <summary>Asks for the comparison of one partition with the cohort.</summary>
public sealed record CompareRequest(string RunId, string Department, string Delivery, int Partition, string KeyVersion);

/// <summary>A partition was compared.</summary>
public sealed record PartitionCompared(int Partition, long Compared, long Candidates);

/// <summary>Asks for the fit and the assignment over all partitions.</summary>
public sealed record LinkRequest(string RunId, string Department, string Delivery, int Partitions, string KeyVersion)
{
    /// <summary>Where every finding is; see <see cref="DepartmentPlanned.Findings"/>.</summary>
    public string? Findings { get; init; }
}

/// <summary>A department was linked.</summary>
public sealed record DepartmentLinked(string Department, string Delivery, int Matches, int Possible, int Ambiguous, int People);

/// <summary>Asks for the panel over all departments and for the marker that starts the release.</summary>
public sealed record PanelRequest(string RunId, string Release, IReadOnlyList<DepartmentDelivery> Deliveries, string KeyVersion);

/// <summary>Which delivery a department's links belong to.</summary>
public sealed record DepartmentDelivery(string Department, string Delivery)
{
    /// <summary>Where every finding is; see <see cref="DepartmentPlanned.Findings"/>.</summary>
    public string? Findings { get; init; }
}

/// <summary>A panel was built and marked as ready.</summary>
public sealed record PanelReady(int People, int Outcomes);

/// <summary>How a linkage run ended.</summary>
/// <param name="Stage"><see cref="RunStage.PanelReady"/> or <see cref="RunStage.Refused"/>.</param>
/// <param name="People">People in the cohort.</param>
/// <param name="Departments">The departments' links; empty where the run was refused.</param>
/// <param name="Refusals">Why the run was refused; empty where it was not.</param>
public sealed record LinkRunOutcome(
    RunStage Stage, int People, IReadOnlyList<DepartmentLinked> Departments, IReadOnlyList<string> Refusals)
{
    /// <summary>Name of the run, which the places of findings belong to; null where there are none.</summary>
    public string? RunId { get; init; }

    /// <summary>Where in the audit area every finding is, one for each department that has any, as <see cref="Core.Panel.Deliveries.DeliveryAudit.BlobOf"/> takes it.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
}
