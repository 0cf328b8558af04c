namespace TfPipeline.Disclosure;

/// <summary>
/// Feasibility audit by alternative solutions. A cell is protected where two tables of counts were found that agree with everything printed
/// and with every relation, and that differ in the cell by at least the protection width. The search starts from the true counts, changes
/// a cell by one and repairs each broken relation by changing other cells. A cell without such a pair of solutions counts as not protected,
/// so an error of the search can only withhold more. Every solution that is found widens the known range of all its cells, and
/// withholding more cells never makes a solution infeasible.
/// </summary>
internal sealed class FeasibilityAudit
{
    private const int Branches = 8;
    private const int MostMoves = 2;
    private const long EnoughSlack = 16;
    private const int NotBroken = -1;

    // Short repairs are tried first. Without a limit the search would go deep where a change of a few cells is enough.
    private static readonly (int Depth, int Budget)[] Searches = [(4, 60), (8, 300), (14, 1_500), (32, 6_000)];
    private readonly CellSystem _system;
    private readonly long[] _low;
    private readonly long[] _high;
    private readonly long[] _value;
    private readonly long[] _excess;
    private readonly int[] _moved;
    private readonly List<int> _broken = [];
    private readonly int[] _placeInBroken;
    private readonly List<(int Cell, int Step)> _moves = [];
    private readonly long[] _seenLow;
    private readonly long[] _seenHigh;
    private int _budget;

    public FeasibilityAudit(CellSystem system)
    {
        _system = system;
        _low = new long[system.Count];
        _high = new long[system.Count];
        _value = new long[system.Count];
        _moved = new int[system.Count];
        _excess = new long[system.Relations.Count];
        _placeInBroken = new int[system.Relations.Count];
        Array.Fill(_placeInBroken, NotBroken);
        _seenLow = system.Truth.ToArray();
        _seenHigh = system.Truth.ToArray();
        Refresh();
    }

    /// <summary>Reads the printed intervals again; to be called after cells were withheld.</summary>
    public void Refresh()
    {
        for (var c = 0; c < _system.Count; c++)
        {
            (_low[c], _high[c]) = _system.Printed(c);
            _low[c] = Math.Max(_low[c], _system.Least(c));
        }
    }

    /// <summary>True where two feasible solutions were found that leave the cell unknown enough.</summary>
    public bool Proves(int cell)
    {
        if (!IsProven(cell))
            Reach(cell, +1);
        if (!IsProven(cell))
            Reach(cell, -1);
        return IsProven(cell);
    }

    private bool IsProven(int cell) => _system.IsWideEnough(cell, _seenLow[cell], _seenHigh[cell]);

    private long SeenWidth(int cell) => _seenHigh[cell] - _seenLow[cell];

    private void Reach(int cell, int direction)
    {
        _system.Truth.CopyTo(_value);
        for (var r = 0; r < _excess.Length; r++)
            _excess[r] = _system.Relations[r].Excess(_value);
        ClearMoved();
        _moves.Clear();
        while (!IsProven(cell) && (Again() || Array.Exists(Searches, s => Step(cell, direction, s.Depth, s.Budget))))
        {
            foreach (var (moved, _) in _moves)
            {
                _seenLow[moved] = Math.Min(_seenLow[moved], _value[moved]);
                _seenHigh[moved] = Math.Max(_seenHigh[moved], _value[moved]);
            }
        }
    }

    /// <summary>Repeats the last step with its repairs; undoes it where it leaves the printed intervals.</summary>
    private bool Again()
    {
        if (_moves.Count == 0)
            return false;
        ClearMoved();
        var done = 0;
        while (done < _moves.Count && CanMove(_moves[done].Cell, _moves[done].Step))
        {
            Shift(_moves[done].Cell, _moves[done].Step);
            done++;
        }

        if (done == _moves.Count && _broken.Count == 0)
            return true;
        while (done-- > 0)
            Shift(_moves[done].Cell, -_moves[done].Step);
        return false;
    }

    private void ClearMoved()
    {
        foreach (var (moved, _) in _moves)
            _moved[moved] = 0;
    }

    /// <summary>One step with its repairs; undoes it where no repair is found.</summary>
    private bool Step(int cell, int direction, int depth, int budget)
    {
        ClearMoved();
        _moves.Clear();
        _budget = budget;
        if (!CanMove(cell, direction))
            return false;
        Move(cell, direction);
        if (Repair(depth))
            return true;
        Undo(cell, direction);
        return false;
    }

    private bool Repair(int depth)
    {
        if (_broken.Count == 0)
            return true;
        if (_budget-- <= 0 || depth == 0)
            return false;
        foreach (var (cell, step, _) in FewestChoices())
        {
            Move(cell, step);
            if (Repair(depth - 1))
                return true;
            Undo(cell, step);
        }

        return false;
    }

