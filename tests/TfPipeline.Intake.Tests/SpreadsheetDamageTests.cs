using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

/// <summary>What a spreadsheet does to a list, and that one check shows all of it.</summary>
[Trait("tier", "unit")]
public sealed class SpreadsheetDamageTests
{
    [Fact]
    public void Blank_cells_left_out_at_the_end_of_rows_are_blank_and_said_once()
    {
        var text = CouncilCsv.Of().Add().Add().Text();
        var lines = text.Split("\r\n");
        (lines[2], lines[3]) = (lines[2].TrimEnd(','), lines[3].TrimEnd(','));
        var file = Checked.File(string.Join("\r\n", lines));
        Assert.Equal(["ROW-07 3 -"], file.Findings());
        Assert.Equal(3, file.Result.Counts.Accepted);
    }

    [Fact]
    public void A_row_that_ends_before_a_required_column_is_cut()
        => Assert.Contains("ROW-01", Checked.File(CouncilCsv.Of().Text() + "E08000035,F2,P2,Bea\r\n").Codes());

    [Fact]
    public void Families_that_became_one_number_refuse_the_file_once_with_the_way_to_save_it()
    {
        var file = Checked.File(CouncilCsv.Of(("family_id", "1.20457E+11")).Add(("family_id", "1.20457E+11")));
        Assert.Equal(["FIL-17 2 B"], file.Findings().Where(f => f.StartsWith("FIL-17", StringComparison.Ordinal)));
        Assert.False(file.Result.IsAccepted);
    }

    [Theory]
    [InlineData("20180331000000{0}0000", true)]
    [InlineData("20180331000000{0}1234", false)]
    [InlineData("2018033100000{0}0", false)]
    public void Long_references_that_all_end_in_zeros_were_rounded(string form, bool rounded)
    {
        var csv = new CouncilCsv();
        for (var i = 0; i < 5; i++)
            csv.Add(("person_id", string.Format(System.Globalization.CultureInfo.InvariantCulture, form, i)));
        Assert.Equal(rounded, Checked.File(csv).Codes().Contains("FIL-18"));
    }

    [Fact]
    public void A_heading_problem_does_not_hide_what_is_wrong_in_rows()
    {
        var csv = CouncilCsv.Of(("ethnicity", "x"), ("sex", "woman"), ("index_date", "04/05/2016"));
        csv.Columns = ["ethnicity", .. csv.Columns.Where(c => c != "postcode")];
        Assert.Equal(["FIL-09 0 J", "HDR-02 2 -", "HDR-03 2 -", "HDR-04 2 A", "SEX-02 3 G"], Checked.File("Families\r\n" + csv.Text()).Findings().Where(f => !f.StartsWith("FIL-08", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_corrections_are_enough()
    {
        var lines = File(out var findings).Split("\r\n");
        Assert.Contains("HDR-02 3 -", findings);

        // What the first check named is mended: the lines above, the unknown column, and the rows with an error.
        var bad = findings.Select(f => int.Parse(f.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        var mended = lines.Where((l, i) => i == 2 || (i > 2 && !bad.Contains(i + 1))).Select(l => l.Length == 0 ? l : l[..l.LastIndexOf(',')]);
        Assert.True(Checked.File(System.Text.Encoding.UTF8.GetBytes(string.Join("\r\n", mended)), new IntakeOptions()).Result.IsAccepted);
    }

    [Fact]
    public void The_limit_of_bad_rows_is_said_with_how_many_there_are()
    {
        var file = Checked.File(CouncilCsv.Of(("forename", "")).Add().Add().Bytes(), new IntakeOptions());
        var rule = ReceiptMaker.From(file.Result, CouncilCsv.Gss, null, null, 10).Rules.Single(r => r.Code == "FIL-08");
        Assert.Equal("1 of 3 rows have an error (33.3 %); the limit is 20 %. Nothing of the file was used.", rule.Sentence);
    }

    [Fact]
    public void The_councils_own_earlier_code_is_called_so()
        => Assert.Contains("GSS-07", Checked.File(CouncilCsv.Of(("council_code", "E10000027")).Bytes(), gss: "E06000066", drop: new DateOnly(2023, 6, 30)).Codes());

    private static string File(out string[] findings)
    {
        var csv = CouncilCsv.Of(("sex", "woman"), ("ethnicity", "x")).Add(("date_of_birth", "31/04/1990")).Add(("forename", "")).Add().Add().Add();
        csv.Columns = [.. csv.Columns, "ethnicity"];
        var text = "Example Council,,,\r\n\r\n" + csv.Text();
        findings = Checked.File(System.Text.Encoding.UTF8.GetBytes(text), new IntakeOptions()).Findings();
        return text;
    }
}
