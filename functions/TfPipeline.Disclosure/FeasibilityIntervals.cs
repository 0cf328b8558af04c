namespace TfPipeline.Disclosure;

/// <summary>
/// Feasibility interval of each cell for an attacker, equation (4) of docs/methods/disclosure.md: intervals are propagated along the
/// relations until none changes.
/// Within one window and group the result is exact, not only an outer estimate: a row's limits on events, others and
/// their sum form a generalised polymatroid, and sums and intersections of those have the same shape (Frank, 1984).
/// Relations across windows are outside that class, so <see cref="FeasibilityAudit"/> proves that the interval is attained.
/// </summary>
internal sealed class FeasibilityIntervals
{
    private const int MaximumRounds = 64;
    private readonly long[] _low;
    private readonly long[] _high;

    private FeasibilityIntervals(int cells)
    {
        _low = new long[cells];
        _high = new long[cells];
    }

    public long Low(int cell) => _low[cell];

    public long High(int cell) => _high[cell];

    public long Width(int cell) => _high[cell] - _low[cell];

    public static FeasibilityIntervals Of(CellSystem system)
    {
        var intervals = new FeasibilityIntervals(system.Count);
        for (var c = 0; c < system.Count; c++)
            (intervals._low[c], intervals._high[c]) = system.Printed(c);
        for (var round = 0; round < MaximumRounds; round++)
        {
            var changed = false;
            foreach (var relation in system.Relations)
                changed |= intervals.Propagate(relation);
            if (!changed)
                break;
        }

        return intervals;
    }

    private bool Propagate(Relation relation)
    {
        long least = 0, most = 0;
        foreach (var c in relation.Plus)
        {
            least += _low[c];
            most += _high[c];
        }

        foreach (var c in relation.Minus)
        {
            least -= _high[c];
            most -= _low[c];
        }

        var changed = false;
        foreach (var c in relation.Plus)
            changed |= Narrow(c, relation.AtMost ? 0 : _high[c] - most, _low[c] - least);
        foreach (var c in relation.Minus)
            changed |= Narrow(c, least + _high[c], relation.AtMost ? CellSystem.Unlimited : most + _low[c]);
        return changed;
    }

    private bool Narrow(int cell, long low, long high)
    {
        var changed = low > _low[cell] || high < _high[cell];
        _low[cell] = Math.Max(_low[cell], low);
        _high[cell] = Math.Min(_high[cell], high);
        return changed;
    }
}
