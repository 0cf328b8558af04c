using System.Text;
using Parquet;
using Parquet.Schema;
using TfPipeline.Core.TableEstimates;
using TfPipeline.Evaluation;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.TableEstimates;

[Trait("tier", "unit")]
public sealed class TableEstimationTests
{
    private static readonly TableRequest Request = new()
    {
        Treatment = "treat",
        Outcome = "re78",
        Covariates = ["age", "educ", "race", "married", "nodegree", "re74", "re75"],
        Cluster = "family",
    };

    [Fact]
    public async Task A_csv_file_gives_the_reference_figures()
    {
        var report = TableEstimation.Run(await CsvAsync(File.ReadAllText(Lalonde.Path("lalonde.csv")), Request), Request);
        Lalonde.Agrees("logistic.loglik", report.LogLikelihood);
        Lalonde.Agrees("odds.att", report.Adjusted.Effect);
        Lalonde.Agrees("odds.se.stacked.cluster", report.Adjusted.StandardError);
        Lalonde.Agrees("naive.se", report.Naive.StandardError);
        Assert.True(report.Unbalanced);
    }

    [Fact]
    public async Task Matching_within_exact_classes_gives_the_reference_figures()
    {
        var request = Request with
        {
            Method = TableMethod.Nearest,
            Exact = ["race"],
            Matching = new PropensityMatchingOptions { Caliper = null, Score = PropensityMatchingScore.Probability },
        };
        var report = TableEstimation.Run(await CsvAsync(File.ReadAllText(Lalonde.Path("lalonde.csv")), request), request);
        Lalonde.Agrees("nearest.exact.att", report.Adjusted.Effect);
        Lalonde.Agrees("nearest.exact.se", report.Adjusted.StandardError);
    }

