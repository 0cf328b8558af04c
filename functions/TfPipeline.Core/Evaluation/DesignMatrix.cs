namespace TfPipeline.Core.Evaluation;

/// <summary>
/// Covariates as columns, one value per unit. The first column is the intercept and is added here; callers give the others.
/// </summary>
/// <remarks>
/// Refuses (as <see cref="EvaluationInputException"/>) columns of unequal length, repeated names and values that aren't finite:
/// a missing covariate must have become a value and an indicator before it comes here. Costs 8 bytes per unit and column.
/// </remarks>
public sealed class DesignMatrix
{
    /// <summary>Name of the column that is always there and always one.</summary>
    public const string InterceptName = "(intercept)";

    private DesignMatrix(int rows, string[] names, double[][] columns)
    {
        Rows = rows;
        Names = names;
        Columns = columns;
    }

    /// <summary>Number of units.</summary>
    public int Rows { get; }

    /// <summary>Column names, the intercept first.</summary>
    public string[] Names { get; }

    /// <summary>Column values, the intercept first; each array has <see cref="Rows"/> values.</summary>
    public double[][] Columns { get; }

    /// <summary>Makes a matrix of <paramref name="rows"/> units from named columns; the arrays are kept, not copied.</summary>
    public static DesignMatrix Create(int rows, IReadOnlyList<(string Name, double[] Values)> covariates)
    {
        ArgumentNullException.ThrowIfNull(covariates);
        var names = new string[covariates.Count + 1];
        var columns = new double[covariates.Count + 1][];
        names[0] = InterceptName;
        columns[0] = new double[rows];
        Array.Fill(columns[0], 1.0);
        var seen = new HashSet<string>(StringComparer.Ordinal) { InterceptName };
        for (var j = 0; j < covariates.Count; j++)
        {
            var (name, values) = covariates[j];
            if (values.Length != rows)
                throw new EvaluationInputException($"covariate {j + 1} has {values.Length} values for {rows} units; give one value per unit");
            if (!seen.Add(name))
                throw new EvaluationInputException($"covariate {j + 1} repeats the name of an earlier one; give each covariate once");
            Inputs.RefuseNonFinite(values, $"covariate {j + 1}");
            names[j + 1] = name;
            columns[j + 1] = values;
        }

        return new DesignMatrix(rows, names, columns);
    }

    /// <summary>The same columns for a subset of units, in the order of <paramref name="units"/>.</summary>
    public DesignMatrix Select(int[] units)
    {
        ArgumentNullException.ThrowIfNull(units);
        var columns = new double[Columns.Length][];
        for (var j = 0; j < columns.Length; j++)
            columns[j] = Take(Columns[j], units);
        return new DesignMatrix(units.Length, Names, columns);
    }

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
