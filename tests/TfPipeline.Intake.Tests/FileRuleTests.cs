using System.Text;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

[Trait("tier", "unit")]
public sealed class FileRuleTests
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static TheoryData<string, Encoding> Encodings => new()
    {
        { "UTF-8", new UTF8Encoding(false) },
        { "UTF-8 with byte order mark", new UTF8Encoding(true) },
        { "Windows-1252", Windows },
        { "UTF-16 (little endian)", new UnicodeEncoding(false, true) },
        { "UTF-16 (big endian)", new UnicodeEncoding(true, true) },
        { "UTF-16 (little endian)", new UnicodeEncoding(false, false) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Reads_each_encoding_and_says_which(string name, Encoding encoding)
    {
        var file = Checked.File(CouncilCsv.Of(("surname", "Brontë")).Bytes(encoding));
        Assert.Empty(file.Findings());
        Assert.Equal("Brontë", file.Batches.Single().Surname[0]);
        Assert.Equal(name, ReceiptMaker.From(file.Result, CouncilCsv.Gss, null, null, 10).File!.Encoding);
    }

    [Theory]
    [InlineData(",", "\r\n")]
    [InlineData(";", "\n")]
    [InlineData("\t", "\r")]
    [InlineData("|", "\r\n")]
    public void Reads_each_separator_and_line_ending(string separator, string lineBreak)
    {
        var csv = CouncilCsv.Of().Add();
        csv.Separator = separator;
        csv.LineBreak = lineBreak;
        var file = Checked.File(csv);
        Assert.Empty(file.Findings());
        Assert.Equal(2, file.Result.Counts.Accepted);
    }

    [Theory]
    [InlineData("", "FIL-01")]
    [InlineData("PK\u0003\u0004rest of a workbook", "FIL-02")]
    [InlineData("%PDF-1.7 and so on", "FIL-03")]
    [InlineData("a line of prose\nanother\n", "HDR-01")]
    public void Refuses_what_is_no_table(string content, string code)
        => Assert.Equal([code], Checked.File(content).Codes());

    [Fact]
    public void A_byte_that_no_encoding_has_refuses_the_file()
        => Assert.Equal(["FIL-04"], Checked.File([.. CouncilCsv.Of().Bytes(), 0x81]).Codes());

    [Fact]
    public void A_headerless_file_is_refused_and_nothing_of_its_first_row_is_kept()
    {
        var text = CouncilCsv.Of(("surname", "Canaryson")).Text();
        var file = Checked.File(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        Assert.Equal(["HDR-01"], file.Codes());
        Assert.DoesNotContain("Canaryson", Encoding.UTF8.GetString(ReceiptJson.Write(ReceiptMaker.From(file.Result, CouncilCsv.Gss, null, null, 10))), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Lines_above_the_header_are_named_by_the_row_of_the_header()
        => Assert.Equal(["HDR-02 3 -"], Checked.File("Report of families\r\n\r\n" + CouncilCsv.Of().Text()).Findings());

    [Fact]
    public void Lists_all_missing_and_unknown_columns_at_once_by_letter()
    {
        var csv = CouncilCsv.Of();
        csv.Columns = ["council_code", "family_id", "person_id", "Canaryson", "surname", "sex", "surname", "postcode", "group", "index_date"];
        var file = Checked.File(csv);
        Assert.Equal(["HDR-03 1 -", "HDR-03 1 -", "HDR-04 1 D", "HDR-05 1 G"], file.Findings());
    }

    [Fact]
    public void Headings_match_without_case_spaces_and_punctuation_and_by_alias()
    {
        var text = CouncilCsv.Of().Text()
            .Replace("date_of_birth", "Date Of Birth ", StringComparison.Ordinal)
            .Replace("forename", "First name", StringComparison.Ordinal)
            .Replace("council_code", "GSS", StringComparison.Ordinal);
        Assert.Empty(Checked.File(text).Findings());
    }

    [Fact]
    public void Trailing_empty_columns_and_rows_are_nothing()
    {
        var text = CouncilCsv.Of().Text().Replace("\r\n", ",,\r\n", StringComparison.Ordinal) + ",,,,,,,,,,,,,,,,,,,\r\n\r\n\r\n";
        var file = Checked.File(text);
        Assert.Empty(file.Findings());
        Assert.Equal(1, file.Result.Counts.Read);
    }

    [Fact]
    public void A_column_without_heading_must_be_empty()
    {
        var csv = CouncilCsv.Of(("", "text"));
        csv.Columns = ["council_code", "", .. csv.Columns[1..]];
        Assert.Equal(["HDR-06 2 B"], Checked.File(csv).Findings());
    }

    [Fact]
    public void Quoted_line_breaks_do_not_shift_row_numbers()
    {
        var csv = CouncilCsv.Of(("family_id", "\"F\r\n1\"")).Add(("date_of_birth", ""));
        Assert.Equal(["DOB-01 3 G"], Checked.File(csv).Findings());
    }

    [Theory]
    [InlineData("Ad\"a", "ROW-02")]
    [InlineData("\"Ad\"a", "ROW-02")]
    [InlineData("A\0da", "ROW-03")]
    [InlineData("Ada,Bea", "ROW-01")]
    public void A_broken_row_is_left_out(string forename, string code)
    {
        var file = Checked.File(CouncilCsv.Of(("forename", forename)).Add());
        Assert.Contains(code, file.Codes());
        Assert.Equal(1, file.Result.Counts.Accepted);
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_refuses_the_file()
        => Assert.Contains(Checked.File(CouncilCsv.Of(("forename", "\"Ada")).Add()).Codes(), c => c is "FIL-06");

    [Fact]
    public void Too_many_bad_rows_refuse_the_file()
    {
        var csv = CouncilCsv.Of(("forename", "")).Add().Add().Add().Add();
        Assert.True(Checked.File(csv.Bytes(), new IntakeOptions { MaxErrorShare = 0.2 }).Result.IsAccepted);
        var refused = Checked.File(csv.Add(("forename", "")).Bytes(), new IntakeOptions { MaxErrorShare = 0.2 });
        Assert.Equal("FIL-08", refused.Codes()[0]);
        Assert.Equal(0, refused.Result.Counts.Accepted);
        Assert.Equal(6, refused.Result.Counts.Refused);
    }

    [Fact]
    public void A_council_that_does_not_exist_yet_is_refused_and_one_that_ended_is_queried()
    {
        Assert.Contains("GSS-05", Checked.File(CouncilCsv.Of(("council_code", "E06000066")).Bytes(), gss: "E06000066").Codes());
        Assert.Equal(["GSS-06"], Checked.File(CouncilCsv.Of(("council_code", "E10000009")).Bytes(), gss: "E10000009", drop: new DateOnly(2019, 4, 1)).Codes());
    }
}
