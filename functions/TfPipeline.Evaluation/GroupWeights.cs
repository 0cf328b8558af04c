using System.Runtime.InteropServices;

namespace TfPipeline.Evaluation;

/// <summary>Weights with their sums by group, made once for all covariates.</summary>
internal sealed class GroupWeights
{
    private readonly double[] _ofProgramme;
    private readonly double[] _ofComparison;
    private readonly double _programmeSquares;
    private readonly double _comparisonSquares;

    public GroupWeights(double[] values, bool[] treated)
    {
        Values = values;
        _ofProgramme = new double[values.Length];
        _ofComparison = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (treated[i])
            {
                Programme += values[i];
                _ofProgramme[i] = values[i];
                _programmeSquares += values[i] * values[i];
            }
            else
            {
                Comparison += values[i];
                _ofComparison[i] = values[i];
                _comparisonSquares += values[i] * values[i];
            }
        }

        Shares = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            Shares[i] = treated[i] ? values[i] / Programme : -values[i] / Comparison;
    }

    public double[] Values { get; }

    public double Programme { get; }

    public double Comparison { get; }

    /// <summary>Each unit's part of its group, negative for comparison.</summary>
    public double[] Shares { get; }

    public double ProgrammeMean(DesignColumn column) => column.Dot(0, _ofProgramme) / Programme;

    public double ComparisonMean(DesignColumn column) => column.Dot(0, _ofComparison) / Comparison;

    public double ProgrammeVariance(DesignColumn column, double mean) => Variance(column.Spread(mean, _ofProgramme), Programme, _programmeSquares);

    public double ComparisonVariance(DesignColumn column, double mean) => Variance(column.Spread(mean, _ofComparison), Comparison, _comparisonSquares);

    // Unbiased for weights that say how far a unit counts, as R's cov.wt and MatchIt have it.
    private static double Variance(double spread, double weight, double squares)
    {
        var freedom = weight - (squares / weight);
        return freedom > 0 ? spread / freedom : 0;
    }
}

/// <summary>Mean and variance of a covariate in both groups.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GroupMoments((double Mean, double Variance) Programme, (double Mean, double Variance) Comparison);
