namespace TfPipeline.Disclosure;

/// <summary>One estimate within one category.</summary>
/// <param name="Estimate">The estimate of the category's people.</param>
/// <param name="Dimension">The variable. Where counts have it as a dimension, the category's counts must be shown for the estimate to be.</param>
/// <param name="Level">The category.</param>
public sealed record SubgroupRow(EstimateRow Estimate, string Dimension, string Level)
{
    /// <summary>The effect drawn towards the mean of the categories; null where nothing is drawn.</summary>
    public double? Shrunk { get; init; }

    /// <summary>Lower limit of its interval.</summary>
    public double? ShrunkLow { get; init; }

    /// <summary>Upper limit.</summary>
    public double? ShrunkHigh { get; init; }

    /// <summary>p value of the test that effects of the dimension's categories differ.</summary>
    public double? InteractionPValue { get; init; }
}
