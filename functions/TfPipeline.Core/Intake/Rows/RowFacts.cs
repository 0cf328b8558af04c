namespace TfPipeline.Core.Intake;

/// <summary>What one row turned out to be, field by field, before it is accepted or left out.</summary>
internal sealed class RowFacts
{
    public string? PersonId { get; set; }

    public string? FamilyId { get; set; }

    public string? Forename { get; set; }

    public string? Surname { get; set; }

    public string? Sex { get; set; }

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

    public ulong PersonHash { get; set; }

    public ulong FamilyHash { get; set; }

    public ulong IdentityHash { get; set; }

    public ulong UpnHash { get; set; }

    public ulong NinoHash { get; set; }
}
