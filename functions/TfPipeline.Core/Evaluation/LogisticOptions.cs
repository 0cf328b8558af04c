namespace TfPipeline.Core.Evaluation;

/// <summary>How the propensity model is fitted.</summary>
public sealed record LogisticOptions
{
    /// <summary>Newton steps before the data count as separated. A model with a finite answer needs fewer than ten.</summary>
    public int MaximumIterations { get; init; } = 25;

    /// <summary>
    /// Largest change of a coefficient, per standard deviation of its covariate, at which the fit is finished.
    /// </summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>
    /// Standard deviation of the normal prior that takes over when the groups are separated, on the log-odds scale per standard
    /// deviation of a covariate. 2.5 is the usual weakly informative scale (Gelman, Jakulin, Pittau and Su, Annals of Applied
    /// Statistics 2, 2008, with a normal in place of their Cauchy).
    /// </summary>
    public double RidgePriorScale { get; init; } = 2.5;

    /// <summary>Threads used; the result has the same bits for every number.</summary>
    public int Threads { get; init; } = 1;
}
