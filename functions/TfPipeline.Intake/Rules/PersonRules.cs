namespace TfPipeline.Intake;

/// <summary>Rules of the council, family and person references, names, sex and postcode.</summary>
public static class PersonRules
{
    private static readonly List<IntakeRule> Rules = [];

    public static readonly IntakeRule CouncilMissing = Rules.Error("GSS-01", CouncilField.CouncilCode,
        "Filled", "The council code is missing.", "Fill in your council's GSS code.", RuleSource.Gss);

    public static readonly IntakeRule CouncilUnknown = Rules.Error("GSS-02", CouncilField.CouncilCode,
        "A GSS code of an upper-tier council (E06, E08, E09 or E10)", "This is not the GSS code of an upper-tier council in England.",
        "Use the nine-character code, such as E08 followed by six digits. The three-digit DfE number is another scheme.", RuleSource.Gss);

    public static readonly IntakeRule CouncilDistrict = Rules.Error("GSS-03", CouncilField.CouncilCode,
        "Not a non-metropolitan district (E07)", "This is the code of a district council. Districts don't submit; their county does.",
        "Use the code of the county council.", RuleSource.Gss);

    public static readonly IntakeRule CouncilWrong = Rules.File("GSS-04", CouncilField.CouncilCode,
        "The council of the row is the council of the folder", "A row carries another council's code, so the file may not be yours to drop. The row named is the first.",
        "Check that you took the right file. Only rows of your own council may be in it.", RuleSource.Design);

    public static readonly IntakeRule CouncilNotYet = Rules.File("GSS-05", CouncilField.CouncilCode,
        "The council exists on the date of the drop", "The folder's council did not exist yet on the date of the drop folder.",
        "Check the date of the folder.", RuleSource.Gss);

    public static readonly IntakeRule CouncilEnded = Rules.Query("GSS-06", CouncilField.CouncilCode,
        "The council's code is in force on the date of the drop", "The folder's council code had ended on the date of the drop folder. The file is kept.",
        "Nothing, if you drop for a council that has been merged. Otherwise use the new code and folder.", RuleSource.Gss);

    public static readonly IntakeRule CouncilEarlierCode = Rules.File("GSS-07", CouncilField.CouncilCode,
        "Rows carry the council's present code", "A row carries the code that your council had before its code changed. The row named is the first.",
        "Write the code of the folder into the column council_code, or drop the file in the folder of the earlier code.", RuleSource.Gss);

    public static readonly IntakeRule FamilyMissing = Rules.Error("FAM-01", CouncilField.FamilyId,
        "Filled", "The family reference is missing.", "Fill in your own reference of the family.", RuleSource.Design);

    public static readonly IntakeRule FamilyOneIndexDate = Rules.Query("FAM-02", CouncilField.IndexDate,
        "Members of a family share one index date", "The index date differs from that of an earlier row of the same family.",
        "Check when the family started. Every member carries the family's date.", RuleSource.Programme);

    public static readonly IntakeRule PersonMissing = Rules.Error("PER-01", CouncilField.PersonId,
        "Filled", "The person reference is missing.", "Fill in your own reference of the person.", RuleSource.Design);

    public static readonly IntakeRule PersonTwice = Rules.Error("PER-02", CouncilField.PersonId,
        "Once in a file", "This person reference is on an earlier row already. The earlier row counts.",
        "Keep one row per person, or give the second person their own reference.", RuleSource.Statutory);

    public static readonly IntakeRule IdentityTwice = Rules.Query("PER-03", CouncilField.PersonId,
        "Forename, surname and date of birth occur once in a file", "Another row has the same forename, surname and date of birth under another person reference.",
        "If it is one person, keep one row. If they are two, nothing is to be done.", RuleSource.Statutory);

    public static readonly IntakeRule SexMissing = Rules.Error("SEX-01", CouncilField.Sex,
        "Filled", "Sex is missing.", "Fill in F or M, or U where it is not known.", RuleSource.Statutory);

    public static readonly IntakeRule SexUnknownCode = Rules.Error("SEX-02", CouncilField.Sex,
        "A known coding", "This coding of sex is not known.", "Use F or M, female or male, 2 or 1; U, X, 0 or 9 where it is not known.", RuleSource.Statutory);

    public static readonly IntakeRule SexNotKnown = Rules.Query("SEX-03", CouncilField.Sex,
        "Known", "Sex is recorded as not known.", "Fill it in if you have it: it helps to tell people apart.", RuleSource.Statutory);

    public static readonly IntakeRule PostcodeMissing = Rules.Query("PCD-01", CouncilField.Postcode,
        "Filled", "The postcode is missing.", "Fill in the last known one if you have it.", RuleSource.Statutory);

    public static readonly IntakeRule PostcodeInvalid = Rules.Query("PCD-02", CouncilField.Postcode,
        "The form of a UK postcode, letter by letter", "This is not a possible UK postcode. The row is kept without it.",
        "Correct it. Capitals and spacing don't matter, but the letter O and the digit 0 do.", RuleSource.Postcode);

    public static readonly IntakeRule PostcodePseudo = Rules.Query("PCD-03", CouncilField.Postcode,
        "A postcode of a place", "This postcode stands for 'no fixed abode' or 'not known'. It is valid, but never used to find a person.",
        "Fill in a real one if you have it.", RuleSource.Pseudo);

    public static IReadOnlyList<IntakeRule> All => Rules;
}
