namespace TfPipeline.Linkage;

/// <summary>
/// Pairs whose probability is neither near 0 nor near 1, as columns by person, then by record. Draws from the posterior over linkages decide
/// these pairs; pairs above and below the limits are fixed.
/// </summary>
public sealed class UncertainPairs
{
    /// <summary>A pair below this probability is left out of every set.</summary>
    public const double Lowest = 0.001;

    /// <summary>A pair at or above this probability is in every set.</summary>
    public const double Highest = 0.999;

    /// <summary>True where a person may have several records; a record has one person at most in any case.</summary>
    public required bool SeveralRecordsPerPerson { get; init; }

    /// <summary>Row of the person in the cohort.</summary>
    public required int[] CohortIndex { get; init; }

    /// <summary>The record as the department names it.</summary>
    public required string[] RecordId { get; init; }

    /// <summary>Odds of the pair on its own, against the person having no record.</summary>
    public required double[] Odds { get; init; }

    /// <summary>Probability of the pair with all others considered.</summary>
    public required double[] Probability { get; init; }

    /// <summary>Number of pairs.</summary>
    public int Count => CohortIndex.Length;

    internal static UncertainPairs Of(CandidatePairs pairs, FittedPairs fitted, LinkageOptions options)
    {
        // By the department's own record names, so that the order doesn't come from the key.
        var kept = Enumerable.Range(0, pairs.Count).Where(p => fitted.Probabilities[p] is >= Lowest and < Highest)
            .OrderBy(p => pairs.Left[p]).ThenBy(p => pairs.RecordIds[pairs.Right[p]], StringComparer.Ordinal).ToArray();
        return new UncertainPairs
        {
            SeveralRecordsPerPerson = options.Cardinality == Cardinality.SeveralRecordsPerPerson,
            CohortIndex = Array.ConvertAll(kept, p => pairs.Left[p]),
            RecordId = Array.ConvertAll(kept, p => pairs.RecordIds[pairs.Right[p]]),
            Odds = Array.ConvertAll(kept, p => Math.Exp(Math.Clamp(fitted.LogOdds[p], -200, 200))),
            Probability = Array.ConvertAll(kept, p => fitted.Probabilities[p]),
        };
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(SeveralRecordsPerPerson);
        writer.WriteColumn(CohortIndex);
        writer.WriteColumn(Odds);
        writer.WriteColumn(Probability);
        foreach (var id in RecordId)
            writer.Write(id);
    }

    internal static UncertainPairs Load(BinaryReader reader)
    {
        var several = reader.ReadBoolean();
        var (index, odds, probability) = (reader.ReadColumn<int>(), reader.ReadColumn<double>(), reader.ReadColumn<double>());
        var ids = new string[index.Length];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = reader.ReadString();
        return new UncertainPairs { SeveralRecordsPerPerson = several, CohortIndex = index, RecordId = ids, Odds = odds, Probability = probability };
    }
}
