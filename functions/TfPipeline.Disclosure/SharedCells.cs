namespace TfPipeline.Disclosure;

/// <summary>
/// The cells of all tables over everyone in a release, and of the flow: one system, whatever file a count stands in. A set of people that several
/// tables count is one cell, shown in all of them or in none. What an outcome counts is a part of these sets, so its own system holds a copy of them.
/// </summary>
internal sealed class SharedCells
{
    /// <summary>The name of the audit entry.</summary>
    public const string AuditName = "everyone";

    private readonly DisclosurePolicy _policy;
    private readonly Past? _past;
    private readonly List<Spec> _specs = [];
    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);
    private readonly List<Relation> _relations = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<CountRow, int[]> _cells = new(ReferenceEqualityComparer.Instance);
    private readonly ILookup<string, CountRow> _inside;
    private int[] _steps = [];

    private SharedCells(IReadOnlyList<CountTable> tables, ProposedFlow? flow, DisclosurePolicy policy, Past? past)
    {
        (_policy, _past) = (policy, past);
        foreach (var table in tables.Where(t => t.CountsEveryone).OrderBy(t => t.Name, StringComparer.Ordinal))
            Add(table);
        if (flow is not null)
            Add(flow);
        _inside = tables.SelectMany(t => t.Rows).Where(r => r.People is not null).SelectMany(r => r.Within.Select(w => (w, r))).ToLookup(x => x.w, x => x.r, StringComparer.Ordinal);
        (System, Result) = Protect(flow, Heads(flow));
        // Where heads that were decided first leave something open, they are withheld to protect it.
        if (IsFailed)
            (System, Result) = Protect(flow, heads: null);
    }

    public CellSystem System { get; }

    public SecondarySuppressionResult Result { get; }

    public bool IsFailed => Result.Unprotected > 0;

    /// <summary>Null where a release has neither such a table nor a flow.</summary>
    public static SharedCells? Of(IReadOnlyList<CountTable> tables, ProposedFlow? flow, DisclosurePolicy policy, Past? past = null)
        => flow is null && !tables.Any(t => t.CountsEveryone) ? null : new SharedCells(tables, flow, policy, past);

    public IReadOnlyList<PrintedRow> Print(CountTable table)
    {
        var intervals = _past is null ? null : FeasibilityIntervals.Of(System);
        return [.. table.Rows.Select(r => _cells.TryGetValue(r, out var cells)
            ? RowPrinter.Print(r, cells, System, table.PrintedCategories, _policy, IsFailed, _past?.Of(table, r), intervals)
            : CountProtection.Absent(r, table.PrintedCategories))];
    }

    public PrintedCount PrintStep(int step) => RowPrinter.Count(_steps[step], System, _policy, IsFailed);

    /// <summary>Whether a set that holds the row's people is withheld.</summary>
    public bool IsWithheld(CountRow row) => row.Within.Any(w => _sets.TryGetValue(w, out var cell) && (IsFailed || System.State(cell) == CellState.Withheld));

    /// <summary>
    /// Copies the cells, as they were decided, into the system of a part, so that its proofs hold here too. No set gets smaller than
    /// what other parts count in it, so that they may stay as they are.
    /// </summary>
    /// <param name="system">The part's system.</param>
    /// <param name="rows">The part's rows.</param>
    public Copy AddProven(CellSystem system, IReadOnlyList<CountRow> rows)
    {
        var own = new HashSet<CountRow>(rows, ReferenceEqualityComparer.Instance);
        var first = system.Count;
        Fill(system, cell => (IsFailed ? CellState.Withheld : System.State(cell), Least(cell, own.Contains), true));
        return new Copy(this, system, first);
    }

    /// <summary>Heads come first, by themselves: a head that is withheld costs every figure of its level, so a category is withheld before one.</summary>
    private CellState?[] Heads(ProposedFlow? flow)
    {
        var (system, _) = Protect(flow, heads: null, _specs.ConvertAll(s => s.IsHead));
        return [.. _specs.Select((s, c) => s.IsHead ? system.State(c) : (CellState?)null)];
    }

    /// <summary>Protects the cells, or only some of them, of which some may be decided.</summary>
    private (CellSystem System, SecondarySuppressionResult Result) Protect(ProposedFlow? flow, CellState?[]? heads, List<bool>? only = null)
    {
        var system = Fill(new CellSystem(_policy), c => only is null || only[c] ? (heads?[c], Least(c, static _ => false), false) : (CellState.Derivable, 0, true), only);
        if (flow is not null)
            FlowControl.WithholdCompanions(flow, _steps, system, _policy);
        return (system, SecondarySuppression.Apply(system, goesOn: only is not null));
    }

    private CellSystem Fill(CellSystem system, Func<int, (CellState? State, long Least, bool IsProven)> decided, List<bool>? only = null)
    {
        var first = system.Count;
        for (var c = 0; c < _specs.Count; c++)
        {
            var (state, least, proven) = decided(c);
            system.Add(_specs[c].Count, _specs[c].Derivable, _specs[c].Leaf, state: state, rank: _specs[c].Rank, proven: proven, least: least, past: _specs[c].Past);
        }

        foreach (var relation in _relations.Where(r => only is null || r.Plus.Concat(r.Minus).All(c => only[c])))
            system.AddIfTrue(relation with { Plus = Array.ConvertAll(relation.Plus, c => c + first), Minus = Array.ConvertAll(relation.Minus, c => c + first) });
        return system;
    }

    private long Least(int cell, Func<CountRow, bool> isOwn)
        => _specs[cell].Set is { } set ? _inside[set].Where(r => !isOwn(r)).Select(r => Rounding.Least(Rounding.Of(r.People!.Value.People, _policy.PublishedBase), _policy.PublishedBase)).DefaultIfEmpty(0).Max() : 0;

    private void Add(CountTable table)
    {
        foreach (var (_, rows) in CountProtection.Sets(table, r => r.Measure))
        {
            var ranks = MeasureCounts.Ranks(rows, table);
            foreach (var row in rows)
                Add(row, table, ranks);
            foreach (var (levels, total) in MeasureCounts.Margins(rows))
            {
                for (var k = 0; k <= table.Categories.Count; k++)
                    Relate(new Relation([.. levels.Select(r => _cells[r][k])], [_cells[total][k]]), isChecked: true);
            }
        }
    }

    private void Add(CountRow row, CountTable table, int[] ranks)
    {
        if (row.Categories!.Count != table.Categories.Count)
            throw new ArgumentException("A row has not one count per category.", nameof(row));
        var cells = new int[table.Categories.Count + 1];
        var past = _past?.Of(table, row);
        cells[0] = Cell(row.PeopleSet, row.People!.Value, derivable: false, leaf: false, rank: 0, isHead: true, past?.Cell(0, _policy));
        for (var k = 1; k < cells.Length; k++)
        {
            cells[k] = Cell(
                row.CategorySets.ElementAtOrDefault(k - 1), row.Categories[k - 1],
                derivable: k > table.PrintedCategories, leaf: row.Dimension != CountTable.All, ranks[k - 1], isHead: false, past?.Cell(k, _policy));
        }

        if (cells.Length > 1)
            Relate(new Relation(cells[1..], [cells[0]]), isChecked: true);
        foreach (var whole in row.Within.Where(_sets.ContainsKey))
            Relate(new Relation([cells[0]], [_sets[whole]], AtMost: true), isChecked: false);
        _cells[row] = cells;
    }

    private void Add(ProposedFlow flow)
    {
        CellPast? kept = _past?.Plan.KeptNational is null ? null : new CellPast(true, false, true, (0, CellSystem.Unlimited));
        _steps = [.. flow.Steps.Select(s => Cell(s.PeopleSet, CellCount.OfSingles(s.People), derivable: false, leaf: s.PeopleSet is null, rank: 0, isHead: true, kept))];
        foreach (var sum in flow.Sums)
        {
            if (Step(sum.Whole) is { } whole && sum.Parts.Select(Step).ToList() is var parts && parts.TrueForAll(p => p is not null))
                Relate(new Relation([.. parts.Select(p => p!.Value)], [whole], sum.AtMost), isChecked: false);
        }

        int? Step(string reason) => flow.Steps.Select((s, i) => (s, i)).Where(x => x.s.Reason == reason).Select(x => (int?)_steps[x.i]).FirstOrDefault();
    }

    private int Cell(string? set, CellCount count, bool derivable, bool leaf, int rank, bool isHead, CellPast? past)
    {
        if (set is null || !_sets.TryGetValue(set, out var cell))
        {
            cell = _specs.Count;
            _specs.Add(new Spec(set, count, derivable, leaf, rank, isHead, past));
            if (set is not null)
                _sets[set] = cell;
            return cell;
        }

        var known = _specs[cell];
        if (known.Count.People != count.People)
            throw new ArgumentException($"Two tables give another number of people for the same set, {set}.", nameof(count));
        var larger = known.Count.LargestFamily >= count.LargestFamily ? known.Count : count;
        _specs[cell] = known with { Count = larger, Derivable = known.Derivable && derivable, Leaf = known.Leaf && leaf, Rank = Math.Min(known.Rank, rank), IsHead = known.IsHead && isHead, Past = known.Past ?? past };
        return cell;
    }

    private void Relate(Relation relation, bool isChecked)
    {
        if (isChecked && relation.Plus.Sum(c => _specs[c].Count.People) != relation.Minus.Sum(c => _specs[c].Count.People))
            throw new ArgumentException("A relation between counts does not hold for the true counts: the levels of a dimension must add up to its total.", nameof(relation));
        if (_known.Add($"{string.Join(',', relation.Plus)}|{string.Join(',', relation.Minus)}|{relation.AtMost}"))
            _relations.Add(relation);
    }

    private sealed record Spec(string? Set, CellCount Count, bool Derivable, bool Leaf, int Rank, bool IsHead, CellPast? Past);

    /// <summary>The cells in the system of a part.</summary>
    internal sealed class Copy(SharedCells cells, CellSystem system, int first)
    {
        /// <summary>The row's people are among those of the sets that it names.</summary>
        public void AddWithin(CountRow row, int people)
        {
            foreach (var whole in row.Within)
            {
                if (cells._sets.TryGetValue(whole, out var cell))
                    system.AddIfTrue(new Relation([people], [first + cell], AtMost: true));
            }
        }
    }
}
