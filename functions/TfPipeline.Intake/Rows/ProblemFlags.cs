namespace TfPipeline.Intake;

/// <summary>The six headline problems of the programme.</summary>
[Flags]
public enum ProblemFlags : byte
{
    /// <summary>None recorded.</summary>
    None = 0,

    /// <summary>Crime or anti-social behaviour.</summary>
    CrimeAsb = 1,

    /// <summary>Children not attending school.</summary>
    SchoolAttendance = 2,

    /// <summary>Children who need help.</summary>
    ChildrenNeedHelp = 4,

    /// <summary>Worklessness or financial exclusion.</summary>
    WorklessnessFinance = 8,

    /// <summary>Domestic abuse.</summary>
    DomesticAbuse = 16,

    /// <summary>Health.</summary>
    Health = 32,
}

/// <summary>Which column holds which problem.</summary>
internal static class ProblemColumns
{
    public static IReadOnlyList<(CouncilField Field, ProblemFlags Flag)> All { get; } =
    [
        (CouncilField.CrimeAsb, ProblemFlags.CrimeAsb), (CouncilField.SchoolAttendance, ProblemFlags.SchoolAttendance),
        (CouncilField.ChildrenNeedHelp, ProblemFlags.ChildrenNeedHelp), (CouncilField.WorklessnessFinance, ProblemFlags.WorklessnessFinance),
        (CouncilField.DomesticAbuse, ProblemFlags.DomesticAbuse), (CouncilField.Health, ProblemFlags.Health),
    ];
}
