namespace TfPipeline.Evaluation;

/// <summary>Checks shared by the estimators.</summary>
internal static class Inputs
{
    public static void RefuseNonFinite(double[] values, string what)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new EvaluationInputException($"{what}, unit {i + 1}: not a finite number; leave the unit out or give a value and an indicator");
        }
    }

    public static void RefuseUnequal(int rows, int length, string what)
    {
        if (rows != length)
            throw new EvaluationInputException($"{what} has {length} values for {rows} units; give one value per unit");
    }

    /// <summary>Refuses an outcome or clusters that are not one per unit, and an outcome that is no number.</summary>
    public static void RefuseUnfit(int units, double[] outcome, int[] clusters)
    {
        RefuseUnequal(units, outcome.Length, "outcome");
        RefuseUnequal(units, clusters.Length, "cluster");
        RefuseNonFinite(outcome, "outcome");
    }

    /// <summary>Counts the two groups and refuses a sample in which one of them is empty.</summary>
    public static (int Treated, int Comparison) Groups(bool[] treated)
    {
        var n = 0;
        foreach (var t in treated)
            n += t ? 1 : 0;
        if (n == 0 || n == treated.Length)
            throw new EvaluationInputException("one of the two groups is empty; an effect needs people on the programme and people in comparison");
        return (n, treated.Length - n);
    }
}
