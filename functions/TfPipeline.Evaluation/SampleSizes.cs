using System.Runtime.InteropServices;

namespace TfPipeline.Evaluation;

/// <summary>How much an estimate rests on, and what kind of outcome it is of.</summary>
/// <param name="Programme">People of the programme group.</param>
/// <param name="Comparison">People in comparison.</param>
/// <param name="Clusters">Clusters.</param>
/// <param name="EffectiveComparison">Size of an unweighted comparison group of the same precision.</param>
/// <param name="ShareDropped">Part of the programme group that is left out.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SampleSizes(int Programme, int Comparison, int Clusters, double EffectiveComparison, double ShareDropped)
{
    /// <summary>Clusters of equal weight that the estimate is worth: one cluster that holds nearly all of a group counts as one.</summary>
    public double EffectiveClusters { get; init; }

    /// <summary>Whether every value is zero or one.</summary>
    public bool IsEvent { get; init; }

    /// <summary>Whether a value is below zero: a ratio of such means says nothing.</summary>
    public bool MayBeNegative { get; init; }
}
