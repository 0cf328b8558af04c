using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

[Trait("tier", "unit")]
public sealed class AcceptedRowReaderTests
{
    [Fact]
    public void Gives_the_rows_that_were_accepted_and_nothing_of_the_others()
    {
        var csv = CouncilCsv.Of(("upn", "B801200005001"))
            .Add(("date_of_birth", "31/31/2001"))
            .Add(("person_id", "P1"))
            .Add(("family_id", "F1"), ("group", "comparison"))
            .Add(("withdrawn", "yes"), ("date_of_birth", "x"))
            .Add(("sex", "not known"), ("claim_type", "continuous_employment"), ("claim_date", "2017-01-01"))
            .Add();
        Check(csv.Text() + "\r\n,,\r\n", expected: [2, 6, 7, 8]);
    }

    [Fact]
    public void Reads_a_file_of_many_batches()
    {
        var csv = CouncilCsv.Of();
        for (var i = 0; i < 500; i++)
            csv.Add(("withdrawn", i % 7 == 0 ? "yes" : ""), ("date_of_birth", i % 5 == 0 ? "soon" : "2001-02-03"));
        Check(csv.Text(), expected: [2, .. Enumerable.Range(0, 500).Where(i => i % 7 == 0 || i % 5 != 0).Select(i => i + 3)]);
    }

    [Fact]
    public void Knows_the_query_that_only_the_whole_file_shows()
    {
        using var stream = new MemoryStream(CouncilCsv.Of(("crime_asb", "0")).Add().Bytes(), writable: false);
        var (first, result) = Validate(stream);
        Assert.Equal([false, false], Column(first, b => b.IsQueried));
        Assert.Equal([true, false], Column(ReadAgain(result), b => b.IsQueried));
    }

    private static void Check(string text, int[] expected)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text), writable: false);
        var (first, result) = Validate(stream);
        var again = ReadAgain(result);
        Assert.Equal(expected, Column(again, b => b.Row));
        Assert.Equal(Facts(first), Facts(again));
    }

    private static (List<AcceptedRows> Batches, IntakeResult Result) Validate(Stream stream)
    {
        var batches = new List<AcceptedRows>();
        var options = new IntakeOptions { MaxErrorShare = 1, BatchRows = 64 };
        return (batches, CouncilFileValidator.Validate(stream, new RowContext(CouncilCsv.Gss, Checked.Drop, options), batches.Add));
    }

    private static List<AcceptedRows> ReadAgain(IntakeResult result)
    {
        var batches = new List<AcceptedRows>();
        result.Rows!.Read(batches.Add, default);
        return batches;
    }

    private static List<object?> Facts(List<AcceptedRows> batches) => Column<object?>(batches, b => [.. Enumerable.Range(0, b.Count).Select(i => (
        b.Row[i], b.PersonId[i], b.FamilyId[i], b.Forename[i], b.Surname[i], b.Sex[i], b.Postcode[i],
        (b.Upn[i], b.Nino[i], b.DateOfBirth[i], b.IsProgramme[i], b.IndexDate[i], b.EndDate[i], b.ClaimDate[i]),
        (b.ClaimIsEmployment[i], b.Problems[i], b.Withdrawal[i])))]);

    private static List<T> Column<T>(List<AcceptedRows> batches, Func<AcceptedRows, T[]> column) => [.. batches.SelectMany(b => column(b).Take(b.Count))];
}
