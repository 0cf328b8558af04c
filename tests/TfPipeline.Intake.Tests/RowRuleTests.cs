using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

[Trait("tier", "unit")]
public sealed class RowRuleTests
{
    [Fact]
    public void A_correct_row_has_no_finding()
    {
        var file = Checked.File(CouncilCsv.Of());
        Assert.Empty(file.Findings());
        Assert.True(file.Result.IsAccepted);
        Assert.Equal("P1", file.Batches.Single().PersonId[0]);
    }

    [Theory]
    [InlineData("council_code", "", "GSS-01")]
    [InlineData("council_code", "373", "GSS-02")]
    [InlineData("council_code", "E07000004", "GSS-03")]
    [InlineData("council_code", "E08000018", "GSS-04")]
    [InlineData("family_id", "  ", "FAM-01")]
    [InlineData("person_id", "", "PER-01")]
    [InlineData("person_id", "=1+1", "ROW-05")]
    [InlineData("forename", "", "FOR-01")]
    [InlineData("forename", "baby", "FOR-02")]
    [InlineData("forename", "Not Known", "FOR-02")]
    [InlineData("person_id", "#REF!", "ROW-06")]
    [InlineData("person_id", "#####", "ROW-06")]
    [InlineData("person_id", "#BEZUG!", "ROW-06")]
    [InlineData("person_id", "null", "ROW-06")]
    [InlineData("family_id", "#N/A", "ROW-06")]
    [InlineData("forename", "#N/A", "ROW-06")]
    [InlineData("family_id", "1.20457E+11", "FIL-17")]
    [InlineData("family_id", "3.2e+11", "FIL-17")]
    [InlineData("forename", "Baby Girl", "FOR-02")]
    [InlineData("forename", "unknown female", "FOR-02")]
    [InlineData("forename", "Infant", "FOR-02")]
    [InlineData("forename", "Mr", "FOR-02")]
    [InlineData("surname", "ZZZ DUPLICATE", "SUR-02")]
    [InlineData("surname", "(none)", "SUR-02")]
    [InlineData("surname", "Null", "SUR-07")]
    [InlineData("forename", "?ukasz", "FOR-08")]
    [InlineData("surname", "Wi?niewska", "SUR-08")]
    [InlineData("surname", "È˜tefănescu", "SUR-06")]
    [InlineData("surname", "Nguyá»…n", "SUR-06")]
    [InlineData("surname", "Ð˜Ð²Ð°Ð½", "SUR-06")]
    [InlineData("surname", "Ø¹Ù„ÙŠ", "SUR-06")]
    [InlineData("forename", "An1e", "FOR-03")]
    [InlineData("forename", "...", "FOR-03")]
    [InlineData("forename", "A", "FOR-04")]
    [InlineData("forename", "Mrs Ada", "FOR-05")]
    [InlineData("forename", "ZoÃ«", "FOR-06")]
    [InlineData("surname", "", "SUR-01")]
    [InlineData("surname", "MIG_ERROR_12", "SUR-02")]
    [InlineData("surname", "@home", "ROW-05")]
    [InlineData("sex", "", "SEX-01")]
    [InlineData("sex", "woman", "SEX-02")]
    [InlineData("sex", "U", "SEX-03")]
    [InlineData("date_of_birth", "", "DOB-01")]
    [InlineData("date_of_birth", "1 May 2001", "DOB-02")]
    [InlineData("date_of_birth", "1/5/2001", "DOB-02")]
    [InlineData("date_of_birth", "2001-02-29", "DOB-03")]
    [InlineData("date_of_birth", "31/04/2001", "DOB-03")]
    [InlineData("date_of_birth", "13/04/01", "DOB-04")]
    [InlineData("date_of_birth", "36995", "DOB-05")]
    [InlineData("date_of_birth", "36995.5", "DOB-05")]
    [InlineData("date_of_birth", "1898-03-30", "DOB-07")]
    [InlineData("date_of_birth", "1970-01-01", "DOB-08")]
    [InlineData("date_of_birth", "2017-01-01", "DOB-09")]
    [InlineData("postcode", "", "PCD-01")]
    [InlineData("postcode", "S1 2H", "PCD-02")]
    [InlineData("postcode", "QA1 1AA", "PCD-02")]
    [InlineData("postcode", "ZZ99 3VZ", "PCD-03")]
    [InlineData("group", "", "GRP-01")]
    [InlineData("group", "control", "GRP-02")]
    [InlineData("index_date", "", "IDX-01")]
    [InlineData("index_date", "2014-12-31", "IDX-07")]
    [InlineData("end_date", "2016-05-03", "END-07")]
    [InlineData("end_date", "2018-04-01", "END-06")]
    [InlineData("upn", "B80120000500", "UPN-01")]
    [InlineData("upn", "C801200005001", "UPN-02")]
    [InlineData("upn", "Q207000016049", "UPN-02")]
    [InlineData("upn", "M80120000500A", "UPN-03")]
    [InlineData("nino", "AB12345", "NIN-01")]
    [InlineData("nino", "BG123456A", "NIN-02")]
    [InlineData("nino", "OO123456A", "NIN-03")]
    [InlineData("nino", "11A11111", "NIN-03")]
    [InlineData("crime_asb", "maybe", "FLG-01")]
    [InlineData("crime_asb", "0.0", "FLG-02")]
    [InlineData("claim_type", "other", "CLT-01,CLT-02")]
    [InlineData("claim_type", "sustained_progress", "CLT-02")]
    [InlineData("claim_date", "2017-01-01", "CLT-03")]
    [InlineData("withdrawn", "perhaps", "WDR-01")]
    public void Finds_what_is_wrong_with_a_cell(string column, string value, string codes)
    {
        var found = Checked.File(CouncilCsv.Of((column, value))).Codes().Where(c => c is not ("FIL-08" or "FIL-19")).Order(StringComparer.Ordinal);
        Assert.Equal(codes, string.Join(',', found));
    }

