namespace TfPipeline.Intake;

/// <summary>Rules of the file as a whole: is it text, is it a table, can its dates be read.</summary>
public static class FileRules
{
    private static readonly List<IntakeRule> Rules = [];

    public static readonly IntakeRule Empty = Rules.File("FIL-01", null,
        "The file has content", "The file is empty.",
        "Export the list again and look at the file before you drop it.", RuleSource.Design);

    public static readonly IntakeRule Spreadsheet = Rules.File("FIL-02", null,
        "An archive is a workbook of the kind XLSX (recognised by its content, whatever the name)",
        "This is a zip archive, or a workbook of another kind than XLSX: an older one, a binary one, or one with macros.",
        "Open it, choose Save As and the type 'Excel Workbook (*.xlsx)' or 'CSV UTF-8 (Comma delimited)', and drop the new file.", RuleSource.Excel);

    public static readonly IntakeRule NotText = Rules.File("FIL-03", null,
        "The content is text", "This is not a text file.",
        "Save the list as 'CSV UTF-8 (Comma delimited)' and drop that file.", RuleSource.Design);

    public static readonly IntakeRule Undecodable = Rules.File("FIL-04", null,
        "The bytes are UTF-8, UTF-16 or Windows-1252", "The characters of this file can't be read: they are in none of the encodings UTF-8, UTF-16 and Windows-1252.",
        "Save the file as 'CSV UTF-8 (Comma delimited)' and drop it again.", RuleSource.Rfc4180);

    public static readonly IntakeRule RowTooLong = Rules.File("FIL-05", null,
        "No row is longer than 64 KiB", "A row is far too long. Most often a quotation mark opens a cell and is never closed.",
        "Look at the row for a single quotation mark, remove it or close it, and drop the file again.", RuleSource.Rfc4180);

    public static readonly IntakeRule QuoteNeverClosed = Rules.File("FIL-06", null,
        "Every quoted cell is closed", "A quotation mark opens a cell and is never closed, so everything after it is one cell.",
        "Remove the quotation mark or close it, and drop the file again.", RuleSource.Rfc4180);

    public static readonly IntakeRule NoRows = Rules.File("FIL-07", null,
        "There is at least one person below the header", "There is a header, but no person below it.",
        "Check the filter of your export and drop the file again.", RuleSource.Design);

    public static readonly IntakeRule TooManyErrors = Rules.File("FIL-08", null,
        "The share of rows with an error is not above the limit (one in five, unless configured otherwise)",
        "Too many rows have an error, so nothing of the file was used.",
        "Start with the rule that has the most findings: one wrong export setting often explains all of them.", RuleSource.Statutory);

    public static readonly IntakeRule AmbiguousDates = Rules.File("FIL-09", null,
        "A column of dates with slashes shows which part is the day",
        "The dates of this column can be read as day/month or as month/day, and nothing in the column says which. They are not guessed.",
        "Save the dates as yyyy-mm-dd, or write the format into the heading: for example date_of_birth (dd/mm/yyyy).", RuleSource.Dates);

    public static readonly IntakeRule MixedDates = Rules.File("FIL-10", null,
        "A column of dates has one order of day and month",
        "Some dates of this column are day/month and some month/day, so the others can't be trusted. The row named is the first that disagrees.",
        "Save the dates as yyyy-mm-dd and check how day and month got swapped.", RuleSource.Dates);

    public static readonly IntakeRule MonthFirstDates = Rules.File("FIL-11", null,
        "Dates with slashes have the day first", "The dates of this column have the month first.",
        "Save the dates as yyyy-mm-dd or dd/mm/yyyy.", RuleSource.Dates);

    public static readonly IntakeRule TooLarge = Rules.File("FIL-12", null,
        "The file is not larger than the limit (2 GiB, unless configured otherwise)", "The file is larger than any council's list can be.",
        "Check that the right file was exported. If the list really is this long, drop it in parts in one folder.", RuleSource.Design);

    public static readonly IntakeRule WrongFolder = Rules.File("FIL-13", null,
        "The upload lies in {gss}/{yyyy-mm-dd}/ or {gss}/{yyyy-mm-dd-n}/", "The file was not dropped in a folder named by a date, below the folder named by your council's code in capitals.",
        "Drop it in a folder with the date of the extract, such as 2017-03-31, below your council's folder, such as E08000035.", RuleSource.Design);

    public static readonly IntakeRule Failed = Rules.File("FIL-14", null,
        "The service could process the file", "The file could not be processed because of a fault on our side. Nothing of it was used.",
        "You need do nothing: the operator has been told and will run it again.", RuleSource.Design);

    public static readonly IntakeRule Superseded = Rules.File("FIL-15", null,
        "The upload was not replaced while it was read", "This file was replaced by a newer one of the same name before or while it was read. The newer one counts.",
        "Nothing, if the replacement was meant. Look at the receipt of the newer file.", RuleSource.Design);

    public static readonly IntakeRule SameBytes = Rules.Query("FIL-16", null,
        "The content is new", "Exactly this content was dropped before in the same folder, so nothing was changed.",
        "Nothing, if that was meant. If you expected a change, check that the right file was exported.", RuleSource.Design);

    public static readonly IntakeRule ScientificReferences = Rules.File("FIL-17", null,
        "References are not numbers in scientific notation, such as 1.2E+11", "References of this column were turned into numbers in scientific notation, so that different people or families became one. The row named is the first.",
        "Export again from the source system, open the file with the column set to 'Text' (Data, From Text/CSV), and save it as CSV; or drop the export as it is, without opening it.", RuleSource.Excel);

    public static readonly IntakeRule RoundedReferences = Rules.File("FIL-18", null,
        "References of 16 digits and more do not all end in zeros from the 16th digit on", "The long references of this column end in zeros: a spreadsheet kept 15 digits of each, so that different people or families became one.",
        "Export again from the source system, open the file with the column set to 'Text' (Data, From Text/CSV), and save it as CSV; or drop the export as it is, without opening it.", RuleSource.Excel);

    public static readonly IntakeRule TooManyDoubtful = Rules.File("FIL-19", CouncilField.Withdrawn,
        "At most one row in twenty has an opt-out that is neither plainly yes nor plainly no",
        "More than one row in twenty is neither plainly yes nor plainly no in the column of opt-outs. The people in those rows are held out until a file answers for them.",
        "Check what the column holds: yes for an opt-out, no or blank otherwise. Then drop the file again.", RuleSource.Design);

    public static IReadOnlyList<IntakeRule> All => Rules;
}
