using System.Runtime.InteropServices;

namespace TfPipeline.Core.Evaluation;

/// <summary>The covariates of one sample as a matrix, without those that are constant in it, repeat another or are too rare.</summary>
internal sealed class SampleDesign
{
    // A category with fewer people than this in one of the groups, and few in all, would separate the groups for reasons of size
    // alone; it joins the reference category instead.
    private const int RareInGroup = 5;
    private const double RareShare = 0.005;

    private SampleDesign(DesignMatrix matrix, IReadOnlyList<PanelCovariate> covariates, IReadOnlyList<string> leftOut)
    {
        Matrix = matrix;
        Covariates = covariates;
        LeftOut = leftOut;
    }

    public DesignMatrix Matrix { get; }

    public IReadOnlyList<string> LeftOut { get; }

    private IReadOnlyList<PanelCovariate> Covariates { get; }

    public static SampleDesign Create(IEnumerable<PanelCovariate> covariates, int[] units, bool[] treated)
    {
        var kept = new List<PanelCovariate>();
        var columns = new List<(string, double[])>();
        var leftOut = new List<string>();
        var seen = new Dictionary<int, List<double[]>>();
        foreach (var covariate in covariates)
        {
            var values = DesignMatrix.Take(covariate.Values, units);
            if (IsConstant(values) || IsRare(values, treated) || IsRepeated(values, seen))
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

    private static bool IsRare(double[] values, bool[] treated)
    {
        int programme = 0, comparison = 0, treatedCount = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not (0 or 1))
                return false;
            treatedCount += treated[i] ? 1 : 0;
            programme += treated[i] && values[i] == 1 ? 1 : 0;
            comparison += !treated[i] && values[i] == 1 ? 1 : 0;
        }

        return IsRare(programme, comparison, values.Length)
            || IsRare(treatedCount - programme, values.Length - treatedCount - comparison, values.Length);
    }

    private static bool IsRare(int programme, int comparison, int all) =>
        Math.Min(programme, comparison) < RareInGroup && programme + comparison < RareShare * all;

    private static bool IsRepeated(double[] values, Dictionary<int, List<double[]>> seen)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes<double>(values));
        var code = hash.ToHashCode();
        if (!seen.TryGetValue(code, out var alike))
            seen.Add(code, alike = []);
        if (alike.Exists(a => a.AsSpan().SequenceEqual(values)))
            return true;
        alike.Add(values);
        return false;
    }
}
