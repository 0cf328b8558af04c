using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.TableEstimates;
using TfPipeline.Evaluation;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp estimate</c>: the pipeline's estimators on any CSV or Parquet file.</summary>
internal static class EstimateCommand
{
    private const string Help =
        """
        Estimate the effect on the treated from one table: CSV (UTF-8, header row) or Parquet (.parquet).

        Prints means, the effect with a 95 % interval, balance and overlap. What it prints hasn't passed disclosure control.

        Examples:
          tfp estimate --data people.csv --treatment programme --outcome absent --covariates age,sex,council --cluster family
          tfp estimate --data people.parquet --treatment t --outcome y --covariates a,b --method nearest --caliper 0.2 --exact sex
          tfp estimate --data people.csv --treatment t --outcome y --covariates a,b --method entropy
          tfp estimate --data people.csv --treatment t --outcome y --covariates a,b --method aipw --trim 0.02,0.98
          tfp estimate --data people.csv --treatment t --outcome y --covariates a,b,council --cluster family --by council,sex
          tfp estimate --data people.csv --treatment t --outcome y1 --baseline y0 --covariates a,b --method did --json
          tfp estimate --data people.csv --treatment t --outcome y1,y2 --baseline b3,b2,b1 --covariates a,b --method event-study
        """;

    private static readonly Option<FileInfo> Data = new("--data") { Description = "The table.", Required = true };
    private static readonly Option<string> Treatment = new("--treatment") { Description = "Column with 1 and 0.", Required = true };
    private static readonly Option<string> Outcome = new("--outcome") { Description = "Column with the outcome, a number; for event-study the columns of the periods after the index date in order of time, with commas.", Required = true };
    private static readonly Option<string> Covariates = new("--covariates") { Description = "Columns of the propensity model, with commas; text columns become categories. A name that holds a comma stands in double quotation marks.", Required = true };
    private static readonly Option<string?> Categories = new("--categories") { Description = "Those of the covariates whose numbers are codes of categories, such as region." };
    private static readonly Option<string?> Cluster = new("--cluster") { Description = "Column that names clusters, such as families; without it every row stands alone." };
    private static readonly Option<string?> Exact = new("--exact") { Description = "Columns in which partners must be equal (nearest)." };
    private static readonly Option<TableMethod> Method = new("--method")
    {
        Description = "weights (odds weights), nearest (matching), did (difference-in-differences), entropy (entropy balancing), aipw (odds weights with an outcome model, doubly robust) or event-study.",
        HelpName = string.Join('|', TableMethods.Names),
        DefaultValueFactory = _ => TableMethod.Weights,
        CustomParser = MethodOf,
    };

    private static readonly Option<string?> Trim = new("--trim") { Description = "Leave out rows whose propensity lies outside these two limits, such as 0.02,0.98 (methods with odds weights)." };
    private static readonly Option<double?> Cap = new("--cap") { Description = "Set comparison weights above this quantile of them to it, such as 0.99 (methods with odds weights)." };
    private static readonly Option<double?> Caliper = new("--caliper") { Description = "Largest distance in standard deviations of the score (nearest)." };
    private static readonly Option<PropensityMatchingScore> Score = new("--score") { Description = "Scale of the distance, logit or probability (nearest).", DefaultValueFactory = _ => PropensityMatchingScore.Logit };
    private static readonly Option<bool> Replace = new("--replace") { Description = "Partners may serve again (nearest)." };
    private static readonly Option<int> Ratio = new("--ratio") { Description = "Partners each (nearest).", DefaultValueFactory = _ => 1 };
    private static readonly Option<PropensityMatchingOrder> Order = new("--order") { Description = "Who chooses first, by propensity: largest, smallest or data (nearest).", DefaultValueFactory = _ => PropensityMatchingOrder.Largest };
    private static readonly Option<string?> Baseline = new("--baseline") { Description = "Column with the outcome before (did); for event-study the columns of the periods before the index date in order of time, with commas: the last is the reference." };
    private static readonly Option<int?> OutcomeMonths = new("--outcome-months") { Description = "Months that the outcome, or each period of it, covers (did, event-study); must equal --baseline-months." };
    private static readonly Option<int?> BaselineMonths = new("--baseline-months") { Description = "Months that the baseline covers (did, event-study)." };
    private static readonly Option<string?> By = new("--by") { Description = "Columns within whose categories the effect is estimated too, with balance within, a test that effects differ, Holm's adjustment and shrinkage (weights, entropy, aipw)." };
    private static readonly Option<int> Support = new("--support") { Description = "Clusters of each group that a category of a covariate needs; the rows of others are left out and counted.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> Seed = new("--seed") { Description = "Shuffle the rows with this seed first, so that ties are broken at random but repeatably." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print everything as JSON." };

