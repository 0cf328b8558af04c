namespace TfPipeline.Intake;

/// <summary>Rules of pupil and insurance numbers, groups, problem flags, claims and withdrawals.</summary>
public static class ProgrammeRules
{
    private static readonly List<IntakeRule> Rules = [];

    public static readonly IntakeRule UpnShape = Rules.Query("UPN-01", CouncilField.Upn,
        "A letter and 12 digits (the last may be a letter), no I, O or S", "This is not of the form of a UPN. The row is kept without it.",
        "Copy the UPN again from the school record, all 13 characters.", RuleSource.Upn);

    public static readonly IntakeRule UpnCheckLetter = Rules.Query("UPN-02", CouncilField.Upn,
        "The first letter fits the other twelve characters", "The check letter of the UPN does not fit: a character is wrong or swapped. The row is kept without it.",
        "Copy the UPN again from the school record.", RuleSource.Upn);

    public static readonly IntakeRule UpnTemporary = Rules.Query("UPN-03", CouncilField.Upn,
        "Not temporary (a letter at the end)", "This is a temporary UPN.",
        "Fill in the permanent one if the school has it.", RuleSource.Upn);

    public static readonly IntakeRule UpnTwice = Rules.Query("UPN-04", CouncilField.Upn,
        "Once in a file", "An earlier row has the same UPN.", "Check which of the two people it belongs to.", RuleSource.Statutory);

    public static readonly IntakeRule NinoShape = Rules.Query("NIN-01", CouncilField.Nino,
        "Two letters, six digits, suffix A to D or none", "This is not of the form of a National Insurance number. The row is kept without it.",
        "Copy it again, for example from a letter of the person.", RuleSource.Nino);

    public static readonly IntakeRule NinoPrefix = Rules.Query("NIN-02", CouncilField.Nino,
        "A prefix that is issued", "National Insurance numbers with these first two letters are not issued. The row is kept without it.",
        "Copy it again. O and Q are often misread.", RuleSource.Nino);

    public static readonly IntakeRule NinoAdministrative = Rules.Query("NIN-03", CouncilField.Nino,
        "Not administrative or temporary", "This is an administrative or temporary number. It is never used to find a person.",
        "Fill in the person's own number if you have it.", RuleSource.NinoAdmin);

    public static readonly IntakeRule NinoTwice = Rules.Query("NIN-04", CouncilField.Nino,
        "Once in a file", "An earlier row has the same National Insurance number.", "Check which of the two people it belongs to.", RuleSource.Statutory);

    public static readonly IntakeRule GroupMissing = Rules.Error("GRP-01", CouncilField.Group,
        "Filled", "The group is missing.", "Fill in programme or comparison.", RuleSource.Programme);

    public static readonly IntakeRule GroupUnknown = Rules.Error("GRP-02", CouncilField.Group,
        "programme or comparison", "The group is neither programme nor comparison.", "Use one of the two words.", RuleSource.Programme);

    public static readonly IntakeRule GroupMixed = Rules.Error("GRP-03", CouncilField.Group,
        "One group per family", "The group differs from that of an earlier row of the same family.",
        "A family is in one group as a whole. Correct the row that is wrong.", RuleSource.Programme);

    public static readonly IntakeRule FlagUnknown = Rules.Error("FLG-01", null,
        "1/0, yes/no, y/n, true/false or blank", "The problem flag is neither yes nor no.", "Use 1 or 0.", RuleSource.Programme);

    public static readonly IntakeRule FlagsTooFew = Rules.Query("FLG-02", CouncilField.FamilyId,
        "A programme family has at least two of the six problems among its members", "This programme family has fewer than two of the six problems recorded. The row named is the family's first.",
        "Check the six problem columns of the family.", RuleSource.Programme);

    public static readonly IntakeRule ClaimTypeUnknown = Rules.Error("CLT-01", CouncilField.ClaimType,
        "sustained_progress or continuous_employment", "The claim type is not one of the two.", "Use sustained_progress or continuous_employment.", RuleSource.Programme);

    public static readonly IntakeRule ClaimWithoutDate = Rules.Error("CLT-02", CouncilField.ClaimDate,
        "A claim type comes with a claim date", "There is a claim type, but no claim date.", "Fill in the date, or remove the type.", RuleSource.Programme);

    public static readonly IntakeRule ClaimWithoutType = Rules.Error("CLT-03", CouncilField.ClaimType,
        "A claim date comes with a claim type", "There is a claim date, but no claim type.", "Fill in the type, or remove the date.", RuleSource.Programme);

    public static readonly IntakeRule ClaimOfComparison = Rules.Query("CLT-04", CouncilField.ClaimType,
        "Only programme families have claims", "A family of the comparison group has a claim.", "Check the group of the family.", RuleSource.Programme);

    public static readonly IntakeRule WithdrawnUnknown = Rules.Error("WDR-01", CouncilField.Withdrawn,
        "yes, no, reversal or blank", "This is neither plainly yes nor plainly no. To be safe the person is held out, with all earlier rows, until a later row says yes, no or reversal.",
        "Use yes for an opt-out, reversal to take one back, no or blank otherwise, and drop the row again.", RuleSource.Design);

    public static readonly IntakeRule WithdrawnUnattributed = Rules.Error("WDR-02", CouncilField.Withdrawn,
        "An opt-out says whose it is", "This row may opt a person out, but it is not certain which person.",
        "Answer this one first: drop the row again with its person reference, all its cells and a plain yes or no.", RuleSource.Design);

    public static IReadOnlyList<IntakeRule> All => Rules;
}
