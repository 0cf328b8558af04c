namespace TfPipeline.Intake;

/// <summary>Rules of the header and of the shape of rows.</summary>
public static class HeaderRules
{
    private static readonly List<IntakeRule> Rules = [];

    public static readonly IntakeRule NoHeader = Rules.File("HDR-01", null,
        "The first row holds the column headings", "The first row doesn't hold the column headings.",
        "Add a first row with the headings: council_code, family_id, person_id and so on.", RuleSource.Rfc4180);

    public static readonly IntakeRule Preamble = Rules.File("HDR-02", null,
        "Nothing lies above the header", "There are lines above the row of headings. The row named holds the headings.",
        "Delete the lines above the headings and drop the file again.", RuleSource.Rfc4180);

    public static readonly IntakeRule MissingColumn = Rules.File("HDR-03", null,
        "Every required column is there", "This required column is missing.",
        "Add the column. If it is there under another heading, use the heading of the specification.", RuleSource.Statutory);

    public static readonly IntakeRule UnknownColumn = Rules.File("HDR-04", null,
        "Every column is in the specification", "This column is not in the specification. It is named by its letter only, and nothing of it was kept.",
        "Delete the column, or correct its heading.", RuleSource.Design);

    public static readonly IntakeRule DuplicateColumn = Rules.File("HDR-05", null,
        "No column occurs twice", "Two columns have headings that mean the same field.",
        "Keep one of them.", RuleSource.Statutory);

    public static readonly IntakeRule NoHeading = Rules.File("HDR-06", null,
        "A column without heading is empty", "This column has no heading, but there is something in it. The row named is the first.",
        "Give the column its heading, or delete it.", RuleSource.Rfc4180);

    public static readonly IntakeRule TooManyColumns = Rules.File("HDR-07", null,
        "There are at most 256 columns", "The header has more columns than any list of people.",
        "Check that the right file was exported, and that rows end with a line break.", RuleSource.Design);

    public static readonly IntakeRule WrongCount = Rules.Error("ROW-01", null,
        "A row has as many cells as the header", "The row has more or fewer cells than there are headings.",
        "Look for a comma inside a cell that is not in quotation marks, or for a row that was cut.", RuleSource.Rfc4180);

    public static readonly IntakeRule StrayQuote = Rules.Error("ROW-02", null,
        "Quotation marks are used as in RFC 4180", "A quotation mark stands in the middle of a cell, so it isn't certain where the cell ends.",
        "Put the whole cell in quotation marks and double the one inside, or remove it.", RuleSource.Rfc4180);

    public static readonly IntakeRule ControlCharacter = Rules.Error("ROW-03", null,
        "Rows hold no control characters", "The row holds control characters, such as NUL, that text never has.",
        "Type the cell again, or export the row from the source system anew.", RuleSource.Design);

    public static readonly IntakeRule CellTooLong = Rules.Error("ROW-04", null,
        "No cell is longer than its column allows", "The cell is longer than anything this column can hold.",
        "Look for cells that ran together.", RuleSource.Design);

    public static readonly IntakeRule Formula = Rules.Error("ROW-05", null,
        "No name or reference starts like a formula (=, +, @ or -)", "The cell starts with a sign that a spreadsheet takes for a formula.",
        "Remove the sign.", RuleSource.Excel);

    public static readonly IntakeRule NoValueWord = Rules.Error("ROW-06", null,
        "No name or reference is a spreadsheet's error or a word for no value, such as #N/A, #REF!, ##### or NULL", "The cell holds a spreadsheet's error or a word for no value.",
        "Fill in the value. An error such as #N/A comes from a formula that found nothing.", RuleSource.Excel);

    public static readonly IntakeRule CellsLeftOut = Rules.Query("ROW-07", null,
        "Rows have a cell for each heading", "Rows end before the last headings. The cells that are not there count as blank. The row named is the first.",
        "Nothing, if those columns are blank in these rows: spreadsheets leave out blank cells at the end of rows.", RuleSource.Excel);

    public static IReadOnlyList<IntakeRule> All => Rules;
}
