namespace TfPipeline.Disclosure;

/// <summary>
/// Something that an attacker knows to hold between true counts: the plus cells add up to the minus cells,
/// or (at most) do not exceed them.
/// </summary>
/// <param name="Plus">Cells on the left-hand side.</param>
/// <param name="Minus">Cells on the right-hand side.</param>
/// <param name="AtMost">False: both sides are equal. True: left ≤ right.</param>
/// <param name="Implied">True when other relations already say it; it sharpens propagation and need not be checked.</param>
internal sealed record Relation(int[] Plus, int[] Minus, bool AtMost = false, bool Implied = false)
{
    public long Excess(ReadOnlySpan<long> values)
    {
        long excess = 0;
        foreach (var cell in Plus)
            excess += values[cell];
        foreach (var cell in Minus)
            excess -= values[cell];
        return excess;
    }

    public bool Holds(long excess) => AtMost ? excess <= 0 : excess == 0;
}
