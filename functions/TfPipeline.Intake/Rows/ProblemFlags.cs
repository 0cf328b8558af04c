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
