using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests.Workbooks;

/// <summary>A cell of a workbook that is to be made.</summary>
internal abstract record MadeCell
{
    public sealed record Text(string Value, bool Shared = false) : MadeCell;

    public sealed record Number(double Value, string? Format = null) : MadeCell;

    public sealed record Truth(bool Value) : MadeCell;

    public sealed record Error(string Word) : MadeCell;

    public sealed record IsoDate(string Value) : MadeCell;

    public sealed record Formula(string Expression, string? Value, bool IsText = true) : MadeCell;
}

/// <summary>A sheet of a workbook that is to be made; rows that are not there are left out of the file.</summary>
internal sealed class MadeSheet(string name)
{
    public string Name => name;

    public SheetStateValues State { get; set; } = SheetStateValues.Visible;

    public SortedDictionary<int, List<MadeCell?>> Rows { get; } = [];

    public List<string> Merged { get; } = [];

    public static MadeSheet Of(CouncilCsv csv, string name = "Families") => Of(csv.Text(), name);

    public static MadeSheet Of(string text, string name = "Families")
    {
        var sheet = new MadeSheet(name);
        foreach (var line in text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
            sheet.Add([.. line.Split(',').Select(c => c.Length == 0 ? null : (MadeCell)new MadeCell.Text(c))]);
        return sheet;
    }

    public MadeSheet Add(params MadeCell?[] cells)
    {
        Rows.Add(Rows.Count == 0 ? 1 : Rows.Keys.Last() + 1, [.. cells]);
        return this;
    }

    /// <summary>Changes the cell below a heading; rows count from 1, the heading being row 1.</summary>
    public MadeSheet With(string heading, int row, MadeCell? cell)
    {
        var column = Rows.First().Value.FindIndex(c => c is MadeCell.Text text && text.Value == heading);
        var cells = Rows[row];
        while (cells.Count <= column)
            cells.Add(null);
        cells[column] = cell;
        return this;
    }
}

/// <summary>Writes workbooks with the Open XML SDK. Everybody in them is made up.</summary>
internal static class MadeWorkbook
{
    public static byte[] Of(params MadeSheet[] sheets) => Of(date1904: false, sheets);

    public static byte[] Of(bool date1904, params MadeSheet[] sheets)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook(new WorkbookProperties { Date1904 = date1904 }, new Sheets());
            var formats = sheets.SelectMany(s => s.Rows.Values).SelectMany(r => r).OfType<MadeCell.Number>().Select(n => n.Format).OfType<string>().Distinct().ToList();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles(formats);
            var shared = new List<string>();
            for (var i = 0; i < sheets.Length; i++)
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = Worksheet(sheets[i], formats, shared);
                book.Workbook.Sheets!.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)i + 1, Name = sheets[i].Name, State = sheets[i].State });
            }

            book.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable(shared.Select(s => new SharedStringItem(new Text(s) { Space = SpaceProcessingModeValues.Preserve })));
        }

        return bytes.ToArray();
    }

    private static Worksheet Worksheet(MadeSheet sheet, List<string> formats, List<string> shared)
    {
        var data = new SheetData();
        foreach (var (number, cells) in sheet.Rows)
        {
            var row = new Row { RowIndex = (uint)number };
            for (var column = 0; column < cells.Count; column++)
            {
                if (cells[column] is { } cell)
                    row.Append(Cell(cell, ColumnLetters.Of(column) + number.ToString(CultureInfo.InvariantCulture), formats, shared));
            }

            data.Append(row);
        }

        var made = new Worksheet(data);
        if (sheet.Merged.Count > 0)
            made.Append(new MergeCells(sheet.Merged.Select(m => new MergeCell { Reference = m })));
        return made;
    }

    private static Cell Cell(MadeCell cell, string reference, List<string> formats, List<string> shared)
    {
        var made = new Cell { CellReference = reference };
        switch (cell)
        {
            case MadeCell.Text { Shared: true } text:
                made.DataType = CellValues.SharedString;
                made.CellValue = new CellValue(shared.Count);
                shared.Add(text.Value);
                break;
            case MadeCell.Text text:
                made.DataType = CellValues.InlineString;
                made.InlineString = new InlineString(new Text(text.Value) { Space = SpaceProcessingModeValues.Preserve });
                break;
            case MadeCell.Number number:
                made.CellValue = new CellValue(number.Value.ToString("R", CultureInfo.InvariantCulture));
                made.StyleIndex = number.Format is { } format ? (uint)formats.IndexOf(format) + 1 : 0;
                break;
            case MadeCell.Truth truth:
                made.DataType = CellValues.Boolean;
                made.CellValue = new CellValue(truth.Value ? "1" : "0");
                break;
            case MadeCell.Error error:
                made.DataType = CellValues.Error;
                made.CellValue = new CellValue(error.Word);
                break;
            case MadeCell.IsoDate date:
                made.DataType = CellValues.Date;
                made.CellValue = new CellValue(date.Value);
                break;
            case MadeCell.Formula formula:
                made.CellFormula = new CellFormula(formula.Expression);
                made.CellValue = formula.Value is { } value ? new CellValue(value) : null;
                made.DataType = formula.IsText ? CellValues.String : null;
                break;
        }

        return made;
    }

    private static Stylesheet Styles(List<string> formats) => new(
        new NumberingFormats(formats.Select((f, i) => new NumberingFormat { NumberFormatId = (uint)i + 164, FormatCode = f })),
        new Fonts(new Font()),
        new Fills(new Fill()),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(formats.Select((_, i) => new CellFormat { NumberFormatId = (uint)i + 164, ApplyNumberFormat = true }).Prepend(new CellFormat())));
}
