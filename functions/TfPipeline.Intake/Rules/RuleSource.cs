namespace TfPipeline.Intake;

/// <summary>Where rules come from, named once.</summary>
internal static class RuleSource
{
    public const string Design = "This pipeline's file specification";
    public const string Rfc4180 = "RFC 4180; GOV.UK tabular data standard";
    public const string Gss = "ONS coding system (GSS codes); GOV.UK local government structure";
    public const string Dates = "GOV.UK date-times standard (ISO 8601); statutory returns in dd/mm/yyyy";
    public const string Statutory = "Statutory return validators (DfE 903 and CIN rules)";
    public const string Names = "Statutory return validators; record-matching sentinels of the Ministry of Justice and ONS";
    public const string Postcode = "Royal Mail postcode format";
    public const string Pseudo = "NHS pseudo-postcodes ZZ99";
    public const string Upn = "DfE unique pupil number specification";
    public const string Nino = "HMRC National Insurance Manual NIM39110";
    public const string NinoAdmin = "HMRC National Insurance Manual NIM39115";
    public const string Programme = "Troubled Families programme 2015 to 2020: two of six problems; claims";
    public const string Excel = "Known effects of saving from a spreadsheet";
}
