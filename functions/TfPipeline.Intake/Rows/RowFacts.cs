using TfPipeline.Identifiers;

namespace TfPipeline.Intake;

/// <summary>Parsed fields and findings of one row, before it is accepted or left out. The object is reused for later rows.</summary>
internal sealed class RowFacts
{
    /// <summary>1-based, as a spreadsheet counts.</summary>
    public int Row { get; private set; }

    public bool HasError { get; set; }

    public bool HasQuery { get; set; }

    public string? PersonId { get; set; }

    public string? FamilyId { get; set; }

    public string? Forename { get; set; }

    public string? Surname { get; set; }

    public Sex? Sex { get; set; }

    public string? Postcode { get; set; }

    public string? Upn { get; set; }

    public string? Nino { get; set; }

    public DateOnly? DateOfBirth { get; set; }

    public DateOnly? IndexDate { get; set; }

    public DateOnly? EndDate { get; set; }

    public DateOnly? ClaimDate { get; set; }

    public bool? IsProgramme { get; set; }

    public bool? ClaimIsEmployment { get; set; }

    public ProblemFlags Problems { get; set; }

    public WithdrawalState Withdrawal { get; set; }

    /// <summary>The row carries the code of a council that this one never was.</summary>
    public bool IsOfOtherCouncil { get; set; }

    public ulong PersonHash { get; set; }

    public ulong FamilyHash { get; set; }

    public ulong IdentityHash { get; set; }

    public ulong UpnHash { get; set; }

    public ulong NinoHash { get; set; }

    /// <summary>Forgets the row before. What every reading sets is left.</summary>
    public void Start(int row)
    {
        Row = row;
        (HasError, HasQuery) = (false, false);
        FamilyId = null;
        IsOfOtherCouncil = false;
        Problems = ProblemFlags.None;
        Withdrawal = WithdrawalState.None;
        ClaimIsEmployment = null;
    }
}
