namespace TfPipeline.Reports.ReleaseReports;

/// <summary>Effects of one outcome within the categories of one variable.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Dimension">The variable in words.</param>
/// <param name="InteractionPValue">p value of the test that effects differ; null where it is not shown.</param>
/// <param name="Lines">The categories.</param>
public sealed record SubgroupsModel(OutcomeFacts Outcome, string Dimension, double? InteractionPValue, IReadOnlyList<SubgroupLine> Lines);

/// <summary>The effect within one category.</summary>
/// <param name="Category">Its name.</param>
/// <param name="Effect">The effect by itself.</param>
/// <param name="HolmPValue">p value adjusted over the categories.</param>
/// <param name="Shrunk">The effect drawn towards the mean of the categories.</param>
public sealed record SubgroupLine(string Category, EffectModel Effect, double? HolmPValue, EffectModel Shrunk)
{
    /// <summary>Diagnostics that failed within the category.</summary>
    public IReadOnlyList<EffectWarning> Failed { get; init; } = [];
}
