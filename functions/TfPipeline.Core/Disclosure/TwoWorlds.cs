namespace TfPipeline.Core.Disclosure;

/// <summary>
/// Proof that a cell is protected: two worlds that agree with everything printed and with every relation, and that
/// differ in the cell by the protection width. Each is reached from the true world by unit steps, every step being
/// repaired by steps of other cells. No proof found counts as not protected, so a mistake here can only withhold more.
/// </summary>
internal sealed class TwoWorlds
{
    private const int Branches = 8;
    private const int MostMoves = 2;

    // Short repairs are looked for first: without a limit the search goes deep where a few cells would do.
    private static readonly (int Depth, int Budget)[] Searches = [(4, 60), (8, 300), (14, 1_500), (32, 6_000)];
    private readonly CellSystem _system;
    private readonly long[] _low;
    private readonly long[] _high;
    private readonly long[] _value;
    private readonly long[] _excess;
    private readonly int[] _moved;
    private readonly SortedSet<int> _broken = [];
    private readonly List<(int Cell, int Step)> _moves = [];
    private int _budget;

    public TwoWorlds(CellSystem system)
    {
        _system = system;
        _low = new long[system.Count];
        _high = new long[system.Count];
        _value = new long[system.Count];
        _moved = new int[system.Count];
        _excess = new long[system.Relations.Count];
        for (var c = 0; c < system.Count; c++)
            (_low[c], _high[c]) = system.Printed(c);
    }

    /// <summary>True when two worlds at least <paramref name="width"/> apart in the cell were found.</summary>
    public bool Proves(int cell, int width)
    {
        var up = Reach(cell, +1, width);
        return up >= width || up + Reach(cell, -1, width - up) >= width;
    }

    private int Reach(int cell, int direction, int steps)
    {
        _system.Truth.CopyTo(_value);
        for (var r = 0; r < _excess.Length; r++)
            _excess[r] = _system.Relations[r].Excess(_value);
        _moves.Clear();
        for (var done = 0; done < steps; done++)
        {
            if (!Again() && !Array.Exists(Searches, s => Step(cell, direction, s.Depth, s.Budget)))
                return done;
        }

        return steps;
    }

    /// <summary>Repeats the last step with its repairs; leaves the world as it was where that goes beyond what is printed.</summary>
    private bool Again()
    {
        if (_moves.Count == 0)
            return false;
        Array.Clear(_moved);
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

    /// <summary>One step with its repairs; leaves the world as it was where it finds none.</summary>
    private bool Step(int cell, int direction, int depth, int budget)
    {
        Array.Clear(_moved);
        _broken.Clear();
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
        foreach (var (cell, step) in FewestChoices())
        {
            Move(cell, step);
            if (Repair(depth - 1))
                return true;
            Undo(cell, step);
        }

        return false;
    }

    /// <summary>The choices of the broken relation that leaves fewest: a dead end shows at once.</summary>
    private List<(int Cell, int Step)> FewestChoices()
    {
        List<(int Cell, int Step)>? fewest = null;
        foreach (var r in _broken)
        {
            var choices = Choices(_system.Relations[r], _excess[r] > 0 ? -1 : +1);
            if (fewest is null || choices.Count < fewest.Count)
                fewest = choices;
            if (fewest.Count == 0)
                break;
        }

        return fewest!;
    }

    /// <summary>Cells whose step mends the relation, those with most room first.</summary>
    private List<(int Cell, int Step)> Choices(Relation broken, int direction)
    {
        var choices = new List<(int Cell, int Step)>();
        foreach (var c in broken.Plus)
        {
            if (CanMove(c, direction))
                choices.Add((c, direction));
        }

        foreach (var c in broken.Minus)
        {
            if (CanMove(c, -direction))
                choices.Add((c, -direction));
        }

        choices.Sort((a, b) => Preference(b).CompareTo(Preference(a)) is var order and not 0 ? order : a.Cell.CompareTo(b.Cell));
        return choices.Count > Branches ? choices[..Branches] : choices;
    }

    private (bool, bool, long) Preference((int Cell, int Step) choice)
    {
        var room = choice.Step > 0 ? _high[choice.Cell] - _value[choice.Cell] : _value[choice.Cell] - _low[choice.Cell];
        return (_system.State(choice.Cell) == CellState.Derivable, _system.IsLeaf(choice.Cell), room);
    }

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
            if (relation.Holds(_excess[r]))
                _broken.Remove(r);
            else
                _broken.Add(r);
        }
    }
}
