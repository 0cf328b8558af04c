using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

/// <summary>Nothing that could be an opt-out is lost in silence, whatever else is wrong in its row or its file.</summary>
[Trait("tier", "unit")]
public sealed class OptOutTests
{
    [Theory]
    [InlineData("yes", WithdrawalState.Withdrawn)]
    [InlineData("YES ", WithdrawalState.Withdrawn)]
    [InlineData("yes\u200B", WithdrawalState.Withdrawn)]
    [InlineData("\uFEFFy", WithdrawalState.Withdrawn)]
    [InlineData("1.0", WithdrawalState.Withdrawn)]
    [InlineData("Withdrawn", WithdrawalState.Doubtful)]
    [InlineData("Opted out", WithdrawalState.Doubtful)]
    [InlineData("Yes.", WithdrawalState.Doubtful)]
    [InlineData("Y - by phone", WithdrawalState.Doubtful)]
    [InlineData("#N/A", WithdrawalState.Doubtful)]
    public void A_value_that_is_not_plainly_no_marks_the_person(string value, WithdrawalState state)
        => Assert.Equal([new OptOutMark("P1", state)], Checked.File(CouncilCsv.Of(("withdrawn", value))).Result.OptOuts);

    [Theory]
    [InlineData("")]
    [InlineData("no")]
    [InlineData("N")]
    [InlineData("FALSE")]
    [InlineData("0")]
    [InlineData("n/a")]
    [InlineData("-")]
    [InlineData("\u00A0")]
    public void A_plain_no_marks_nobody(string value)
        => Assert.Empty(Checked.File(CouncilCsv.Of(("withdrawn", value))).Result.OptOuts);

    [Theory]
    [InlineData("council_code", "")]
    [InlineData("council_code", "373")]
    [InlineData("forename", "A\0da")]
    [InlineData("forename", "Ad\"a")]
    [InlineData("forename", "Ada,Bea")]
    [InlineData("surname", "Example,ton")]
    [InlineData("date_of_birth", "rubbish")]
    public void An_opt_out_counts_whatever_else_is_wrong_in_its_row(string column, string value)
    {
        var file = Checked.File(CouncilCsv.Of(("withdrawn", "yes"), (column, value)).Add().Add());
        Assert.Contains(new OptOutMark("P1", WithdrawalState.Withdrawn), file.Result.OptOuts);
    }

    [Fact]
    public void A_row_with_one_cell_too_few_is_not_taken_for_one_whose_blank_cells_were_left_out()
    {
        var text = CouncilCsv.Of(("withdrawn", "yes")).Text().Replace(",S1 2HE,", ",", StringComparison.Ordinal);
        var file = Checked.File(text);
        Assert.Equal(["ROW-01 2 -", "WDR-02 2 R"], file.Findings().Where(f => !f.StartsWith("FIL", StringComparison.Ordinal)));
        Assert.Contains(file.Result.OptOuts, m => m.PersonId == "P1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("#N/A")]
    [InlineData("=A1")]
    public void An_opt_out_that_names_nobody_is_an_error_of_its_own(string person)
        => Assert.Contains("WDR-02", Checked.File(CouncilCsv.Of(("withdrawn", "yes"), ("person_id", person))).Codes());

    [Theory]
    [InlineData("p1")]
    [InlineData(" P1")]
    [InlineData("P1\u200B")]
    [InlineData("\uFEFFP1")]
    [InlineData("P1\u202F")]
    [InlineData("P\u00AD1")]
    public void A_reference_is_one_whatever_its_case_and_what_nobody_sees(string person)
    {
        Assert.Equal("P1", Checked.File(CouncilCsv.Of(("withdrawn", "yes"), ("person_id", person))).Result.OptOuts.Single().PersonId);
        Assert.Contains("PER-02", Checked.File(CouncilCsv.Of().Add(("person_id", person))).Codes());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("unknown")]
    [InlineData("preamble")]
    [InlineData("ambiguous")]
    [InlineData("quote")]
    [InlineData("undecodable")]
    public void An_opt_out_counts_in_a_file_that_is_refused(string fault)
    {
        var csv = CouncilCsv.Of(("forename", fault == "quote" ? "\"Ada" : "Ada"), ("index_date", fault == "ambiguous" ? "04/05/2016" : "2016-05-04"))
            .Add(("withdrawn", "yes"));
        if (fault == "missing")
            csv.Columns = [.. csv.Columns.Where(c => c != "postcode")];
        if (fault == "unknown")
            csv.Columns = ["ethnicity", .. csv.Columns];
        byte[] bytes = fault switch
        {
            "preamble" => [.. "Families, March\r\n\r\n"u8, .. csv.Bytes()],
            "undecodable" => [.. csv.Bytes(), 0x81],
            _ => csv.Bytes(),
        };
        var file = Checked.File(bytes);
        Assert.False(file.Result.IsAccepted);
        Assert.Contains(new OptOutMark("P2", WithdrawalState.Withdrawn), file.Result.OptOuts);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void More_than_one_doubtful_row_in_twenty_refuses_the_file(int doubtful, bool accepted)
    {
        var csv = new CouncilCsv();
        for (var i = 0; i < 20; i++)
            csv.Add(("withdrawn", i < doubtful ? "perhaps" : ""));
        var file = Checked.File(csv);
        Assert.Equal(accepted, file.Result.IsAccepted);
        Assert.Equal(!accepted, file.Codes().Contains("FIL-19"));
        Assert.Equal(doubtful, file.Result.OptOuts.Count);
    }
}
