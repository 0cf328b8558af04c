namespace TfPipeline.Evaluation;

/// <summary>Where a search for a maximum starts.</summary>
/// <param name="Coefficients">On the centred covariates.</param>
/// <param name="Information">The information there; null where it is not known yet.</param>
internal readonly record struct StartingPoint(double[] Coefficients, double[]? Information)
{
    public static StartingPoint At(double[] coefficients) => new(coefficients, null);
}
