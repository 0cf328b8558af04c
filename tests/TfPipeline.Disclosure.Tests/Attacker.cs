namespace TfPipeline.Disclosure.Tests;

/// <summary>
/// An attacker who reads the printed table only, knows the method, and searches all worlds of whole people that fit.
/// Written apart from the code under test: exhaustive search with pruning instead of proofs.
/// </summary>
internal sealed class Attacker
{
    private const int MostPeople = 80;
    private readonly List<(int Low, int High)> _domain = [];
    private readonly List<(int[] Plus, int[] Minus, bool AtMost)> _known = [];
    private readonly Dictionary<(string Window, string Dimension, string Level, bool Events), int> _cells = [];
    private int _budget;

    public Attacker(IReadOnlyList<PrintedRow> rows, CountTable table, DisclosurePolicy policy, bool windowsNest)
    {
        foreach (var row in rows)
        {
            var key = (row.Source.Window, row.Source.Dimension, row.Source.Level);
            var people = Read((key.Window, key.Dimension, key.Level, false), row.People, policy);
            var events = Read((key.Window, key.Dimension, key.Level, true), row.Categories[0], policy);
            _known.Add(([events], [people], true));
        }

        foreach (var window in rows.GroupBy(r => r.Source.Window))
        {
            foreach (var dimension in window.Where(r => r.Source.Dimension != CountTable.All).GroupBy(r => r.Source.Dimension))
            {
                foreach (var events in new[] { false, true })
                {
                    _known.Add((
                        [.. dimension.Select(r => _cells[(window.Key, dimension.Key, r.Source.Level, events)])],
                        [_cells[(window.Key, CountTable.All, CountTable.All, events)]],
                        false));
                }
            }
        }

        if (windowsNest && table.CumulativeWindow is { } whole)
        {
            foreach (var row in rows.Where(r => r.Source.Window == whole))
            {
                var cumulative = _cells[(whole, row.Source.Dimension, row.Source.Level, true)];
                var parts = table.PartWindows.Select(w => _cells[(w, row.Source.Dimension, row.Source.Level, true)]).ToArray();
                foreach (var part in parts)
                    _known.Add(([part], [cumulative], true));
                _known.Add(([cumulative], parts, true));
            }
        }
    }

    /// <summary>The span between the least and the greatest count of a cell over all worlds, at most the asked width.</summary>
    public int Span(string window, string dimension, string level, bool events, int width)
        => Span(_cells[(window, dimension, level, events)], width);

    /// <summary>The same for people without the event.</summary>
    public int SpanOfOthers(string window, string dimension, string level, int width)
    {
        var others = _domain.Count;
        _domain.Add((0, MostPeople));
        _known.Add(([others, _cells[(window, dimension, level, true)]], [_cells[(window, dimension, level, false)]], false));
        var span = Span(others, width);
        _known.RemoveAt(_known.Count - 1);
        _domain.RemoveAt(others);
        return span;
    }

    private int Span(int cell, int width)
    {
        var least = Enumerable.Range(0, MostPeople + 1).First(v => Possible(cell, v, v));
        return Enumerable.Range(0, width).Select(w => width - w).FirstOrDefault(w => Possible(cell, least + w, MostPeople));
    }

    private bool Possible(int cell, int low, int high)
    {
        var domain = _domain.ToArray();
        domain[cell] = (Math.Max(low, domain[cell].Low), Math.Min(high, domain[cell].High));
        _budget = 20_000;
        return Search(domain);
    }

    private bool Search((int Low, int High)[] domain)
    {
        if (_budget-- <= 0)
            throw new InvalidOperationException("The search was cut off: make the generated tables smaller.");
        if (!Prune(domain))
            return false;
        var open = -1;
        for (var c = 0; c < domain.Length; c++)
        {
            if (domain[c].Low < domain[c].High && (open < 0 || domain[c].High - domain[c].Low < domain[open].High - domain[open].Low))
                open = c;
        }

        if (open < 0)
            return true;
        var middle = (domain[open].Low + domain[open].High) / 2;
        foreach (var half in new[] { (domain[open].Low, middle), (middle + 1, domain[open].High) })
        {
            var next = ((int Low, int High)[])domain.Clone();
            next[open] = half;
            if (Search(next))
                return true;
        }

        return false;
    }

    private bool Prune((int Low, int High)[] domain)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (plus, minus, atMost) in _known)
            {
                var least = plus.Sum(c => domain[c].Low) - minus.Sum(c => domain[c].High);
                var most = plus.Sum(c => domain[c].High) - minus.Sum(c => domain[c].Low);
                if (least > 0 || (!atMost && most < 0))
                    return false;
                foreach (var c in plus)
                    changed |= Clip(domain, c, atMost ? 0 : domain[c].High - most, domain[c].Low - least);
                foreach (var c in minus)
                    changed |= Clip(domain, c, least + domain[c].High, atMost ? int.MaxValue : most + domain[c].Low);
            }
        }

        return domain.All(d => d.Low <= d.High);
    }

    private static bool Clip((int Low, int High)[] domain, int cell, int low, int high)
    {
        var clipped = (Math.Max(low, domain[cell].Low), Math.Min(high, domain[cell].High));
        var changed = clipped != domain[cell];
        domain[cell] = clipped;
        return changed;
    }

    private int Read((string, string, string, bool) key, PrintedCount printed, DisclosurePolicy policy)
    {
        var cell = _cells[key] = _domain.Count;
        if (printed.Value is not { } shown)
            _domain.Add((0, MostPeople));
        else if (shown == 0)
            _domain.Add((0, 0));
        else
        {
            var fits = Enumerable.Range(0, MostPeople).Where(x => x >= policy.MinimumCount
                && (policy.Method == DisclosureMethod.Suppression ? x : Nearest(x, policy.RoundingBase)) == shown).ToList();
            _domain.Add((fits.Min(), fits.Max()));
        }

        return cell;
    }

    private static int Nearest(int x, int toBase) => (int)Math.Floor((x / (double)toBase) + 0.5) * toBase;
}
