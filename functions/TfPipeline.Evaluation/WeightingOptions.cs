namespace TfPipeline.Evaluation;

/// <summary>How odds weights are made from propensities.</summary>
public sealed record WeightingOptions
{
    /// <summary>
    /// People of either group with a propensity outside these limits are left out. That changes whom the effect is about; the share of
    /// the programme group that is left out is reported.
    /// </summary>
    public (double Low, double High)? Trim { get; init; }

    /// <summary>Comparison weights above this quantile of the comparison weights are set to it, between 0 and 1.</summary>
    public double? CapQuantile { get; init; }

    /// <summary>
    /// Scales comparison weights so that they average one. The estimate doesn't move, since weights are normalised; weights that are
    /// written out are easier to read.
    /// </summary>
    public bool Stabilise { get; init; }
}