    [Theory]
    [InlineData(TableMethod.Entropy, "entropy")]
    [InlineData(TableMethod.Aipw, "aipw.linear")]
    public async Task Entropy_balancing_and_the_doubly_robust_estimate_give_the_reference_figures(TableMethod method, string reference)
    {
        var request = Request with { Method = method };
        var report = TableEstimation.Run(await CsvAsync(File.ReadAllText(Lalonde.Path("lalonde.csv")), request), request);
        Lalonde.Agrees(reference + ".att", report.Adjusted.Effect);
        Lalonde.Agrees(reference + ".se", report.Adjusted.StandardError);
        Assert.Contains("nothing unobserved", report.Assumes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_study_gives_the_reference_figures_of_its_periods()
    {
        var request = Request with { Covariates = ["age", "educ", "race", "married", "nodegree"], Method = TableMethod.EventStudy, Baseline = "re75", EarlierBaselines = ["re74"] };
        var report = TableEstimation.Run(await CsvAsync(File.ReadAllText(Lalonde.Path("lalonde.csv")), request), request);
        Lalonde.Agrees("event.2.att", report.EventStudy!.Periods[0].Estimate.Effect);
        Lalonde.Agrees("event.3.att", report.Adjusted.Effect);
        Lalonde.Agrees("event.3.se", report.Adjusted.StandardError);
    }

    [Fact]
    public async Task Effects_within_categories_come_with_every_category_and_are_refused_for_matching()
    {
        var request = Request with { By = ["race", "married"] };
        var table = await CsvAsync(File.ReadAllText(Lalonde.Path("lalonde.csv")), request);
        var report = TableEstimation.Run(table, request);
        Assert.Equal(["race", "married"], report.Subgroups.Select(s => s.By));
        Assert.Equal(["black", "hispan", "white"], report.Subgroups[0].Study.Categories.Select(c => c.Category));
        Assert.Equal(614, report.Subgroups[0].Study.Categories.Sum(c => c.Programme + c.Comparison));
        Assert.Throws<EvaluationInputException>(() => TableEstimation.Run(table, request with { Method = TableMethod.Nearest }));
        Assert.Throws<EvaluationInputException>(() => TableEstimation.Run(table, request with { By = ["treat"] }));
    }

    [Fact]
    public async Task Treated_rows_like_nobody_in_comparison_are_refused_by_entropy_balancing()
    {
        var csv = "t,y,x\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i % 2},{i % 3},{(i % 2 == 1 ? 500 + i : i)}\n"));
        var request = new TableRequest { Treatment = "t", Outcome = "y", Covariates = ["x"], Method = TableMethod.Entropy };
        var fault = await Assert.ThrowsAsync<EvaluationInputException>(async () => TableEstimation.Run(await CsvAsync(csv, request), request));
        Assert.Contains("no weights", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event-study", TableMethod.EventStudy)]
    [InlineData("AIPW", TableMethod.Aipw)]
    [InlineData("eventstudy", null)]
    public void A_method_has_one_name(string name, TableMethod? method) => Assert.Equal(method, TableMethods.TryParse(name));

    [Fact]
    public async Task Parquet_and_csv_agree_to_the_bit()
    {
        var plain = Request with { Covariates = ["age", "race"] };
        var nearest = plain with { Method = TableMethod.Nearest, Exact = ["race"], Matching = new PropensityMatchingOptions { Caliper = 0.5, Order = PropensityMatchingOrder.Smallest } };
        TableRequest[] requests =
        [
            plain, plain with { Cluster = null }, nearest, nearest with { Matching = new PropensityMatchingOptions { Caliper = null, Replace = true, Ratio = 3 } },
            plain with { Method = TableMethod.Did, Baseline = "re75", Seed = 3 },
        ];
        foreach (var request in requests)
        {
            var csv = TableEstimation.Run(await CsvAsync(File.ReadAllText(Lalonde.Path("lalonde.csv")), request), request);
            var parquet = TableEstimation.Run(await ParquetAsync(request), request);
            Assert.Equal(csv.Adjusted, parquet.Adjusted);
        }
    }

    [Fact]
    public async Task A_seed_shuffles_repeatably()
    {
        var request = Request with { Method = TableMethod.Nearest, Seed = 1, Matching = new PropensityMatchingOptions { Order = PropensityMatchingOrder.Data } };
        var table = await CsvAsync(File.ReadAllText(Lalonde.Path("lalonde.csv")), request);
        Assert.Equal(TableEstimation.Run(table, request).Adjusted, TableEstimation.Run(table, request).Adjusted);
        Assert.NotEqual(TableEstimation.Run(table, request).Adjusted, TableEstimation.Run(table, request with { Seed = 2 }).Adjusted);
    }

    [Fact]
    public async Task Rows_with_a_missing_value_are_left_out_and_counted()
    {
        var request = new TableRequest { Treatment = "t", Outcome = "y", Covariates = ["x"] };
        var report = TableEstimation.Run(await CsvAsync("t,y,x,z\n" + string.Concat(Enumerable.Repeat("1,2,0,\n0,1,1,\n1,,1,\n0,NA,0,\n0,3,0,\n1,1,1,\n0,2,1,\n", 4)), request), request);
        Assert.Equal(28, report.RowsRead);
        Assert.Equal(8, report.RowsLeftOut);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("t,y\n", "--covariates, name 1")]
    [InlineData("t,y,x\n", "no rows")]
    [InlineData("t,y,x\n2,1,1\n0,1,1\n", "--treatment")]
    [InlineData("t,y,x\n1,secret,1\n0,1,1\n", "--outcome")]
    [InlineData("t,y,x\n1,1,1\n0,1\n", "row 3")]
    [InlineData("t,y,x\n1,1,1\n1,2,0\n", "group")]
    public async Task Bad_tables_are_refused_with_place_and_without_a_value(string csv, string part)
    {
        var request = new TableRequest { Treatment = "t", Outcome = "y", Covariates = ["x"] };
        var fault = await Assert.ThrowsAsync<EvaluationInputException>(async () => TableEstimation.Run(await CsvAsync(csv, request), request));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_parquet_is_refused()
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("t,y,x\n1,1,1\n"));
        Assert.Throws<EvaluationInputException>(() => AnalysisTable.Read(content, true, Request.Columns));
    }

    [Fact]
    public async Task Options_that_belong_to_another_method_are_refused()
    {
        var table = await CsvAsync("t,y,x\n1,1,1\n0,2,0\n", new TableRequest { Treatment = "t", Outcome = "y", Covariates = ["x"] });
        var plain = new TableRequest { Treatment = "t", Outcome = "y", Covariates = ["x"] };
        foreach (var bad in new[] { plain with { Method = TableMethod.Did }, plain with { Baseline = "x" }, plain with { Exact = ["x"] }, plain with { Matching = new() { Caliper = 0.2 } }, plain with { Matching = new() { Caliper = null, Replace = true } }, plain with { Covariates = [] }, plain with { Covariates = ["y"] } })
            Assert.Throws<EvaluationInputException>(() => TableEstimation.Run(table, bad));
    }

    [Fact]
    public async Task A_category_of_one_group_is_left_out_counted_and_named()
    {
        // Region n has treated rows only, and all of them have the outcome.
        var csv = new StringBuilder("t,y,x,region\n");
        for (var i = 0; i < 400; i++)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i % 2},{(i / 2) % 2},{i % 5},{(i % 4 < 2 ? "e" : "s")}\n");
        for (var i = 0; i < 100; i++)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"1,1,{i % 5},n\n");
        var request = new TableRequest { Treatment = "t", Outcome = "y", Covariates = ["x", "region"] };
        var report = TableEstimation.Run(await CsvAsync(csv.ToString(), request), request);
        Assert.Equal(["region=n"], report.Support.LeftOut);
        Assert.Equal((100, 0, 200.0 / 300), (report.Support.Summary.Programme, report.Support.Summary.Comparison, report.Support.Summary.ShareCovered));
        Assert.Equal(0, report.Adjusted.Effect, 1e-9);
        Assert.Null(report.RidgePriorScale);
        Assert.Equal(200.0 / 300 * 0.5 + (1.0 / 3) - 0.5, report.Naive.Effect, 1e-9);
    }

    [Fact]
    public async Task A_date_as_a_number_is_a_covariate_like_any_other()
    {
        var csv = File.ReadAllText(Lalonde.Path("lalonde.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var age = Array.IndexOf(csv[0].Trim().Split(','), "age");
        var moved = string.Join('\n', csv.Select((line, i) => i == 0 ? line : string.Join(',', line.Split(',').Select((c, k) => k == age ? "201504" + c.PadLeft(2, '0') : c))));
        var report = TableEstimation.Run(await CsvAsync(moved, Request), Request);
        Assert.Empty(report.Aliased);
        Lalonde.Agrees("odds.att", report.Adjusted.Effect);
        Lalonde.Agrees("odds.se.stacked.cluster", report.Adjusted.StandardError);
    }

    [Fact]
    public async Task Clusters_that_are_too_few_are_refused()
    {
        var request = Request with { Cluster = "married" };
        var fault = await Assert.ThrowsAsync<EvaluationInputException>(async () => TableEstimation.Run(await CsvAsync(File.ReadAllText(Lalonde.Path("lalonde.csv")), request), request));
        Assert.Contains("too few for a standard error", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, 12)]
    [InlineData(6, null)]
    [InlineData(null, 12)]
    public async Task Windows_of_unequal_length_are_not_subtracted(int? outcome, int? baseline)
    {
        var request = Request with { Covariates = ["age", "race"], Method = TableMethod.Did, Baseline = "re75" };
        var table = await CsvAsync(File.ReadAllText(Lalonde.Path("lalonde.csv")), request);
        Assert.True(TableEstimation.Run(table, request with { OutcomeMonths = 12, BaselineMonths = 12 }).Support.LengthsStated);
        Assert.Throws<EvaluationInputException>(() => TableEstimation.Run(table, request with { OutcomeMonths = outcome, BaselineMonths = baseline }));
    }

    private static async Task<AnalysisTable> CsvAsync(string text, TableRequest request)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return AnalysisTable.Read(content, false, request.Columns);
    }

    private static async Task<AnalysisTable> ParquetAsync(TableRequest request)
    {
        DataField treat = new DataField<int>("treat"), outcome = new DataField<double>("re78"), age = new DataField<double>("age"), before = new DataField<double>("re75");
        DataField race = new DataField<string>("race"), family = new DataField<long>("family");
        using var content = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(treat, outcome, age, before, race, family), content))
        {
            foreach (var part in Enumerable.Range(0, Lalonde.Outcome.Length).Chunk(300))
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync<int>(treat, Array.ConvertAll(part, i => Lalonde.Treated[i] ? 1 : 0));
                await group.WriteAsync<double>(outcome, Array.ConvertAll(part, i => Lalonde.Outcome[i]));
                await group.WriteAsync<double>(age, Array.ConvertAll(part, i => Lalonde.Column("age")[i]));
                await group.WriteAsync<double>(before, Array.ConvertAll(part, i => Lalonde.Column("re75")[i]));
                await group.WriteAsync(race, Array.ConvertAll(part, i => (string?)new[] { "black", "hispan", "white" }[Lalonde.Race[i]]));
                await group.WriteAsync<long>(family, Array.ConvertAll(part, i => (long)Lalonde.Families[i]));
            }
        }

        content.Position = 0;
        return AnalysisTable.Read(content, true, request.Columns);
    }
}
