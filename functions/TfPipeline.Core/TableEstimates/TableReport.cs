using TfPipeline.Evaluation;

namespace TfPipeline.Core.TableEstimates;

/// <summary>What an estimate from a table found.</summary>
/// <param name="Method">The method used.</param>
/// <param name="RowsRead">Rows in the file.</param>
/// <param name="RowsLeftOut">Rows with a missing value in one of the columns.</param>
/// <param name="Naive">Plain difference of means.</param>
/// <param name="Adjusted">The estimate.</param>
/// <param name="LogLikelihood">Log-likelihood of the propensity model.</param>
/// <param name="Terms">Its terms.</param>
/// <param name="Aliased">Covariates that are combinations of others and were left out.</param>
/// <param name="RidgePriorScale">Prior scale when the groups are separated and the ridge fallback was used.</param>
/// <param name="Balance">Covariates before and after.</param>
/// <param name="Unbalanced">Whether any standardised difference is above 0.1 after adjustment.</param>
/// <param name="Overlap">Propensities by group.</param>
/// <param name="Support">Who was left out because nobody can be compared with them.</param>
public sealed record TableReport(
    string Method,
    int RowsRead,
    int RowsLeftOut,
    EffectEstimate Naive,
    EffectEstimate Adjusted,
    double LogLikelihood,
    IReadOnlyList<ModelTerm> Terms,
    IReadOnlyList<string> Aliased,
    double? RidgePriorScale,
    IReadOnlyList<CovariateBalance> Balance,
    bool Unbalanced,
    Overlap Overlap,
    TableSupport Support)
{
    /// <summary>What must be true for the method.</summary>
    public required string Assumes { get; init; }

    /// <summary>Every period of an event study, whose first after the index date is <see cref="Adjusted"/>; null for other methods.</summary>
    public EventStudy? EventStudy { get; init; }

    /// <summary>Effects within the categories of each column that was asked for.</summary>
    public IReadOnlyList<TableSubgroups> Subgroups { get; init; } = [];
}

/// <summary>Effects within the categories of one column.</summary>
/// <param name="By">The column.</param>
/// <param name="Study">The effects.</param>
public sealed record TableSubgroups(string By, SubgroupStudy Study);
