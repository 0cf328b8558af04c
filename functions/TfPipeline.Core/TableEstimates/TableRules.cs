using TfPipeline.Evaluation;

namespace TfPipeline.Core.TableEstimates;

/// <summary>Which options go together.</summary>
internal static class TableRules
{
    /// <exception cref="EvaluationInputException">The request contradicts itself.</exception>
    public static void Check(TableRequest request)
    {
        var ofChange = request.Method is TableMethod.Did or TableMethod.EventStudy;
        if (request.Method == TableMethod.Did && request.Baseline is null)
            throw new EvaluationInputException("difference-in-differences needs --baseline, the outcome before");
        if (request.Method == TableMethod.EventStudy && request.Baseline is null)
            throw new EvaluationInputException("an event study needs --baseline, the outcome in the periods before in order of time, the last of which is the reference");
        if (!ofChange && request.Baseline is not null)
            throw new EvaluationInputException("--baseline belongs to the methods did and event-study");
        if (request.Method != TableMethod.EventStudy && request.EarlierBaselines.Count + request.LaterOutcomes.Count > 0)
            throw new EvaluationInputException("several periods in --outcome or --baseline belong to the method event-study");
        if (request.OutcomeMonths != request.BaselineMonths)
            throw new EvaluationInputException("only windows of equal length are subtracted: --outcome-months and --baseline-months must be given together and be equal");
        if (request.OutcomeMonths is not null && !ofChange)
            throw new EvaluationInputException("--outcome-months and --baseline-months belong to the methods did and event-study");
        if (request.MinimumClusters < 1)
            throw new EvaluationInputException("--support must be at least 1");
        if (request.Method != TableMethod.Nearest && request.Exact.Count > 0)
            throw new EvaluationInputException("--exact belongs to the method nearest");
        if (request.Method != TableMethod.Nearest && request.Matching != TableRequest.PlainMatching)
            throw new EvaluationInputException("--caliper, --score, --replace, --ratio and --order belong to the method nearest");
        if (request.Method is TableMethod.Nearest or TableMethod.Entropy && request.Weighting != new WeightingOptions())
            throw new EvaluationInputException("--trim and --cap belong to the methods with odds weights: weights, did, aipw and event-study");
        if (request.By.Count > 0 && request.Method is not (TableMethod.Weights or TableMethod.Entropy or TableMethod.Aipw))
            throw new EvaluationInputException("--by belongs to the methods weights, entropy and aipw");
        if (request.OutcomeColumns.Append(request.Treatment).Any(c => request.By.Contains(c, StringComparer.Ordinal)))
            throw new EvaluationInputException("--by may hold neither treatment nor outcome");
        CheckCovariates(request);
    }

    private static void CheckCovariates(TableRequest request)
    {
        if (request.Categories.Any(c => !request.Covariates.Contains(c, StringComparer.Ordinal)))
            throw new EvaluationInputException("--categories may name columns of --covariates only");
        if (request.Covariates.Count == 0)
            throw new EvaluationInputException("--covariates must name at least one column");
        if (request.OutcomeColumns.Append(request.Treatment).Any(c => request.Covariates.Contains(c, StringComparer.Ordinal)))
            throw new EvaluationInputException("--covariates may hold neither treatment nor outcome nor baseline");
        if (request.OutcomeColumns.Distinct(StringComparer.Ordinal).Count() < request.OutcomeColumns.Count)
            throw new EvaluationInputException("--outcome and --baseline name one column twice; each period has a column of its own");
    }
}
