using System.Globalization;
using System.Text;
using TfPipeline.Core.TableEstimates;
using TfPipeline.Evaluation;

namespace TfPipeline.Core.Tests.TableEstimates;

/// <summary>What analysts' tables hold beside numbers: read right, or refused with a sentence.</summary>
[Trait("tier", "unit")]
public sealed class TableInputTests
{
    private static readonly TableRequest Request = new() { Treatment = "t", Outcome = "y", Covariates = ["x"], Cluster = "f" };

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("NULL")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData(".")]
    [InlineData("#N/A")]
    [InlineData("N/A")]
    public void A_word_for_no_value_is_missing_and_the_column_stays_a_number(string word)
    {
        var report = Run(Table(x: i => i == 7 ? word : Number(i)));
        Assert.Equal((200, 1, 2), (report.RowsRead, report.RowsLeftOut, report.Terms.Count));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("5,123")]
    [InlineData("12 years")]
    public void Text_in_a_column_of_numbers_is_refused_with_how_many_cells(string text)
        => Assert.Contains("199 cells are numbers and 1 are text", Refused(Table(x: i => i == 7 ? $"\"{text}\"" : Number(i))), StringComparison.Ordinal);

    [Fact]
    public void Numeric_codes_are_categories_where_they_are_named()
    {
        var request = Request with { Categories = ["x"] };
        Assert.Equal(4, Run(Table(x: i => i % 4 == 3 ? "X" : (i % 4).ToString(CultureInfo.InvariantCulture)), request).Terms.Count);
        Assert.Contains("--categories", Refused(Table(), Request with { Categories = ["f"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_differs_in_most_rows_is_no_category()
        => Assert.Contains("200 categories in 200 rows", Refused(Table(x: i => "name" + Number(i))), StringComparison.Ordinal);

    [Fact]
    public void An_outcome_of_true_and_false_is_1_and_0()
    {
        var flags = Run(Table(y: i => i % 3 == 0 ? "TRUE" : "false"));
        Assert.Equal(Run(Table(y: i => i % 3 == 0 ? "1" : "0")).Adjusted, flags.Adjusted);
    }

    [Fact]
    public void A_heading_that_comes_twice_is_refused()
        => Assert.Contains("more than once", Refused(Table().Replace("t,y,x,f", "t,y,x,x", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void Another_encoding_is_refused_by_row()
    {
        using var content = new MemoryStream(Encoding.Latin1.GetBytes(Table(x: i => i % 2 == 0 ? "é" : "ö")));
        Assert.Contains("row 2: not UTF-8", Assert.Throws<EvaluationInputException>(() => AnalysisTable.Read(content, false, Request.Columns)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_or_two_clusters_are_refused(int clusters)
        => Assert.Contains($"names {clusters} cluster(s)", Refused(Table(f: i => Number(i % clusters))), StringComparison.Ordinal);

    [Fact]
    public void One_person_to_compare_with_is_refused()
        => Assert.Contains("199 treated and 1 comparison rows", Refused(Table(t: i => i == 0 ? "0" : "1")), StringComparison.Ordinal);

    [Fact]
    public void A_constant_outcome_is_refused()
        => Assert.Contains("the same in every row", Refused(Table(y: _ => "1")), StringComparison.Ordinal);

    private static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);

    private static string Table(Func<int, string>? t = null, Func<int, string>? y = null, Func<int, string>? x = null, Func<int, string>? f = null)
    {
        var text = new StringBuilder("t,y,x,f\n");
        for (var i = 0; i < 200; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(t ?? (k => Number(k * 7 % 5 % 2)))(i)},{(y ?? (k => Number(k * k % 11)))(i)},{(x ?? (k => Number(k * 37 % 200)))(i)},{(f ?? (k => Number(k / 2)))(i)}\n");
        return text.ToString();
    }

    private static TableReport Run(string csv, TableRequest? request = null)
    {
        request ??= Request;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return TableEstimation.Run(AnalysisTable.Read(content, false, request.Columns), request);
    }

    private static string Refused(string csv, TableRequest? request = null) => Assert.Throws<EvaluationInputException>(() => Run(csv, request)).Message;
}
