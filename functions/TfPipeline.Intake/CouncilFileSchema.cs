namespace TfPipeline.Intake;

/// <summary>The columns of a council's file. One row is one person.</summary>
public static class CouncilFileSchema
{
    private const string DateFormat = "yyyy-mm-dd, or dd/mm/yyyy";
    private const string FlagFormat = "1/0, yes/no, y/n, true/false; blank = not recorded";

    /// <summary>Every column, in the order of the specification.</summary>
    public static IReadOnlyList<CouncilColumn> Columns { get; } =
    [
        Required(CouncilField.CouncilCode, "council_code", "GSS code: E06, E08, E09 or E10 and six digits", "The council that drops the file", "gss", "gss_code", "la_code", "council_gss", "local_authority_code"),
        Required(CouncilField.FamilyId, "family_id", "Up to 64 characters", "The council's own reference of the family", "family_ref", "family_reference", "household_id", "family_number"),
        Required(CouncilField.PersonId, "person_id", "Up to 64 characters, once in a file", "The council's own reference of the person", "person_ref", "person_reference", "individual_id", "client_id", "person_number"),
        Required(CouncilField.Forename, "forename", "Text, up to 100 characters", "Given name", "first_name", "given_name", "forenames"),
        Required(CouncilField.Surname, "surname", "Text, up to 100 characters", "Family name", "last_name", "family_name"),
        Required(CouncilField.Sex, "sex", "F or M, female or male, 2 or 1; U, X, 0 or 9 = not known", "Sex as recorded", "gender", "person_sex"),
        Required(CouncilField.DateOfBirth, "date_of_birth", DateFormat, "Date of birth", "dob", "birth_date", "person_birth_date"),
        Required(CouncilField.Postcode, "postcode", "UK postcode, any case and spacing; may be blank", "Last known postcode", "home_postcode", "home_post", "address_postcode"),
        Required(CouncilField.Group, "group", "programme or comparison", "Whether the family is on the programme", "study_group", "programme_or_comparison", "cohort_group"),
        Required(CouncilField.IndexDate, "index_date", DateFormat, "Programme start; for the comparison group the assessment date", "start_date", "programme_start", "programme_start_date", "assessment_date"),
        Optional(CouncilField.EndDate, "end_date", DateFormat, "When the family left the programme", "programme_end", "programme_end_date", "exit_date"),
        Optional(CouncilField.Upn, "upn", "13 characters with a correct check letter", "Unique pupil number", "unique_pupil_number", "pupil_number"),
        Optional(CouncilField.Nino, "nino", "Two letters, six digits, suffix A to D or none", "National Insurance number", "ni_number", "national_insurance_number", "nat_ins_no"),
        Optional(CouncilField.CrimeAsb, "crime_asb", FlagFormat, "Problem: crime or anti-social behaviour", "crime", "crime_and_asb", "asb"),
        Optional(CouncilField.SchoolAttendance, "school_attendance", FlagFormat, "Problem: children not attending school", "attendance", "education"),
        Optional(CouncilField.ChildrenNeedHelp, "children_need_help", FlagFormat, "Problem: children who need help", "children_who_need_help", "child_need"),
        Optional(CouncilField.WorklessnessFinance, "worklessness_finance", FlagFormat, "Problem: worklessness or financial exclusion", "worklessness", "financial_exclusion", "work_finance"),
        Optional(CouncilField.DomesticAbuse, "domestic_abuse", FlagFormat, "Problem: domestic abuse", "domestic_violence", "da"),
        Optional(CouncilField.Health, "health", FlagFormat, "Problem: health", "health_problem", "health_needs"),
        Optional(CouncilField.ClaimType, "claim_type", "sustained_progress or continuous_employment", "Kind of claim", "result_type"),
        Optional(CouncilField.ClaimDate, "claim_date", DateFormat, "Date of the claim", "result_date"),
        Optional(CouncilField.Withdrawn, "withdrawn", "yes = the person opts out; reversal = the person opts in again; no or blank", "Opt-out", "opt_out", "opted_out", "withdrawal"),
    ];

    /// <summary>The column of a field.</summary>
    public static CouncilColumn Column(CouncilField field) => Columns[(int)field];

    /// <summary>The fields that hold dates.</summary>
    public static bool IsDate(CouncilField field)
        => field is CouncilField.DateOfBirth or CouncilField.IndexDate or CouncilField.EndDate or CouncilField.ClaimDate;

    private static CouncilColumn Required(CouncilField field, string name, string format, string meaning, params string[] aliases)
        => new(field, name, true, aliases, format, meaning);

    private static CouncilColumn Optional(CouncilField field, string name, string format, string meaning, params string[] aliases)
        => new(field, name, false, aliases, format, meaning);
}