    public static Command Create()
    {
        var command = new Command("estimate", Help)
        {
            Data, Treatment, Outcome, Covariates, Categories, Cluster, Exact, Method, Caliper, Score, Replace, Ratio, Order, Baseline, OutcomeMonths, BaselineMonths, Trim, Cap, By, Support,
            Seed, Json,
        };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(ct => RunAsync(parsed, ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            var request = Request(parsed);
            var file = parsed.GetRequiredValue(Data);
            await using var content = file.OpenRead();
            var parquet = string.Equals(file.Extension, ".parquet", StringComparison.OrdinalIgnoreCase);
            var report = TableEstimation.Run(AnalysisTable.Read(content, parquet, request.Columns, cancellationToken), request);
            Console.WriteLine(parsed.GetValue(Json) ? EstimateReport.Json(report) : EstimateReport.Text(report));
            return ExitCode.Ok;
        }
        catch (EvaluationInputException fault)
        {
            await Console.Error.WriteLineAsync("tfp: " + fault.Message);
            return ExitCode.Refused;
        }
    }

    private static TableMethod MethodOf(ArgumentResult result)
    {
        if (TableMethods.TryParse(result.Tokens.Single().Value) is { } method)
            return method;
        result.AddError($"--method must be one of {string.Join(", ", TableMethods.Names)}.");
        return default;
    }

    private static TableRequest Request(ParseResult parsed)
    {
        var request = Plain(parsed);
        if (request.Method != TableMethod.EventStudy)
            return request;
        var (after, before) = (Names(request.Outcome), Names(request.Baseline));
        return after.Length == 0 ? request : request with
        {
            Outcome = after[0],
            LaterOutcomes = after[1..],
            Baseline = before.Length == 0 ? null : before[^1],
            EarlierBaselines = before.Length == 0 ? [] : before[..^1],
        };
    }

    private static WeightingOptions Weighting(ParseResult parsed) => new() { Trim = Limits(parsed.GetValue(Trim)), CapQuantile = parsed.GetValue(Cap) };

    private static (double Low, double High)? Limits(string? text)
    {
        if (text is null)
            return null;
        var parts = text.Split(',');
        return parts.Length == 2 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var low) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var high)
            ? (low, high)
            : throw new EvaluationInputException("--trim must be two probabilities with a comma between them, the lower one first");
    }

    private static TableRequest Plain(ParseResult parsed) => new()
    {
        Treatment = parsed.GetRequiredValue(Treatment),
        Outcome = parsed.GetRequiredValue(Outcome),
        Covariates = Names(parsed.GetRequiredValue(Covariates)),
        Categories = Names(parsed.GetValue(Categories)),
        Cluster = parsed.GetValue(Cluster),
        Exact = Names(parsed.GetValue(Exact)),
        Method = parsed.GetValue(Method),
        Matching = new PropensityMatchingOptions
        {
            Caliper = parsed.GetValue(Caliper),
            Score = parsed.GetValue(Score),
            Replace = parsed.GetValue(Replace),
            Ratio = parsed.GetValue(Ratio),
            Order = parsed.GetValue(Order),
        },
        Weighting = Weighting(parsed),
        By = Names(parsed.GetValue(By)),
        Baseline = parsed.GetValue(Baseline),
        OutcomeMonths = parsed.GetValue(OutcomeMonths),
        BaselineMonths = parsed.GetValue(BaselineMonths),
        MinimumClusters = parsed.GetValue(Support),
        Seed = parsed.GetValue(Seed),
    };

    // As in a row of CSV: a name in quotation marks may hold commas.
    private static string[] Names(string? list)
    {
        var names = new List<string>();
        var (name, quoted) = (new StringBuilder(), false);
        foreach (var c in list ?? string.Empty)
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                Take();
            else
                name.Append(c);
        }

        Take();
        return [.. names];

        void Take()
        {
            if (name.ToString().Trim() is { Length: > 0 } taken)
                names.Add(taken);
            name.Clear();
        }
    }
}
