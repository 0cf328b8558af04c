namespace TfPipeline.Evaluation;

/// <summary>Choices of an evaluation. The defaults are those that a release is made with.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Whether each council is a covariate. Families are compared within the conditions of their council.</summary>
    public bool CouncilEffects { get; init; } = true;

    /// <summary>
    /// Codes of the outcomes, events, that subgroups are estimated for, over the whole time. They are named before estimates are seen, because among enough
    /// subgroups of enough outcomes one always stands out.
    /// </summary>
    public IReadOnlyList<string> PrimaryOutcomes { get; init; } =
        ["child_in_need", "looked_after_child", "persistent_absence", "juvenile_conviction", "adult_conviction", "out_of_work_benefit"];

    /// <summary>People that each group must have for an effect to be estimated at all.</summary>
    public int MinimumGroup { get; init; } = 50;

    /// <summary>Families of each group that a council, age band, sex or quarter must have; the people of others are outside.</summary>
    public int MinimumFamilies { get; init; } = CommonSupport.Families;

    /// <summary>How odds weights are made.</summary>
    public WeightingOptions Weighting { get; init; } = new();

    /// <summary>How partners are found.</summary>
    public PropensityMatchingOptions Matching { get; init; } = new();

    /// <summary>Whether to add matching in which partners serve more than once.</summary>
    public bool MatchingWithReplacement { get; init; } = true;

    /// <summary>
    /// Whether to add the estimate corrected for false links, and one for each other set of links that the panel holds, draws
    /// included. Each set costs as many models as the main estimates.
    /// </summary>
    public bool LinkSensitivity { get; init; } = true;

    /// <summary>How the propensity model is fitted; its threads are ignored here.</summary>
    public LogisticOptions Propensity { get; init; } = new();

    /// <summary>Samples analysed at the same time; results have the same bits for every number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
