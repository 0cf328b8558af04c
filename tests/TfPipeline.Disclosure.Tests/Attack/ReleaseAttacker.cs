using Google.OrTools.Sat;

namespace TfPipeline.Disclosure.Tests.Attack;

/// <summary>
/// An attacker with a constraint solver who holds every published table of a release at once, and the documentation: what adds up, which table counts
/// the same people as which, the method, the minimum and the rounding base. Written from the published columns; true counts and the code's own
/// idea of its cells are not known here.
/// </summary>
internal sealed class ReleaseAttacker
{
    public const long Most = 1L << 30;
    private readonly DisclosurePolicy _policy;
    private readonly Dictionary<string, Cell> _cells = new(StringComparer.Ordinal);
    private readonly List<(string[] Plus, string[] Minus, bool AtMost, long Constant)> _known = [];
    private string _release = "";
    private (CpModel Model, Dictionary<string, IntVar> Variables)? _model;

    public ReleaseAttacker(DisclosurePolicy policy) => _policy = policy;

    public ReleaseAttacker(ClearedRelease published, DisclosurePolicy policy)
        : this(policy) => Read(published, "");

    /// <summary>Takes in a release. Its cells get its name; rows that repeat an earlier release say nothing new.</summary>
    public void Read(ClearedRelease published, string release)
    {
        _release = release;
        if (published.Find("outcomes") is { } outcomes)
            ReadOutcomes(outcomes);
        if (published.Find("linkage_quality") is { } quality)
            ReadPair(quality, "department", "match");
        if (published.Find("identifier_completeness") is { } numbers)
            ReadPair(numbers, "identifier", "given");
        if (published.Find("link_standing") is { } standing)
            ReadStanding(standing);
        if (published.Find("flow") is { } flow && published.Statement.Outputs.Single(o => o.Name == "flow").AsOf is null)
            ReadFlow(flow);
    }

    /// <summary>Tells the attacker something from elsewhere: the first cells are the second and a constant, or at most that.</summary>
    public void Tell(string[] plus, string[] minus, long constant = 0, bool atMost = false)
    {
        foreach (var cell in plus.Concat(minus))
            _cells.TryAdd(cell, new Cell(false, null));
        _known.Add((plus, minus, atMost, constant));
    }

    /// <summary>Whether a cell is among those of the releases that were read.</summary>
    public bool Has(string cell) => _cells.ContainsKey(cell);

    /// <summary>Everything that was withheld somewhere and printed nowhere.</summary>
    public IReadOnlyList<string> Withheld => [.. _cells.Where(c => c.Value is { IsPrinted: true, Value: null }).Select(c => c.Key)];

    /// <summary>Everything that is never printed, but follows from other numbers.</summary>
    public IReadOnlyList<string> Derived => [.. _cells.Where(c => !c.Value.IsPrinted).Select(c => c.Key)];

    /// <summary>The least and the greatest count that fits everything published.</summary>
    public (long Low, long High) Interval(string cell) => (Solve(cell, isLeast: true), Solve(cell, isLeast: false));

    private long Solve(string asked, bool isLeast)
    {
        var (model, variables) = _model ??= Build();
        if (isLeast)
            model.Minimize(variables[asked]);
        else
            model.Maximize(variables[asked]);
        var solver = new CpSolver { StringParameters = "num_workers:1,random_seed:1" };
        var status = solver.Solve(model);
        return status == CpSolverStatus.Optimal ? solver.Value(variables[asked])
            : throw new InvalidOperationException($"The solver ended with {status} for {asked}: the published tables contradict each other.");
    }

    private (CpModel Model, Dictionary<string, IntVar> Variables) Build()
    {
        var model = new CpModel();
        var variables = _cells.ToDictionary(c => c.Key, c => Variable(model, c.Value), StringComparer.Ordinal);
        foreach (var (plus, minus, atMost, constant) in _known)
        {
            var (left, right) = (LinearExpr.Sum(plus.Select(c => variables[c])), LinearExpr.Sum(minus.Select(c => variables[c])) + constant);
            model.Add(atMost ? left <= right : left == right);
        }

        return (model, variables);
    }

    private IntVar Variable(CpModel model, Cell cell)
    {
        if (cell.Value is not { } shown)
            return model.NewIntVar(0, Most, "");
        if (shown == 0)
            return model.NewIntVar(0, 0, "");
        if (_policy.Method == DisclosureMethod.Suppression)
            return model.NewIntVar(shown, shown, "");
        // A half goes up; who is shown is not below the minimum.
        long[] fits = [.. Enumerable.Range(0, 2 * _policy.RoundingBase).Select(i => shown - _policy.RoundingBase + i)
            .Where(x => x >= _policy.MinimumCount && (x + (_policy.RoundingBase / 2)) / _policy.RoundingBase * _policy.RoundingBase == shown)];
        return model.NewIntVar(fits.Min(), fits.Max(), "");
    }