    [Theory]
    [InlineData("postcode", "s12he")]
    [InlineData("postcode", "ec1a1bb")]
    [InlineData("upn", "B801200005001")]
    [InlineData("upn", "P207000016049")]
    [InlineData("nino", "ab 12 34 56 c")]
    [InlineData("nino", "AB123456")]
    [InlineData("forename", "Zoë")]
    [InlineData("forename", "Mary-Anne O'Hara")]
    [InlineData("surname", "Åberg")]
    [InlineData("surname", "Child")]
    [InlineData("forename", "Zoë’s")]
    [InlineData("crime_asb", "1.0")]
    [InlineData("sex", "2.0")]
    [InlineData("withdrawn", "n/a")]
    [InlineData("withdrawn", "-")]
    [InlineData("withdrawn", "0.0")]
    [InlineData("person_id", "12E4")]
    [InlineData("person_id", "1234567890123450")]
    [InlineData("sex", "female")]
    [InlineData("sex", "2")]
    [InlineData("date_of_birth", "30/04/2001")]
    [InlineData("date_of_birth", "1898-03-31")]
    [InlineData("council_code", "e08000035")]
    [InlineData("group", "PROGRAMME")]
    [InlineData("crime_asb", "Yes")]
    public void Takes_what_is_right(string column, string value)
        => Assert.Empty(Checked.File(CouncilCsv.Of((column, value))).Findings());

    [Fact]
    public void An_opt_out_counts_even_where_the_rest_of_its_row_is_wrong()
    {
        var file = Checked.File(CouncilCsv.Of(("withdrawn", "yes"), ("date_of_birth", "rubbish"), ("forename", "")));
        Assert.Empty(file.Findings());
        Assert.Equal(WithdrawalState.Withdrawn, file.Batches.Single().Withdrawal[0]);
        Assert.Null(file.Batches.Single().Surname[0]);
        Assert.Equal(1, file.Result.Counts.Withdrawn);
    }

    [Fact]
    public void Names_row_and_column_as_a_spreadsheet_does()
        => Assert.Equal(["DOB-03 3 G"], Checked.File(CouncilCsv.Of().Add(("date_of_birth", "2001-13-01"))).Findings());
}
