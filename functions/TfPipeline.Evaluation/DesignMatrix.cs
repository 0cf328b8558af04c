namespace TfPipeline.Evaluation;

/// <summary>
/// Covariates as columns, one value per unit. The first column is the intercept and is added here; callers give the others.
/// </summary>
/// <remarks>
/// Refuses (as <see cref="EvaluationInputException"/>) columns of unequal length, repeated names and values that aren't finite:
/// a missing covariate must have become a value and an indicator before it comes here. Costs 8 bytes per unit and column, one bit where all values are zero or one.
/// </remarks>
public sealed class DesignMatrix
{
    /// <summary>Name of the column that is always there and always one.</summary>
    public const string InterceptName = "(intercept)";

    private DesignMatrix(int rows, string[] names, DesignColumn[] columns)
    {
        Rows = rows;
        Names = names;
        Columns = columns;
    }

    /// <summary>Number of units.</summary>
    public int Rows { get; }

    /// <summary>Column names, the intercept first.</summary>
    public string[] Names { get; }

    /// <summary>Columns, the intercept first; each has <see cref="Rows"/> values.</summary>
    public DesignColumn[] Columns { get; }

    /// <summary>Makes a matrix of <paramref name="rows"/> units from named columns.</summary>
    public static DesignMatrix Create(int rows, IReadOnlyList<(string Name, double[] Values)> covariates)
    {
        ArgumentNullException.ThrowIfNull(covariates);
        for (var j = 0; j < covariates.Count; j++)
            Inputs.RefuseNonFinite(covariates[j].Values, $"covariate {j + 1}");
        return Create(rows, [.. covariates.Select(c => (c.Name, DesignColumn.Of(c.Values)))]);
    }

    /// <summary>The same from columns whose values are finite.</summary>
    internal static DesignMatrix Create(int rows, IReadOnlyList<(string Name, DesignColumn Column)> covariates)
    {
        var names = new string[covariates.Count + 1];
        var columns = new DesignColumn[covariates.Count + 1];
        names[0] = InterceptName;
        var ones = new double[rows];
        Array.Fill(ones, 1.0);
        columns[0] = DesignColumn.Of(ones);
        var seen = new HashSet<string>(StringComparer.Ordinal) { InterceptName };
        for (var j = 0; j < covariates.Count; j++)
        {
            var (name, column) = covariates[j];
            if (column.Length != rows)
                throw new EvaluationInputException($"covariate {j + 1} has {column.Length} values for {rows} units; give one value per unit");
            if (!seen.Add(name))
                throw new EvaluationInputException($"covariate {j + 1} repeats the name of an earlier one; give each covariate once");
            names[j + 1] = name;
            columns[j + 1] = column;
        }

        return new DesignMatrix(rows, names, columns);
    }

    /// <summary>The same columns for a subset of units, in the order of <paramref name="units"/>.</summary>
    public DesignMatrix Select(int[] units)
    {
        ArgumentNullException.ThrowIfNull(units);
        return new DesignMatrix(units.Length, Names, Array.ConvertAll(Columns, c => c.Select(units)));
    }

    /// <summary>A matrix of the same units and names with other columns.</summary>
    internal DesignMatrix With(DesignColumn[] columns) => new(Rows, Names, columns);

    /// <summary>The matrix without the columns whose name <paramref name="leaveOut"/> accepts; the intercept stays.</summary>
    public DesignMatrix Without(Func<string, bool> leaveOut)
    {
        ArgumentNullException.ThrowIfNull(leaveOut);
        var kept = Enumerable.Range(0, Names.Length).Where(j => j == 0 || !leaveOut(Names[j])).ToArray();
        return new DesignMatrix(Rows, [.. kept.Select(j => Names[j])], [.. kept.Select(j => Columns[j])]);
    }

    internal static T[] Take<T>(T[] values, int[] units)
    {
        var taken = new T[units.Length];
        for (var i = 0; i < units.Length; i++)
            taken[i] = values[units[i]];
        return taken;
    }
}
