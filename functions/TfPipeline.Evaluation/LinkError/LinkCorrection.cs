using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>
/// Outcomes corrected for false links, in the manner of Lahiri and Larsen (Journal of the American Statistical Association 100,
/// 2005) and Chambers (Official Statistics Research 4, 2009).
/// </summary>
/// <remarks>
/// Equation (14) of docs/methods/evaluation.md. A link is right with probability λ and then has the person's own outcome y; otherwise it
/// has the outcome of another person of like age and sex. Its expectation is λy + (1 − λ)ȳ, with ȳ the mean of linked people of that age
/// band and sex, and the correction solves this for y. It is unbiased if link errors are unrelated to outcomes given age and sex. λ is
/// taken as known, so the interval leaves out its uncertainty. Missed links are not corrected.
/// </remarks>
public static class LinkCorrection
{
    // Lower limit of λ, so that no outcome is multiplied by more than two. Every Match is above it, and the main estimates take Matches only.
    private const double LowestProbability = 0.5;

    /// <summary>Expected own outcome given what was linked, link by link.</summary>
    /// <param name="observed">Outcome as linked.</param>
    /// <param name="probability">Probability that the link is right; 1 for an outcome that doesn't come from a link.</param>
    /// <param name="class">Class of people that a false link would come from, 0 and up.</param>
    public static double[] Correct(double[] observed, double[] probability, int[] @class)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(probability);
        ArgumentNullException.ThrowIfNull(@class);
        Inputs.RefuseUnequal(observed.Length, probability.Length, "link probability");
        Inputs.RefuseUnequal(observed.Length, @class.Length, "class");
        var classes = observed.Length == 0 ? 0 : @class.Max() + 1;
        var sum = new double[classes];
        var count = new int[classes];
        for (var i = 0; i < observed.Length; i++)
        {
            sum[@class[i]] += observed[i];
            count[@class[i]]++;
        }

        var corrected = new double[observed.Length];
        for (var i = 0; i < corrected.Length; i++)
        {
            var right = Math.Clamp(probability[i], LowestProbability, 1);
            corrected[i] = (observed[i] - ((1 - right) * sum[@class[i]] / count[@class[i]])) / right;
        }

        return corrected;
    }

    internal static double[] Correct(PanelData panel, OutcomePanel outcome, OutcomeColumn column, int[] units)
    {
        var links = panel.People.Links.FirstOrDefault(l => string.Equals(l.Department, outcome.Definition.Department, StringComparison.Ordinal));
        var observed = DesignMatrix.Take(column.Value, units);
        var linked = Array.ConvertAll(units, i => column.State[i] == OutcomeState.Measured);
        if (links is null)
            return observed;
        var probability = Array.ConvertAll(units, i => links.Probability[i] ?? 1);
        var places = Enumerable.Range(0, units.Length).Where(k => linked[k]).ToArray();
        var classes = ClusterVariance.Compact([.. places.Select(k => (PanelCovariates.AgeBand(panel.People.AgeAtIndex[units[k]]), panel.People.Sex[units[k]]))]);
        var corrected = Correct(DesignMatrix.Take(observed, places), DesignMatrix.Take(probability, places), classes.Codes);
        for (var k = 0; k < places.Length; k++)
            observed[places[k]] = corrected[k];
        return observed;
    }
}
