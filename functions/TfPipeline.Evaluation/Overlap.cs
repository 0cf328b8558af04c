namespace TfPipeline.Evaluation;

/// <summary>How far the two groups' propensities cover each other.</summary>
/// <param name="ProgrammeCounts">People of the programme per bin; bins of equal width from 0 to 1.</param>
/// <param name="ComparisonCounts">People in comparison per bin.</param>
/// <param name="ShareOfProgrammeBeyondComparison">
/// Part of the programme group whose propensity lies outside the comparison group's range: nobody is like them.
/// </param>
public sealed record Overlap(int[] ProgrammeCounts, int[] ComparisonCounts, double ShareOfProgrammeBeyondComparison)
{
    /// <summary>Bins of the histogram.</summary>
    public const int Bins = 20;

    /// <summary>Counts propensities by group.</summary>
    public static Overlap Of(double[] propensities, bool[] treated)
    {
        ArgumentNullException.ThrowIfNull(propensities);
        ArgumentNullException.ThrowIfNull(treated);
        Inputs.RefuseUnequal(propensities.Length, treated.Length, "treatment");
        var groups = Inputs.Groups(treated);
        var programme = new int[Bins];
        var comparison = new int[Bins];
        double low = 1, high = 0;
        for (var i = 0; i < treated.Length; i++)
        {
            var bin = Math.Clamp((int)(propensities[i] * Bins), 0, Bins - 1);
            (treated[i] ? programme : comparison)[bin]++;
            if (treated[i])
                continue;
            low = Math.Min(low, propensities[i]);
            high = Math.Max(high, propensities[i]);
        }

        var beyond = 0;
        for (var i = 0; i < treated.Length; i++)
            beyond += treated[i] && (propensities[i] < low || propensities[i] > high) ? 1 : 0;
        return new Overlap(programme, comparison, (double)beyond / groups.Treated);
    }
}
