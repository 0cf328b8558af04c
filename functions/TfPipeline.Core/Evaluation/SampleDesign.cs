namespace TfPipeline.Core.Evaluation;

/// <summary>The covariates of one sample as a matrix, without those that are constant in it, repeat another or are too rare.</summary>
internal sealed class SampleDesign
{
    private const int PeoplePerColumn = 10;

    private SampleDesign(DesignMatrix matrix, IReadOnlyList<PanelCovariate> covariates, IReadOnlyList<string> leftOut)
    {
        Matrix = matrix;
        Covariates = covariates;
        LeftOut = leftOut;
    }

    public DesignMatrix Matrix { get; }

    public IReadOnlyList<string> LeftOut { get; }

    private IReadOnlyList<PanelCovariate> Covariates { get; }

    /// <summary>
    /// The columns of a sample. With fewer than ten people of the smaller group for each column, only what the council said and the
    /// history with <paramref name="own"/> outcomes stay: more would fit the sample instead of the groups.
    /// </summary>
    public static SampleDesign Create(IReadOnlyCollection<PanelCovariate> covariates, int[] units, bool[] treated, IReadOnlySet<string> own)
    {
        var all = Create(covariates, units, treated);
        var programme = treated.Count(t => t);
        if (Math.Min(programme, treated.Length - programme) >= PeoplePerColumn * all.Matrix.Columns.Length)
            return all;
        var near = covariates.Where(c => c.Outcomes.All(own.Contains)).ToArray();
        var few = Create(near, units, treated);
        return new SampleDesign(few.Matrix, few.Covariates, [.. few.LeftOut, .. covariates.Except(near).Select(c => c.Name)]);
    }

    private static SampleDesign Create(IEnumerable<PanelCovariate> covariates, int[] units, bool[] treated)
    {
        var kept = new List<PanelCovariate>();
        var columns = new List<(string, double[])>();
        var leftOut = new List<string>();
        var rarity = new ColumnRarity(treated);
        foreach (var covariate in covariates)
        {
            var values = DesignMatrix.Take(covariate.Values, units);
            if (IsConstant(values) || !rarity.Adds(values))
            {
                leftOut.Add(covariate.Name);
                continue;
            }

            kept.Add(covariate);
            columns.Add((covariate.Name, values));
        }

        return new SampleDesign(DesignMatrix.Create(units.Length, columns), kept, leftOut);
    }

    /// <summary>The matrix without what one outcome was in one window, for the person and for the family.</summary>
    public DesignMatrix Without(string outcome, string window)
    {
        var names = Covariates.Where(c => string.Equals(c.Window, window, StringComparison.Ordinal) && c.Outcomes.Contains(outcome, StringComparer.Ordinal))
            .Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return Matrix.Without(names.Contains);
    }

    private static bool IsConstant(double[] values) => Array.TrueForAll(values, v => v == values[0]);
}
