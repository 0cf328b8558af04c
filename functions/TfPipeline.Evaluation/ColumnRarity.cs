using System.Numerics;

namespace TfPipeline.Evaluation;

/// <summary>
/// Finds columns with too few people: a category with fewer than a handful of one group, or one that differs from an earlier column (or its
/// complement) for so few. Such columns separate the groups by their size alone, so they join the reference category.
/// </summary>
internal sealed class ColumnRarity
{
    private const int InGroup = 5;
    private const double Share = 0.005;

    private readonly int _units;
    private readonly ulong[] _treated;
    private readonly List<ulong[]> _kept = [];

    public ColumnRarity(bool[] treated)
    {
        _units = treated.Length;
        _treated = DesignColumn.Of(Array.ConvertAll(treated, t => t ? 1.0 : 0.0)).NonZero;
    }

    /// <summary>True where the column is not too rare; later columns are then compared with it too.</summary>
    public bool Adds(DesignColumn column)
    {
        // Counts and amounts are rare when hardly anyone has any.
        var bits = column.NonZero;
        if (!column.IsBinary)
            return !IsRare(bits);
        if (IsRare(bits) || IsRare(Not(bits)) || _kept.Exists(k => IsRare(Differ(k, bits)) || IsRare(Not(Differ(k, bits)))))
            return false;
        _kept.Add(bits);
        return true;
    }

    /// <summary>The value of a binary column that only one of the groups has, or null.</summary>
    public bool? LoneLevel(DesignColumn column) => IsOfOneGroup(column.NonZero) ? true : IsOfOneGroup(Not(column.NonZero)) ? false : null;

    private bool IsOfOneGroup(ulong[] bits)
    {
        int programme = 0, all = 0;
        for (var w = 0; w < bits.Length; w++)
        {
            programme += BitOperations.PopCount(bits[w] & _treated[w]);
            all += BitOperations.PopCount(bits[w]);
        }

        return programme == 0 || programme == all;
    }

    private bool IsRare(ulong[] bits)
    {
        int programme = 0, all = 0;
        for (var w = 0; w < bits.Length; w++)
        {
            programme += BitOperations.PopCount(bits[w] & _treated[w]);
            all += BitOperations.PopCount(bits[w]);
        }

        return Math.Min(programme, all - programme) < InGroup && all < Share * _units;
    }

    private static ulong[] Differ(ulong[] left, ulong[] right)
    {
        var bits = new ulong[left.Length];
        for (var w = 0; w < bits.Length; w++)
            bits[w] = left[w] ^ right[w];
        return bits;
    }

    private ulong[] Not(ulong[] bits)
    {
        var flipped = Array.ConvertAll(bits, b => ~b);
        if (_units % 64 != 0)
            flipped[^1] &= (1UL << (_units % 64)) - 1;
        return flipped;
    }
}
