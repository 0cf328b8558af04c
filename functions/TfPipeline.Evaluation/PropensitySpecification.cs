using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>The propensity specification of one sample: its covariates as a matrix, without those that are constant, repeat another or are too rare.</summary>
internal sealed class PropensitySpecification
{
    private PropensitySpecification(DesignMatrix matrix, IReadOnlyList<PanelCovariate> covariates, IReadOnlyList<string> leftOut)
    {
        Matrix = matrix;
        Covariates = covariates;
        LeftOut = leftOut;
    }

    public DesignMatrix Matrix { get; }

    public IReadOnlyList<string> LeftOut { get; }

    /// <summary>Places of the units that are in no category of one group only; fewer than all means that the others have nobody to compare with.</summary>
    public required int[] Inside { get; init; }

    private IReadOnlyList<PanelCovariate> Covariates { get; }

    public static PropensitySpecification Create(IEnumerable<PanelCovariate> covariates, int[] units, bool[] treated)
    {
        var kept = new List<PanelCovariate>();
        var columns = new List<(string, DesignColumn)>();
        var leftOut = new List<string>();
        var outside = new List<(DesignColumn Column, bool Level)>();
        var rarity = new ColumnRarity(treated);
        foreach (var covariate in covariates)
        {
            var column = covariate.Values.Select(units);
            if (column.IsConstant || !rarity.Adds(column))
            {
                leftOut.Add(covariate.Name);
                continue;
            }

            if (column.IsBinary && rarity.LoneLevel(column) is { } lone)
                outside.Add((column, lone));
            kept.Add(covariate);
            columns.Add((covariate.Name, column));
        }

        return new PropensitySpecification(DesignMatrix.Create(units.Length, columns), kept, leftOut)
        {
            Inside = [.. Enumerable.Range(0, units.Length).Where(i => !outside.Exists(o => o.Column[i] != 0 == o.Level))],
        };
    }

    /// <summary>The matrix without what one outcome was in any part of a window, for the person and for the family.</summary>
    public DesignMatrix Without(string outcome, PanelWindow window)
    {
        var names = Covariates.Where(c => c.Window is { } of && PanelWindow.Find(of)!.Overlaps(window) && c.Outcomes.Contains(outcome, StringComparer.Ordinal))
            .Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return Matrix.Without(names.Contains);
    }
}
