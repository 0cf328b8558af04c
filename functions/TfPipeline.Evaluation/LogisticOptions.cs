namespace TfPipeline.Evaluation;

/// <summary>How the propensity model is fitted.</summary>
public sealed record LogisticOptions
{
    /// <summary>Newton steps before the data count as separated. A model with a finite answer needs fewer than ten.</summary>
    public int MaximumIterations { get; init; } = 25;

    /// <summary>
    /// The fit is finished after a step that moves no coefficient by more than this, per standard deviation of its covariate. What is
    /// left is about the square of it, since Newton's steps converge quadratically.
    /// </summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>
    /// Standard deviation of the normal prior that takes over when the groups are separated, on the log-odds scale per standard
    /// deviation of a covariate. 2.5 is the usual weakly informative scale (Gelman, Jakulin, Pittau and Su, Annals of Applied
    /// Statistics 2, 2008, with a normal in place of their Cauchy).
    /// </summary>
    public double RidgePriorScale { get; init; } = 2.5;

    /// <summary>Threads used; the result has the same bits for every number.</summary>
    public int Threads { get; init; } = 1;
}
