namespace TfPipeline.Evaluation;

/// <summary>Names of the estimators in results and files.</summary>
public static class Estimators
{
    /// <summary>Plain difference of means; not an effect.</summary>
    public const string Naive = "naive";

    /// <summary>Odds weights on Matches: the main estimate.</summary>
    public const string AttWeights = "odds_weights";

    /// <summary>Odds weights on the programme while the comparison has not joined: people who joined by the window's end are out, and the others weighted for it.</summary>
    public const string UntilJoined = "odds_weights_until_joined";

    /// <summary>Entropy balancing: weights that make every mean equal, without a propensity model.</summary>
    public const string EntropyBalancing = "entropy_balancing";

    /// <summary>Odds weights on what an outcome model of the comparison group leaves unexplained.</summary>
    public const string DoublyRobust = "doubly_robust";

    /// <summary>Nearest-neighbour matching, each partner once.</summary>
    public const string Nearest = "nearest";

    /// <summary>Nearest-neighbour matching, partners may serve again.</summary>
    public const string NearestReplace = "nearest_replace";

    /// <summary>Odds weights on the change since the window of the same length before the index date.</summary>
    public const string DifferenceInDifferences = "difference_in_differences";

    /// <summary>Odds weights on the change since the last half-year before the index date, for every other half-year.</summary>
    public const string EventStudy = "event_study";

    /// <summary>Odds weights on months −12 to −1, from a model that knows months −24 to −13 only: should find nothing.</summary>
    public const string Placebo = "placebo";

    /// <summary>Odds weights with Possible links taken too.</summary>
    public const string WithPossibleLinks = "odds_weights_with_possible_links";

    /// <summary>Odds weights on links made without National Insurance and unique pupil numbers.</summary>
    public const string WithoutNumbers = "odds_weights_without_numbers";

    /// <summary>Odds weights on outcomes corrected for the chance that a link is false.</summary>
    public const string LinkCorrected = "odds_weights_link_corrected";

    /// <summary>Odds weights over random sets of links, combined by Rubin's rules.</summary>
    public const string ImputedLinks = "odds_weights_imputed_links";

    /// <summary>All of them, in the order of results.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Naive, AttWeights, UntilJoined, EntropyBalancing, DoublyRobust, Nearest, NearestReplace, DifferenceInDifferences, EventStudy, Placebo, WithPossibleLinks, WithoutNumbers, LinkCorrected,
        ImputedLinks,
    ];

    /// <summary>The estimators that differ in what must be true for them, in plain words. Those of links and the placebo assume what the main one does.</summary>
    public static IReadOnlyList<(string Estimator, string Assumes)> Assumptions { get; } =
    [
        (Naive, "that both groups would have fared alike without the programme, whatever their differences: not an effect"),
        (AttWeights, "that nothing unobserved decides on both programme and outcome, and that the propensity model is right"),
        (UntilJoined, "the same, and that among people alike in the covariates those who joined the programme later would have fared like those who did not"),
        (EntropyBalancing, "that nothing unobserved decides on both, and that either the log odds of the programme or the outcome without it is linear in the covariates"),
        (DoublyRobust, "that nothing unobserved decides on both, and that the propensity model or the outcome model is right"),
        (Nearest, "that nothing unobserved decides on both, and that people of nearly equal propensity are alike; it is about those who find a partner"),
        (NearestReplace, "that nothing unobserved decides on both, and that people of nearly equal propensity are alike; it is about those who find a partner"),
        (DifferenceInDifferences, "that without the programme both groups, alike in the other covariates, would have changed alike since the window before; what is unobserved may differ as long as it lasts"),
        (EventStudy, "that without the programme both groups, alike in the other covariates, would have changed alike from period to period, which the periods before the index date can contradict"),
    ];

    /// <summary>What an estimator assumes, in plain words; null for those that assume what the main one does.</summary>
    public static string? Assumes(string estimator) =>
        Assumptions.Where(a => string.Equals(a.Estimator, estimator, StringComparison.Ordinal)).Select(a => a.Assumes).FirstOrDefault();
}
