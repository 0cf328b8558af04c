namespace TfPipeline.Disclosure;

/// <summary>What a reader of the release can see of one cell.</summary>
internal enum CellState
{
    /// <summary>A number is printed.</summary>
    Shown,

    /// <summary>The symbol is printed.</summary>
    Withheld,

    /// <summary>Never printed, but a reader can work it out: the complement of an event.</summary>
    Derivable,
}

/// <summary>
/// The cells of one linked set with everything that an attacker can know: the interval behind each printed number and
/// the relations between true counts. Cells are columns; an index is a cell.
/// </summary>
internal sealed class CellSystem(DisclosurePolicy policy)
{
    /// <summary>Stands for "no upper limit is known"; far above any count of people, far below overflow in a sum.</summary>
    public const long Unlimited = 1L << 40;

    private readonly List<long> _truth = [];
    private readonly List<CellState> _state = [];
    private readonly List<bool> _sensitive = [];
    private readonly List<bool> _leaf = [];
    private readonly List<bool> _fixed = [];
    private readonly List<bool> _proven = [];
    private readonly List<long> _least = [];
    private readonly List<CellPast?> _past = [];
    private readonly List<long?> _among = [];
    private readonly List<bool> _exact = [];
    private readonly List<int> _unit = [];
    private readonly List<int> _rank = [];
    private readonly List<Relation> _relations = [];
    private (int Relation, int Sign)[][]? _relationsOf;

    public int Count => _truth.Count;

    public IReadOnlyList<Relation> Relations => _relations;

    /// <summary>Adds a cell. A sensitive one is withheld at once, unless it is only derivable.</summary>
    /// <param name="count">The true count.</param>
    /// <param name="derivable">True when it is never printed.</param>
    /// <param name="leaf">False for totals, which are the last to be withheld.</param>
    /// <param name="unit">Cells of one unit are withheld together; −1 for a unit of its own.</param>
    /// <param name="state">A state that is already decided elsewhere and stays.</param>
    /// <param name="rank">Order of secondary suppression: cells of a lower rank are withheld first.</param>
    /// <param name="proven">True where another system has proven the cell; here it only carries what is known.</param>
    /// <param name="least">What the count is at least because of cells of other systems, which stay as they are.</param>
    /// <param name="past">
    /// What earlier releases say. A cell whose earlier figure is kept is not printed, and must stay unknown where that was withheld. One of the same people as before stays as it was: shown again it would
    /// undo what it protected then, and withheld now it would protect nothing.
    /// </param>
    /// <param name="among">People who are known to be the ones that the cell is a part of; its count cannot be less certain than from none to all of them.</param>
    /// <param name="exact">True where the count itself is taken to be known.</param>
    public int Add(
        CellCount count, bool derivable = false, bool leaf = true, int unit = -1, CellState? state = null, int rank = 0, bool proven = false, long least = 0,
        CellPast? past = null, long? among = null, bool exact = false)
    {
        var sensitive = count.IsSensitive(policy);
        if (past is { IsKept: true })
            (state, proven) = (derivable ? CellState.Derivable : CellState.Withheld, proven || derivable || past.Value.WasShown != false);
        else if (past is { IsSame: true, WasShown: { } wasShown } && state is null && !derivable)
            state = wasShown && !sensitive ? CellState.Shown : CellState.Withheld;
        _past.Add(past);
        _among.Add(among);
        _exact.Add(exact);
        _truth.Add(count.People);
        _sensitive.Add(sensitive);
        _leaf.Add(leaf);
        _fixed.Add(state is not null);
        _proven.Add(proven);
        _least.Add(least);
        _unit.Add(unit);
        _rank.Add(rank);
        _state.Add(state ?? (derivable ? CellState.Derivable : sensitive ? CellState.Withheld : CellState.Shown));
        return _truth.Count - 1;
    }

    public void Add(Relation relation)
    {
        if (!relation.Holds(relation.Excess(Truth)))
            throw new ArgumentException(
                "A relation between counts does not hold for the true counts: the levels of a dimension must add up to its total.", nameof(relation));
        _relations.Add(relation);
        _relationsOf = null;
    }

