namespace TfPipeline.Evaluation;

/// <summary>Specification and diagnostics of one propensity model, shared by all effects that name it.</summary>
public sealed record PropensityReport
{
    /// <summary>Id that effects refer to: the first outcome and window that it was made for, and its kind.</summary>
    public required string Id { get; init; }

    /// <summary><c>main</c>, <c>placebo</c>, <c>change</c>, <c>event_study</c>, <c>with_possible</c>, <c>without_numbers</c> or <c>imputed_links</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>People of the programme group.</summary>
    public required int Programme { get; init; }

    /// <summary>People in comparison.</summary>
    public required int Comparison { get; init; }

    /// <summary>Families of both groups.</summary>
    public required int Families { get; init; }

    /// <summary>The fitted model's terms.</summary>
    public required IReadOnlyList<ModelTerm> Terms { get; init; }

    /// <summary>Covariates left out because they are constant, repeat others or have too few people.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Prior scale when the ridge fallback was needed.</summary>
    public double? RidgePriorScale { get; init; }

    /// <summary>Log-likelihood of the model.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Propensities by group.</summary>
    public required Overlap Overlap { get; init; }

    /// <summary>Effective size of the weighted comparison group.</summary>
    public required double EffectiveComparison { get; init; }

    /// <summary>Part of the programme group that trimming left out of the weighted estimates.</summary>
    public required double TrimmedShare { get; init; }

    /// <summary>Part of the programme group that found no partner; <c>null</c> where no matching was done.</summary>
    public double? UnmatchedShare { get; init; }

    /// <summary>Balance before and after odds weights.</summary>
    public required IReadOnlyList<CovariateBalance> WeightedBalance { get; init; }

    /// <summary>Balance before and after matching; empty where no matching was done.</summary>
    public required IReadOnlyList<CovariateBalance> MatchedBalance { get; init; }

    /// <summary>The model's coefficients as a start for nearly the same model; <c>null</c> after a ridge fit, whose penalty the other may not need.</summary>
    internal IReadOnlyDictionary<string, double>? AsStart() =>
        RidgePriorScale is null ? Terms.ToDictionary(t => t.Covariate, t => t.Coefficient, StringComparer.Ordinal) : null;
}

/// <summary>A term of a propensity model.</summary>
/// <param name="Covariate">Column name.</param>
/// <param name="Coefficient">Log odds of being on the programme per unit of the covariate.</param>
/// <param name="StandardError">Its standard error.</param>
public sealed record ModelTerm(string Covariate, double Coefficient, double StandardError);
