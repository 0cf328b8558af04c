namespace TfPipeline.Intake;

/// <summary>Rules of a workbook of the kind XLSX, before its list is read like any other.</summary>
public static class WorkbookRules
{
    private static readonly List<IntakeRule> Rules = [];

    public static readonly IntakeRule Unreadable = Rules.File("WKB-01", null,
        "A workbook is whole and of the kind XLSX", "This workbook can't be read: it is damaged, or made in a way that is not known.",
        "Open it, save it again as 'Excel Workbook (*.xlsx)' or as 'CSV UTF-8 (Comma delimited)', and drop the new file.", RuleSource.Excel);

    public static readonly IntakeRule Protected = Rules.File("WKB-02", null,
        "A workbook has no password", "This file can only be opened with a password, so nothing of it can be read.",
        "Open it, remove the password (File, Info, Protect Workbook, Encrypt with Password, leave it blank), save it, and drop the new file. Do not send the password.", RuleSource.Excel);

    public static readonly IntakeRule TooLarge = Rules.File("WKB-03", null,
        "A workbook is at most 128 MiB, and at most 2 GiB when it is unpacked", "This workbook is larger, or becomes larger when it is unpacked, than any council's list.",
        "Copy the list alone into a new workbook, or save it as 'CSV UTF-8 (Comma delimited)', and drop that file.", RuleSource.Design);

    public static readonly IntakeRule Hidden = Rules.File("WKB-04", null,
        "The list is on a sheet that is not hidden", "Headings of a list are on a hidden sheet only. It is not read, because nobody who looks at the workbook sees it.",
        "Unhide the sheet if it is the right list, or drop the workbook that holds the list.", RuleSource.Excel);

    public static readonly IntakeRule Merged = Rules.File("WKB-05", null,
        "No cells of the list are merged, headings included", "Cells of the list are merged, so it isn't certain which column or row their content belongs to. The place named is the first.",
        "Select the list, choose Unmerge Cells, fill in what is missing, and drop the file again.", RuleSource.Excel);

    public static readonly IntakeRule FormulaWithoutValue = Rules.File("WKB-06", null,
        "Every formula of the list has its value stored", "A formula has no stored value. The place named is the first. Programs that write workbooks leave values to be worked out when the workbook is opened.",
        "Open the workbook, save it, and drop it again; or paste the list as values.", RuleSource.Excel);

    public static readonly IntakeRule SecondList = Rules.Query("WKB-07", null,
        "One sheet holds the list", "Another sheet has the headings of a list too. Only the first one was read.",
        "If the other sheet holds people too, opt-outs included, drop it as a file of its own.", RuleSource.Excel);

    public static IReadOnlyList<IntakeRule> All => Rules;
}
