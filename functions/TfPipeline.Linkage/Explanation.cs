namespace TfPipeline.Linkage;

/// <summary>What one field adds to a pair's weight. It names levels, never values.</summary>
/// <param name="Field">The field.</param>
/// <param name="Level">The level of agreement, as a word.</param>
/// <param name="Weight">Base-2 logarithm of the likelihood ratio of this field in this pair.</param>
/// <param name="AverageWeight">The same for a value of average frequency and without corrections for dependence between fields.</param>
public sealed record FieldWeight(Field Field, string Level, double Weight, double AverageWeight);

/// <summary>The match weights that make up the probability of a pair.</summary>
/// <param name="PriorWeight">Base-2 logarithm of the odds before any field, for people of this year of birth.</param>
/// <param name="Fields">What each field adds.</param>
/// <param name="LogOdds">Base-2 logarithm of the odds of the pair on its own: prior and fields together.</param>
/// <param name="Probability">Posterior probability, with competing pairs of the same person and record.</param>
public sealed record Explanation(double PriorWeight, IReadOnlyList<FieldWeight> Fields, double LogOdds, double Probability)
{
    private static readonly string[] Names = ["missing", "equal", "form of the name", "one edit", "similar", "initial only", "different", "names swapped", "half swapped"];
    private static readonly string[] Dates = ["missing", "equal", "one slip", "two parts equal", "two digits", "different"];
    private static readonly string[] Postcodes = ["missing", "equal", "one edit", "same sector", "same district", "different", "household moved together"];
    private static readonly string[] Codes = ["missing", "equal", "different"];

    /// <summary>Explains a pair of a left person and a record; null when the two were never a plausible candidate.</summary>
    public static Explanation? Of(LinkageResult result, int leftPerson, string recordId)
    {
        ArgumentNullException.ThrowIfNull(result);
        var (pairs, fitted) = (result.Pairs!, result.Fitted!);
        for (var p = 0; p < pairs.Count; p++)
        {
            if (pairs.Left[p] == leftPerson && string.Equals(pairs.RecordIds[pairs.Right[p]], recordId, StringComparison.Ordinal))
                return Of(pairs.Patterns[p], leftPerson, fitted, p);
        }

        return null;
    }

    /// <summary>The level of a field as a word.</summary>
    public static string LevelName(Field field, int level) => (field switch
    {
        Field.Forename or Field.Surname => Names,
        Field.BirthDate => Dates,
        Field.Postcode => Postcodes,
        _ => Codes,
    })[level];

    private static Explanation Of(int pattern, int leftPerson, FittedPairs fitted, int p)
    {
        Span<double> weights = stackalloc double[ComparisonVector.Fields];
        fitted.Scorer.Weigh(leftPerson, pattern, weights);
        var levels = ComparisonVector.Levels(pattern);
        var fields = new List<FieldWeight>(ComparisonVector.Fields);
        for (var f = 0; f < ComparisonVector.Fields; f++)
            fields.Add(new FieldWeight((Field)f, LevelName((Field)f, levels[f]), weights[f] / Math.Log(2), fitted.Scorer.AverageWeight(f, levels[f]) / Math.Log(2)));
        return new Explanation((fitted.LogOdds[p] - fitted.Scorer.Score(leftPerson, pattern)) / Math.Log(2), fields, fitted.LogOdds[p] / Math.Log(2), fitted.Probabilities[p]);
    }
}