    public ReadOnlySpan<long> Truth => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_truth);

    public CellState State(int cell) => _state[cell];

    public bool IsLeaf(int cell) => _leaf[cell];

    public int Rank(int cell) => _rank[cell];

    /// <summary>Whether the cell's interval must be wide: every printed symbol, and every small count a reader could work out.</summary>
    public bool MustBeWide(int cell)
        => !_proven[cell] && (_state[cell] == CellState.Withheld || (_state[cell] == CellState.Derivable && _sensitive[cell]));

    /// <summary>A printed zero is never withheld: where zeros are not disclosive, withholding one protects no other cell.</summary>
    public bool CanBeWithheld(int cell) => _state[cell] == CellState.Shown && !_fixed[cell] && _truth[cell] > 0;

    /// <summary>The relations that a cell is in, with its sign.</summary>
    public (int Relation, int Sign)[] RelationsOf(int cell)
    {
        _relationsOf ??= Index();
        return _relationsOf[cell];
    }

    /// <summary>Adds a relation where the true counts satisfy it: an attacker is never assumed to know less than could be known.</summary>
    public void AddIfTrue(Relation relation)
    {
        if (relation.Holds(relation.Excess(Truth)))
            Add(relation);
    }

    /// <summary>Whether an interval leaves the cell unknown enough: wide enough, and far enough from the true count on both sides.</summary>
    public bool IsWideEnough(int cell, long low, long high)
    {
        var most = _among[cell] ?? Unlimited;
        var (above, below) = (Math.Min(policy.UpperProtection, most - _truth[cell]), Math.Min(policy.LowerProtection, _truth[cell]));
        return high - low >= Math.Min(policy.ProtectionWidth, most) && high - _truth[cell] >= above && _truth[cell] - low >= below;
    }

    /// <summary>
    /// What the count is at least, in every solution that the audit may use as a proof. Where the cell is withheld, so is every count of
    /// people within it in other systems: those move with it.
    /// </summary>
    public long Least(int cell) => _state[cell] == CellState.Withheld ? 0 : _least[cell];

    /// <summary>Withholds a cell and its unit; gives the cells whose state changed.</summary>
    public List<int> Withhold(int cell)
    {
        var changed = new List<int>();
        for (var c = 0; c < Count; c++)
        {
            if ((c == cell || (_unit[c] >= 0 && _unit[c] == _unit[cell])) && CanBeWithheld(c))
            {
                _state[c] = CellState.Withheld;
                changed.Add(c);
            }
        }

        return changed;
    }

    public void Show(List<int> cells) => cells.ForEach(c => _state[c] = CellState.Shown);

    /// <summary>
    /// The interval that the printed value alone gives, equation (3) of docs/methods/disclosure.md. The attacker is taken to know the minimum
    /// count, so a printed count is not below it. A withheld cell may be a secondary suppression, so it has no upper limit.
    /// </summary>
    public (long Low, long High) Printed(int cell)
    {
        if (_exact[cell])
            return (_truth[cell], _truth[cell]);
        if (_state[cell] != CellState.Shown)
            return _past[cell]?.Known ?? (0, Unlimited);
        if (_truth[cell] == 0)
            return (0, 0);
        var shown = Rounding.Of(_truth[cell], policy.PublishedBase);
        var low = Rounding.Least(shown, policy.PublishedBase);
        return (Math.Max(low, policy.MinimumCount), Rounding.Greatest(shown, policy.PublishedBase));
    }

    private (int Relation, int Sign)[][] Index()
    {
        var index = new List<(int, int)>[Count];
        for (var c = 0; c < Count; c++)
            index[c] = [];
        for (var r = 0; r < _relations.Count; r++)
        {
            foreach (var c in _relations[r].Plus)
                index[c].Add((r, 1));
            foreach (var c in _relations[r].Minus)
                index[c].Add((r, -1));
        }

        return Array.ConvertAll(index, relations => relations.ToArray());
    }
}
