namespace TfPipeline.Intake;

/// <summary>The columns of a council's file, in the order of the specification.</summary>
public enum CouncilField
{
    /// <summary>The council's GSS code.</summary>
    CouncilCode,

    /// <summary>The council's own family reference.</summary>
    FamilyId,

    /// <summary>The council's own person reference.</summary>
    PersonId,

    /// <summary>Given name.</summary>
    Forename,

    /// <summary>Family name.</summary>
    Surname,

    /// <summary>Sex as recorded.</summary>
    Sex,

    /// <summary>Date of birth.</summary>
    DateOfBirth,

    /// <summary>Last known postcode.</summary>
    Postcode,

    /// <summary>Programme or comparison.</summary>
    Group,

    /// <summary>Programme start, or assessment date of a comparison family.</summary>
    IndexDate,

    /// <summary>When the family left the programme.</summary>
    EndDate,

    /// <summary>Unique pupil number.</summary>
    Upn,

    /// <summary>National Insurance number.</summary>
    Nino,

    /// <summary>Problem: crime or anti-social behaviour.</summary>
    CrimeAsb,

    /// <summary>Problem: not attending school.</summary>
    SchoolAttendance,

    /// <summary>Problem: children who need help.</summary>
    ChildrenNeedHelp,

    /// <summary>Problem: worklessness or financial exclusion.</summary>
    WorklessnessFinance,

    /// <summary>Problem: domestic abuse.</summary>
    DomesticAbuse,

    /// <summary>Problem: health.</summary>
    Health,

    /// <summary>Kind of claim.</summary>
    ClaimType,

    /// <summary>Date of the claim.</summary>
    ClaimDate,

    /// <summary>Opt-out, or its reversal.</summary>
    Withdrawn,
}
