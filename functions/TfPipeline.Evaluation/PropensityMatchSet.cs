namespace TfPipeline.Evaluation;

/// <summary>Who was matched with whom.</summary>
public sealed class PropensityMatchSet
{
    internal PropensityMatchSet(int units, int[] programme, int[][] comparison, int programmeTotal, double[] scores, int[] strata, bool replace)
    {
        Programme = programme;
        Comparison = comparison;
        ShareOfProgrammeDropped = 1 - ((double)programme.Length / programmeTotal);
        Scores = scores;
        Strata = strata;
        Replace = replace;
        Weights = new double[units];
        for (var m = 0; m < programme.Length; m++)
        {
            Weights[programme[m]] = 1;
            foreach (var other in comparison[m])
                Weights[other] += 1.0 / comparison[m].Length;
        }
    }

    /// <summary>Units of the programme group that found at least one partner.</summary>
    public int[] Programme { get; }

    /// <summary>Their partners, nearest first.</summary>
    public int[][] Comparison { get; }

    /// <summary>One weight per unit: 1 for a matched programme unit, the sum of its shares for a partner, 0 for the unmatched.</summary>
    public double[] Weights { get; }

    /// <summary>Part of the programme group that found no partner. Above zero, the effect is about those who did.</summary>
    public double ShareOfProgrammeDropped { get; }

    internal double[] Scores { get; }

    internal int[] Strata { get; }

    internal bool Replace { get; }
}
