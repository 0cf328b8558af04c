using System.Text;
using DocumentFormat.OpenXml.Spreadsheet;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests.Workbooks;

/// <summary>A workbook is read like the CSV that it would be saved as, or refused with what to do.</summary>
[Trait("tier", "unit")]
public sealed class WorkbookTests
{
    private const string ShortDate = "dd/mm/yyyy";

    [Fact]
    public void A_workbook_gives_what_its_CSV_gives()
    {
        var csv = CouncilCsv.Of(("surname", "Brontë")).Add(("date_of_birth", "")).Add(("withdrawn", "yes")).Add(("forename", "Test"));
        var (text, book) = (Checked.File(csv), Checked.File(MadeWorkbook.Of(MadeSheet.Of(csv))));

        Assert.Equal(text.Findings(), book.Findings());
        Assert.Equal(text.Result.Counts, book.Result.Counts);
        Assert.Equal(text.Result.OptOuts, book.Result.OptOuts);
        Assert.Equal(text.Batches.SelectMany(b => b.Surname), book.Batches.SelectMany(b => b.Surname));
        Assert.Equal(text.Batches.SelectMany(b => b.DateOfBirth), book.Batches.SelectMany(b => b.DateOfBirth));
    }

    [Fact]
    public void The_receipt_says_that_it_was_a_workbook()
    {
        var bytes = MadeWorkbook.Of(MadeSheet.Of(CouncilCsv.Of()));
        var receipt = ReceiptMaker.From(Checked.File(bytes).Result, CouncilCsv.Gss, null, null, 10);

        Assert.Equal("XLSX workbook", receipt.File!.Encoding);
        Assert.Null(receipt.File.Separator);
        Assert.Equal(bytes.Length, receipt.File.Bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), receipt.File.Sha256);
    }

    [Theory]
    [InlineData(ShortDate, false)]
    [InlineData("d mmmm yyyy", false)]
    [InlineData("mm-dd-yy", false)]
    [InlineData("[$-F800]dddd, mmmm dd, yyyy", false)]
    [InlineData(ShortDate, true)]
    public void Typed_dates_are_read_whatever_their_format_and_calendar(string format, bool date1904)
    {
        var day = new DateOnly(2001, 2, 3);
        var sheet = MadeSheet.Of(CouncilCsv.Of()).With("date_of_birth", 2, new MadeCell.Number(Serial(day, date1904), format));
        var file = Checked.File(MadeWorkbook.Of(date1904, sheet));

        Assert.Empty(file.Findings());
        Assert.Equal(day, file.Batches[0].DateOfBirth[0]);
    }

    [Fact]
    public void An_ISO_date_cell_is_a_date()
    {
        var file = Checked.File(MadeWorkbook.Of(MadeSheet.Of(CouncilCsv.Of()).With("date_of_birth", 2, new MadeCell.IsoDate("2001-02-03"))));

        Assert.Equal(new DateOnly(2001, 2, 3), file.Batches[0].DateOfBirth[0]);
    }

    [Fact]
    public void A_date_that_lost_its_format_is_refused_as_a_serial_number()
        => Assert.Equal(["DOB-05 2 G"], Checked.File(MadeWorkbook.Of(MadeSheet.Of(CouncilCsv.Of()).With("date_of_birth", 2, new MadeCell.Number(36925)))).Findings());

    [Fact]
    public void A_date_with_a_time_of_day_that_is_shown_is_no_date()
    {
        var sheet = MadeSheet.Of(CouncilCsv.Of()).With("date_of_birth", 2, new MadeCell.Number(Serial(new DateOnly(2001, 2, 3)) + 0.5, "dd/mm/yyyy hh:mm"));

        Assert.Equal(0, Checked.File(MadeWorkbook.Of(sheet)).Result.Counts.Accepted);
    }

    [Theory]
    [InlineData(123, "00000", "00123")]
    [InlineData(123, "\"F\"0000", "F0123")]
    [InlineData(123, null, "123")]
    [InlineData(123, "0", "123")]
    [InlineData(123456789012, null, "123456789012")]
    [InlineData(12, "0-00", "12")]
    public void A_reference_that_is_a_number_is_read_as_it_is_shown(double number, string? format, string shown)
    {
        var file = Checked.File(MadeWorkbook.Of(MadeSheet.Of(CouncilCsv.Of()).With("person_id", 2, new MadeCell.Number(number, format))));

        Assert.Equal(shown, file.Batches[0].PersonId[0]);
    }

    [Theory]
    [InlineData(1234.5, "#,##0.00", "1,234.50")]
    [InlineData(1234567, "#,##0", "1,234,567")]
    [InlineData(0.5, "0%", "0.5")]
    [InlineData(1234, "0.00E+00", "1234")]
    [InlineData(1, "0.0", "1.0")]
    [InlineData(2.5, "0", "3")]
    [InlineData(1e20, "0", "100000000000000000000")]
    [InlineData(12, "\"a\"\"b\"0", "ab12")]
    [InlineData(12, "[Red]0", "12")]
    [InlineData(12, "0\"", "12")]
    [InlineData(double.NaN, "0", "#NUM!")]
    public void Numbers_are_shown_by_their_format(double number, string format, string shown)
        => Assert.Equal(shown, NumberText.Of(number, format));

    [Fact]
    public void Long_references_that_lost_digits_refuse_the_list_as_they_do_in_CSV()
    {
        var sheet = MadeSheet.Of(CouncilCsv.Of().Add().Add().Add().Add());
        for (var row = 2; row <= 6; row++)
            sheet.With("person_id", row, new MadeCell.Number(1234567890123450000 + (row * 10000)));

        Assert.Contains("FIL-18", Checked.File(MadeWorkbook.Of(sheet)).Codes());
    }

    [Fact]
    public void Formulas_count_by_their_stored_value()
    {
        var sheet = MadeSheet.Of(CouncilCsv.Of()).With("surname", 2, new MadeCell.Formula("UPPER(\"doe\")", "DOE")).With("crime_asb", 2, new MadeCell.Formula("1+0", "1", IsText: false));
        var file = Checked.File(MadeWorkbook.Of(sheet));

        Assert.Empty(file.Findings());
        Assert.Equal("DOE", file.Batches[0].Surname[0]);
    }

    [Fact]
    public void A_formula_without_a_stored_value_refuses_by_its_place()
        => Assert.Equal("WKB-06 3 E", Checked.File(MadeWorkbook.Of(MadeSheet.Of(CouncilCsv.Of().Add()).With("surname", 3, new MadeCell.Formula("A1", null)))).Findings()[0]);

    [Fact]
    public void Errors_truths_and_shared_texts_are_read()
    {
        var sheet = MadeSheet.Of(CouncilCsv.Of().Add())
            .With("surname", 2, new MadeCell.Text("Doe, \"the\" elder", Shared: true))
            .With("crime_asb", 2, new MadeCell.Truth(true))
            .With("forename", 3, new MadeCell.Error("#N/A"));
        var file = Checked.File(MadeWorkbook.Of(sheet));

        Assert.Contains("ROW-06 3 D", file.Findings());
        Assert.Equal("Doe, \"the\" elder", file.Batches[0].Surname[0]);
        Assert.True(file.Batches[0].Problems[0].HasFlag(ProblemFlags.CrimeAsb));
    }

    [Theory]
    [InlineData("#REF!")]
    [InlineData("#N/A")]
    public void An_opt_out_that_is_an_error_is_doubtful_and_not_lost(string word)
    {
        var sheet = MadeSheet.Of(CouncilCsv.Of().Add()).With("withdrawn", 2, new MadeCell.Error(word));

        Assert.Equal([new OptOutMark("P1", WithdrawalState.Doubtful)], Checked.File(MadeWorkbook.Of(sheet)).Result.OptOuts);
    }

    [Fact]
    public void Rows_keep_their_numbers_where_some_are_blank_or_left_out()
    {
        var sheet = MadeSheet.Of(CouncilCsv.Of());
        sheet.Rows[9] = [.. sheet.Rows[2]];
        sheet.With("date_of_birth", 9, null).With("person_id", 9, new MadeCell.Text("P9"));
        sheet.Rows[5] = [];

        Assert.Equal(["DOB-01 9 G"], Checked.File(MadeWorkbook.Of(sheet)).Findings());
    }

    [Fact]
    public void The_first_sheet_with_headings_is_read_and_another_is_said()
    {
        var notes = new MadeSheet("Notes").Add(new MadeCell.Text("Prepared by the team"));
        var (first, second) = (MadeSheet.Of(CouncilCsv.Of(("surname", "First")), "2018"), MadeSheet.Of(CouncilCsv.Of(("surname", "Second")), "2017"));
        var file = Checked.File(MadeWorkbook.Of(notes, first, second));

        Assert.Equal("First", file.Batches[0].Surname[0]);
        Assert.Equal(["WKB-07"], file.Codes());
        Assert.True(file.Result.IsAccepted);
        Assert.Empty(Checked.File(MadeWorkbook.Of(notes, first)).Codes());
    }

    [Fact]
    public void A_hidden_sheet_is_not_read_and_refuses_where_the_list_is_there_only()
    {
        foreach (var state in new[] { SheetStateValues.Hidden, SheetStateValues.VeryHidden })
        {
            var hidden = MadeSheet.Of(CouncilCsv.Of(("surname", "Hidden")), "Old");
            hidden.State = state;
            var visible = MadeSheet.Of(CouncilCsv.Of(("surname", "Seen")), "List");
            var both = Checked.File(MadeWorkbook.Of(hidden, visible));

            Assert.Equal("Seen", both.Batches[0].Surname[0]);
            Assert.Equal(["WKB-07"], both.Codes());
            Assert.Equal(["WKB-04"], Checked.File(MadeWorkbook.Of(hidden, new MadeSheet("Notes").Add(new MadeCell.Text("x")))).Codes());
        }
    }

    [Fact]
    public void A_workbook_without_headings_is_refused_as_such()
        => Assert.Equal(["HDR-01"], Checked.File(MadeWorkbook.Of(new MadeSheet("Notes").Add(new MadeCell.Text("x")))).Codes());

    [Fact]
    public void Merged_headings_refuse_by_their_place()
    {
        var sheet = MadeSheet.Of(CouncilCsv.Of());
        sheet.Merged.Add("D1:E1");

        Assert.Contains("WKB-05 1 D", Checked.File(MadeWorkbook.Of(sheet)).Findings());
    }

    [Fact]
    public void A_merged_title_above_the_headings_is_told_as_lines_above_them()
    {
        var sheet = new MadeSheet("Families").Add(new MadeCell.Text("Families 2018")).Add();
        foreach (var row in MadeSheet.Of(CouncilCsv.Of()).Rows.Values)
            sheet.Add([.. row]);
        sheet.Merged.Add("A1:F1");

        Assert.Equal(["HDR-02 3 -"], Checked.File(MadeWorkbook.Of(sheet)).Findings());
    }

    [Fact]
    public void An_opt_out_merged_over_rows_is_one_of_each_of_them_although_the_list_is_refused()
    {
        var sheet = MadeSheet.Of(CouncilCsv.Of(("withdrawn", "yes")).Add().Add());
        sheet.Merged.Add("R2:R3");
        var file = Checked.File(MadeWorkbook.Of(sheet));

        Assert.False(file.Result.IsAccepted);
        Assert.Contains("WKB-05 2 R", file.Findings());
        Assert.Equal(["P1", "P2"], file.Result.OptOuts.Select(o => o.PersonId));
    }

    [Fact]
    public async Task No_value_of_a_workbook_reaches_a_receipt()
    {
        var sheet = MadeSheet.Of(CouncilCsv.Of(("surname", "Canaryson"), ("date_of_birth", "Canaryday"))).With("postcode", 2, new MadeCell.Formula("Canaryformula", null));
        sheet.Merged.Add("D2:E2");
        var receipt = ReceiptMaker.From(Checked.File(MadeWorkbook.Of(sheet)).Result, CouncilCsv.Gss, null, null, 100);

        foreach (var text in new[] { ReceiptJson.Write(receipt), await ReceiptHtml.WriteAsync(receipt, null), ReceiptCsv.Write(receipt) }.Select(Encoding.UTF8.GetString))
            Assert.DoesNotContain("Canary", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Accepted_rows_are_read_again_from_the_workbook()
    {
        var file = Checked.File(MadeWorkbook.Of(MadeSheet.Of(CouncilCsv.Of().Add(("date_of_birth", "")).Add())));
        var people = new List<string>();
        file.Result.Rows!.Read(batch => people.AddRange(batch.PersonId.Take(batch.Count)), CancellationToken.None);

        Assert.Equal(["P1", "P3"], people);
    }

    private static double Serial(DateOnly day, bool date1904 = false) => day.DayNumber - (date1904 ? new DateOnly(1904, 1, 1) : new DateOnly(1899, 12, 30)).DayNumber;
}