    private void ReadOutcomes(ReleaseTable table)
    {
        foreach (var row in Rows(table, "outcome"))
        {
            var key = $"{row.Measure} {row.Window} {row.Place}";
            Printed(key + " people", table.Longs("people")[row.Index], row.IsRepeated);
            Printed(key + " events", table.Longs("events")[row.Index], row.IsRepeated);
            Unprinted(key + " others");
            Say([key + " events", key + " others"], [key + " people"]);
            Unprinted($"everybody {row.Place}");
            Say([key + " people"], [$"everybody {row.Place}"], atMost: true);
            Margins(table, row, "outcome", ["people", "events", "others"], r => $"{r.Measure} {r.Window} {r.Place}");
            if (row.Window == MadeUpWorld.Whole)
            {
                string[] parts = [$"{row.Measure} {MadeUpWorld.First} {row.Place}", $"{row.Measure} {MadeUpWorld.Second} {row.Place}"];
                foreach (var part in parts)
                    Say([part + " events"], [key + " events"], atMost: true);
                Say([key + " events"], [.. parts.Select(p => p + " events")], atMost: true);
            }
        }
    }

    private void ReadPair(ReleaseTable table, string column, string first)
    {
        foreach (var row in Rows(table, column))
        {
            var (everybody, key) = ($"everybody {row.Place}", $"{row.Measure} {row.Place}");
            Printed(everybody, table.Longs("people")[row.Index], row.IsRepeated);
            Printed($"{key} {first}", table.Longs(first)[row.Index], row.IsRepeated);
            Unprinted($"{key} not {first}");
            Say([$"{key} {first}", $"{key} not {first}"], [everybody]);
            Margins(table, row, column, [""], r => $"everybody {r.Place}");
            Margins(table, row, column, [first, "not " + first], r => $"{r.Measure} {r.Place}");
        }
    }

    private void ReadStanding(ReleaseTable table)
    {
        foreach (var row in Rows(table, "department"))
        {
            var key = $"{row.Measure} {row.Place}";
            Printed(key + " not match", table.Longs("people")[row.Index], row.IsRepeated);
            string[] standings = ["possible", "ambiguous", "none"];
            foreach (var standing in standings)
                Printed($"{key} {standing}", table.Longs(standing)[row.Index], row.IsRepeated);
            Say([.. standings.Select(s => $"{key} {s}")], [key + " not match"]);
        }
    }

    private void ReadFlow(ReleaseTable table)
    {
        for (var i = 0; i < table.Rows; i++)
            Printed(Step(table.Texts("reason")[i]!), table.Longs("people")[i]);
        Say(["withdrawn", "counted_elsewhere", "everybody"], ["people_known_to_councils"]);
        Say([Step("programme"), Step("comparison")], ["everybody"]);

        static string Step(string reason) => reason switch
        {
            "people" => "everybody",
            "programme" or "comparison" => $"everybody {reason} all all",
            _ => reason,
        };
    }

    private void Margins(ReleaseTable table, Row row, string column, string[] counted, Func<Row, string> key)
    {
        if (row.Dimension != CountTable.All)
            return;
        var rows = Rows(table, column).Where(r => (r.Measure, r.Window, r.Group) == (row.Measure, row.Window, row.Group) && r.Dimension != CountTable.All);
        foreach (var dimension in rows.GroupBy(r => r.Dimension))
        {
            foreach (var what in counted)
                Say([.. dimension.Select(r => $"{key(r)} {what}".TrimEnd())], [$"{key(row)} {what}".TrimEnd()]);
        }
    }

    private void Say(string[] plus, string[] minus, bool atMost = false)
        => Tell(Array.ConvertAll(plus, Named), Array.ConvertAll(minus, Named), 0, atMost);

    private string Named(string cell) => _release + cell;

    private void Printed(string name, long? value, bool isRepeated = false)
    {
        var cell = Named(name);
        if (isRepeated)
        {
            _cells.TryAdd(cell, new Cell(false, null));
            return;
        }

        var known = _cells.GetValueOrDefault(cell);
        if (known is { IsPrinted: true, Value: not null } && value is not null && known.Value != value)
            throw new InvalidOperationException($"{cell} is printed with two values.");
        _cells[cell] = new Cell(true, known?.Value ?? value);
    }

    private void Unprinted(string cell) => _cells.TryAdd(Named(cell), new Cell(false, null));

    private static List<Row> Rows(ReleaseTable table, string column) =>
    [
        .. Enumerable.Range(0, table.Rows).Select(i => new Row(
            i, table.Texts(column)[i]!, table.Texts("window")[i] ?? "", table.Texts("group")[i]!, table.Texts("dimension")[i]!, table.Texts("level")[i]!, table.Columns.Any(c => c.Name == "as_of") && table.Texts("as_of")[i] is not null)),
    ];

    private sealed record Cell(bool IsPrinted, long? Value);

    private sealed record Row(int Index, string Measure, string Window, string Group, string Dimension, string Level, bool IsRepeated)
    {
        public string Place => $"{Group} {Dimension} {Level}";
    }
}
