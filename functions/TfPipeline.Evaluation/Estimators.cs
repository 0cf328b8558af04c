namespace TfPipeline.Evaluation;

/// <summary>Names of the estimators in results and files.</summary>
public static class Estimators
{
    /// <summary>Plain difference of means; not an effect.</summary>
    public const string Naive = "naive";

    /// <summary>Odds weights on Matches: the main estimate.</summary>
    public const string AttWeights = "odds_weights";

    /// <summary>Nearest-neighbour matching, each partner once.</summary>
    public const string Nearest = "nearest";

    /// <summary>Nearest-neighbour matching, partners may serve again.</summary>
    public const string NearestReplace = "nearest_replace";

    /// <summary>Odds weights on the change since the window of the same length before the index date.</summary>
    public const string DifferenceInDifferences = "difference_in_differences";

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
        [Naive, AttWeights, Nearest, NearestReplace, DifferenceInDifferences, Placebo, WithPossibleLinks, WithoutNumbers, LinkCorrected, ImputedLinks];
}
