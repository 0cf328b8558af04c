namespace TfPipeline.Evaluation;

/// <summary>How nearest-neighbour matching pairs people.</summary>
public sealed record PropensityMatchingOptions
{
    /// <summary>Comparison people per person on the programme, at least 1; fewer when the pool runs out.</summary>
    public int Ratio { get; init; } = 1;

    /// <summary>Whether a comparison person may serve more than once.</summary>
    public bool Replace { get; init; }

    /// <summary>Largest allowed distance in standard deviations of the score over both groups; <c>null</c> for none.</summary>
    public double? Caliper { get; init; } = 0.2;

    /// <summary>What distances are measured on.</summary>
    public PropensityMatchingScore Score { get; init; } = PropensityMatchingScore.Logit;

    /// <summary>Who chooses first when a comparison person serves once only.</summary>
    public PropensityMatchingOrder Order { get; init; } = PropensityMatchingOrder.Largest;
}

/// <summary>Scale of the distance.</summary>
public enum PropensityMatchingScore
{
    /// <summary>Log odds of the propensity: differences near 0 and 1 count as much as those in the middle.</summary>
    Logit,

    /// <summary>The propensity itself.</summary>
    Probability,
}

/// <summary>Order in which people on the programme are matched. Equal scores go in the order of the data.</summary>
public enum PropensityMatchingOrder
{
    /// <summary>Highest propensity first: those with the fewest likely partners choose first.</summary>
    Largest,

    /// <summary>Lowest propensity first.</summary>
    Smallest,

    /// <summary>As the data come.</summary>
    Data,
}