    /// <summary>The choices of the broken relation that has fewest, so that a dead end is found at once.</summary>
    private ReadOnlySpan<Choice> FewestChoices()
    {
        var (fewest, least) = (-1, int.MaxValue);
        foreach (var r in _broken)
        {
            var count = Count(_system.Relations[r], Mending(r), least);
            if (count < least || (count == least && r < fewest))
                (fewest, least) = (r, count);
            if (least == 0)
                return [];
        }

        return Choices(_system.Relations[fewest], Mending(fewest));
    }

    private int Mending(int relation) => _excess[relation] > 0 ? -1 : +1;

    /// <summary>Cells that can repair the relation; it stops at one more than matters.</summary>
    private int Count(Relation broken, int direction, int most)
    {
        var count = 0;
        for (var k = 0; k < broken.Plus.Length && count <= most; k++)
            count += CanMove(broken.Plus[k], direction) ? 1 : 0;
        for (var k = 0; k < broken.Minus.Length && count <= most; k++)
            count += CanMove(broken.Minus[k], -direction) ? 1 : 0;
        return count;
    }

    /// <summary>Cells whose step repairs the relation: the best few, in order.</summary>
    private ReadOnlySpan<Choice> Choices(Relation broken, int direction)
    {
        var (best, count) = (new Choice[Branches], 0);
        foreach (var c in broken.Plus)
            count = Consider(best, count, c, direction);
        foreach (var c in broken.Minus)
            count = Consider(best, count, c, -direction);
        return best.AsSpan(0, count);
    }

    /// <summary>How many choices there are with this one.</summary>
    private int Consider(Choice[] best, int count, int cell, int step)
    {
        if (!CanMove(cell, step))
            return count;
        var choice = new Choice(cell, step, Breaks(cell, step));
        var at = count;
        while (at > 0 && IsBetter(choice, best[at - 1]))
            at--;
        if (at == Branches)
            return count;

        // A loop, because the moves are too short for a call of the runtime to pay.
        count = Math.Min(count + 1, Branches);
        for (var k = count - 1; k > at; k--)
            best[k] = best[k - 1];
        best[at] = choice;
        return count;
    }

    /// <summary>Relations that a step breaks, less those that it repairs.</summary>
    private int Breaks(int cell, int step)
    {
        var breaks = 0;
        foreach (var (r, sign) in _system.RelationsOf(cell))
        {
            var relation = _system.Relations[r];
            if (!relation.Implied)
                breaks += (relation.Holds(_excess[r]) ? 1 : 0) - (relation.Holds(_excess[r] + (sign * step)) ? 1 : 0);
        }

        return breaks;
    }

    /// <summary>Steps that break fewest relations first, leaves before totals, then cells with most slack, then those with the narrowest range so far.</summary>
    private bool IsBetter(Choice a, Choice b)
    {
        if (a.Breaks != b.Breaks)
            return a.Breaks < b.Breaks;
        if (_system.IsLeaf(a.Cell) != _system.IsLeaf(b.Cell))
            return _system.IsLeaf(a.Cell);
        var (slackA, slackB) = (Slack(a), Slack(b));
        return slackA != slackB ? slackA > slackB : SeenWidth(a.Cell) < SeenWidth(b.Cell);
    }

    private long Slack(Choice choice)
        => Math.Min(EnoughSlack, choice.Step > 0 ? _high[choice.Cell] - _value[choice.Cell] : _value[choice.Cell] - _low[choice.Cell]);

    private bool CanMove(int cell, int step)
        => _moved[cell] * step >= 0 && Math.Abs(_moved[cell]) < MostMoves && _value[cell] + step >= _low[cell] && _value[cell] + step <= _high[cell];

    private void Move(int cell, int step)
    {
        _moved[cell] += step;
        _moves.Add((cell, step));
        Shift(cell, step);
    }

    private void Undo(int cell, int step)
    {
        Shift(cell, -step);
        _moved[cell] -= step;
        _moves.RemoveAt(_moves.Count - 1);
    }

    private void Shift(int cell, int step)
    {
        _value[cell] += step;
        foreach (var (r, sign) in _system.RelationsOf(cell))
        {
            var relation = _system.Relations[r];
            if (relation.Implied)
                continue;
            _excess[r] += sign * step;
            Mark(r, isBroken: !relation.Holds(_excess[r]));
        }
    }

    /// <summary>The broken ones are in no order; the last takes the place of one that is mended.</summary>
    private void Mark(int relation, bool isBroken)
    {
        var place = _placeInBroken[relation];
        if (isBroken == (place != NotBroken))
            return;
        if (isBroken)
        {
            _placeInBroken[relation] = _broken.Count;
            _broken.Add(relation);
            return;
        }

        var last = _broken[^1];
        (_broken[place], _placeInBroken[last]) = (last, place);
        _placeInBroken[relation] = NotBroken;
        _broken.RemoveAt(_broken.Count - 1);
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Choice(int Cell, int Step, int Breaks);
}
