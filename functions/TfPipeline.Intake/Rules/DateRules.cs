namespace TfPipeline.Intake;

/// <summary>Rules that every column of dates has.</summary>
public sealed class DateRules
{
    private readonly List<IntakeRule> _rules = [];

    private DateRules(string prefix, CouncilField field, string what)
    {
        Format = _rules.Error(prefix + "-02", field, "Exactly yyyy-mm-dd, or exactly dd/mm/yyyy", $"The {what} is not a date of the form yyyy-mm-dd or dd/mm/yyyy.",
            "Write it in one of the two forms, with all zeros and without a time.", RuleSource.Dates);
        Impossible = _rules.Error(prefix + "-03", field, "A day that exists", $"The {what} is a day that doesn't exist, such as 31 April.",
            "Correct it.", RuleSource.Statutory);
        TwoDigitYear = _rules.Error(prefix + "-04", field, "Four digits of year", $"The year of the {what} has two digits, so the century is a guess.",
            "Write the year with four digits.", RuleSource.Excel);
        ExcelSerial = _rules.Error(prefix + "-05", field, "Not a spreadsheet's day number", $"The {what} is a number: the spreadsheet's own count of days instead of the date.",
            "Format the column as a date (yyyy-mm-dd) in the spreadsheet before you save it as CSV.", RuleSource.Excel);
        Future = FutureRule(prefix, field, what);
        DateOfBirthRules(prefix, field);
        OrderRules(prefix, field, what);
    }

    public static DateRules Birth { get; } = new("DOB", CouncilField.DateOfBirth, "date of birth");

    public static DateRules Index { get; } = new("IDX", CouncilField.IndexDate, "index date");

    public static DateRules End { get; } = new("END", CouncilField.EndDate, "end date");

    public static DateRules Claim { get; } = new("CLD", CouncilField.ClaimDate, "claim date");

    public static IReadOnlyList<IntakeRule> All => [.. Birth._rules, .. Index._rules, .. End._rules, .. Claim._rules];

    /// <summary>Only for required columns.</summary>
    public IntakeRule? Missing { get; private set; }

    public IntakeRule Format { get; }

    public IntakeRule Impossible { get; }

    public IntakeRule TwoDigitYear { get; }

    public IntakeRule ExcelSerial { get; }

    public IntakeRule Future { get; }

    /// <summary>What is out of range: age for births, the programme's years for index dates, the index date for the others.</summary>
    public IntakeRule OutOfRange { get; private set; } = null!;

    /// <summary>Births: a date that systems fill in. Others: null.</summary>
    public IntakeRule? Placeholder { get; private set; }

    /// <summary>Births: after the index date. Others: null.</summary>
    public IntakeRule? AfterIndex { get; private set; }

    // A planned end or claim says nothing false about who the person is, so it does not cost the row.
    private IntakeRule FutureRule(string prefix, CouncilField field, string what)
    {
        const string Check = "Not after the date of the drop folder";
        const string Remedy = "Correct the date, or the name of the folder.";
        var sentence = $"The {what} is later than the date of the drop folder.";
        return field is CouncilField.EndDate or CouncilField.ClaimDate
            ? _rules.Query(prefix + "-06", field, Check, sentence + " The row is kept.", Remedy, RuleSource.Statutory)
            : _rules.Error(prefix + "-06", field, Check, sentence, Remedy, RuleSource.Statutory);
    }

    private void DateOfBirthRules(string prefix, CouncilField field)
    {
        if (field != CouncilField.DateOfBirth)
            return;
        Missing = _rules.Error(prefix + "-01", field, "Filled", "The date of birth is missing.", "Fill it in.", RuleSource.Statutory);
        OutOfRange = _rules.Error(prefix + "-07", field, "Age at most 120 years on the date of the drop folder", "The date of birth makes the person older than 120.",
            "Correct the year.", RuleSource.Statutory);
        Placeholder = _rules.Query(prefix + "-08", field, "Not 1 January 1900 or 1970", "This date of birth is one that systems fill in when they know none. It is never used to find a person.",
            "Fill in the real one if you have it.", RuleSource.Names);
        AfterIndex = _rules.Query(prefix + "-09", field, "Not after the index date", "The person was born after the family's index date.",
            "Nothing, if a child was born later. Otherwise correct one of the two dates.", RuleSource.Statutory);
    }

    private void OrderRules(string prefix, CouncilField field, string what)
    {
        if (field == CouncilField.IndexDate)
        {
            Missing = _rules.Error(prefix + "-01", field, "Filled", "The index date is missing.",
                "Fill in the programme start, or for the comparison group the date of the assessment.", RuleSource.Programme);
            OutOfRange = _rules.Error(prefix + "-07", field, "Within the programme's years (2015 to 2020, unless configured otherwise)", "The index date lies outside the programme's years.",
                "Correct it, or leave the family out.", RuleSource.Programme);
        }
        else if (field is CouncilField.EndDate or CouncilField.ClaimDate)
        {
            OutOfRange = _rules.Error(prefix + "-07", field, "Not before the index date", $"The {what} is before the index date.",
                "Correct one of the two dates.", RuleSource.Statutory);
        }
    }
}
