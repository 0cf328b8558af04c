using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>What an evaluation found, in the kinds that disclosure control has rules for.</summary>
internal static class EvaluationOutputs
{
    public const string Effects = "effects";
    public const string Subgroups = "subgroups";
    public const string Balance = "balance";
    public const string Overlap = "overlap";
    private const int BinsJoined = 2;

    public static ProposedEstimates EffectsOf(EvaluationResult evaluation, PanelData panel)
    {
        var parameters = evaluation.Designs.ToDictionary(d => d.Id, d => d.Terms.Count, StringComparer.Ordinal);
        return new ProposedEstimates(Effects, OutcomeCounts.Table, [.. evaluation.Effects.Select(e => Row(e, panel, parameters))]);
    }

    /// <summary>Effects within categories; none where no primary outcome is in the panel.</summary>
    public static IEnumerable<ProposedOutput> SubgroupsOf(EvaluationResult evaluation)
    {
        SubgroupRow[] rows = [.. evaluation.Subgroups.SelectMany(s => s.Study.Categories.Select(c => Row(s, c)))];
        return rows.Length == 0 ? [] : [new ProposedSubgroups(Subgroups, OutcomeCounts.Table, rows)];
    }

    private static SubgroupRow Row(OutcomeSubgroups of, SubgroupEffect category)
    {
        var row = new EstimateRow
        {
            Outcome = of.Outcome,
            Window = of.Window,
            Estimator = of.Estimator,
            IsEvent = true,
            RestsOn = [of.Window],
            Flags = category.Flags,
            ShareCovered = category.ShareCovered,
            NotEstimated = category.NotEstimated,
        };
        return new SubgroupRow(category.Estimate is { } estimate ? Filled(row, estimate, of.Terms) : row, of.Dimension, category.Category)
        {
            Shrunk = category.Shrunk?.Effect,
            ShrunkLow = category.Shrunk?.Low,
            ShrunkHigh = category.Shrunk?.High,
            InteractionPValue = of.Study.Interaction?.PValue,
        };
    }

    public static ProposedBalance BalanceOf(EvaluationResult evaluation)
        => new(Balance, [.. evaluation.Designs.SelectMany(d =>
            Rows(d, "odds_weights", d.WeightedBalance).Concat(Rows(d, "nearest", d.MatchedBalance)))]);

    public static ProposedCounts OverlapOf(EvaluationResult evaluation)
        => new(new CountTable
        {
            Name = Overlap,
            Title = "Propensities by group: people per bin of equal width",
            MeasureColumn = "design",
            Categories = [],
            PrintedCategories = 0,
            Rows = [.. evaluation.Designs.SelectMany(d => Bins(d, Breakdown.Programme, d.Overlap.ProgrammeCounts)
                .Concat(Bins(d, Breakdown.Comparison, d.Overlap.ComparisonCounts)))],
        });

    private static EstimateRow Row(OutcomeEffect effect, PanelData panel, Dictionary<string, int> parameters)
    {
        var estimate = effect.Estimate;
        var row = new EstimateRow
        {
            Outcome = effect.Outcome,
            Window = effect.Window,
            Estimator = effect.Estimator,
            IsEvent = panel.Find(effect.Outcome)?.Definition.Scale != OutcomeScale.Amount,
            RestsOn = effect.Estimator is Estimators.DifferenceInDifferences or Estimators.EventStudy ? [effect.Window, PanelWindow.Find(effect.Window)!.Before.Name] : [effect.Window],
            Flags = effect.Flags,
            OfCounts = effect.Estimator == Estimators.Naive,
            ShareCovered = effect.Support?.ShareCovered ?? 1,
            NotEstimated = estimate is null ? effect.NotEstimated ?? NotEstimatedReasons.TooFewPeople : null,
        };
        return estimate is null ? row : Filled(row, estimate, effect.Design is { } design ? parameters.GetValueOrDefault(design) : 0) with
        {
            LinkageShare = effect.Imputation?.LinkageShare,
            LinksExpectedRight = effect.Imputation?.ExpectedRight,
            ExposedComparison = effect.ExposedComparison,
            PreTestPValue = effect.EventStudy?.PreTestPValue,
            Breakdown = effect.EventStudy?.Breakdown,
        };
    }

    /// <summary>A row with an estimate of a model of so many parameters.</summary>
    internal static EstimateRow Filled(EstimateRow row, EffectEstimate estimate, int parameters) => row with
    {
        ResidualDegreesOfFreedom = estimate.Clusters - parameters - 2,
        Programme = estimate.Programme,
        Comparison = estimate.Comparison,
        ProgrammeMean = estimate.ProgrammeMean,
        ComparisonMean = estimate.ComparisonMean,
        Effect = estimate.Effect,
        StandardError = estimate.StandardError,
        Low = estimate.Low,
        High = estimate.High,
        Relative = estimate.Relative,
        PValue = estimate.PValue,
        DegreesOfFreedom = estimate.DegreesOfFreedom,
        AdjustedPValue = estimate.AdjustedPValue,
        MinimumDetectableEffect = estimate.MinimumDetectableEffect,
        EffectiveComparison = estimate.EffectiveComparison,
        ShareOfProgrammeDropped = estimate.ShareOfProgrammeDropped,
    };

    private static IEnumerable<BalanceRow> Rows(PropensityReport design, string method, IReadOnlyList<CovariateBalance> balance)
        => balance.Select(b => new BalanceRow(
            design.Id, design.Kind, method, b.Covariate, b.Binary, design.Programme, design.Comparison, b.ProgrammeMean, b.Before.ComparisonMean,
            b.Before.StandardisedDifference, b.After.StandardisedDifference, b.Before.VarianceRatio, b.After.VarianceRatio));

    private static IEnumerable<CountRow> Bins(PropensityReport design, string group, int[] counts)
    {
        var joined = counts.Chunk(BinsJoined).Select(c => c.Sum()).ToArray();
        yield return Row(CountTable.All, CountTable.All, joined.Sum());
        for (var bin = 0; bin < joined.Length; bin++)
            yield return Row("propensity", FormattableString.Invariant($"{(double)bin / joined.Length:0.00}-{(bin + 1.0) / joined.Length:0.00}"), joined[bin]);

        CountRow Row(string dimension, string level, int people)
            => new(design.Id, design.Id, "", group, dimension, level, CellCount.OfSingles(people), []);
    }
}
