namespace TfPipeline.Disclosure;

/// <summary>
/// Which places of a release are renewed and which keep the figures of an earlier release. It looks at who joined and who left, which a reader is taken to
/// know, and never at an outcome: so the choice itself tells nothing.
/// </summary>
internal sealed class RenewalPlan
{
    private readonly Dictionary<Place, int> _kept = [];
    private readonly ReleaseHistory _history;
    private readonly DisclosurePolicy _policy;
    private readonly RollChanges?[] _changes;

    public RenewalPlan(ReleaseHistory history, DisclosurePolicy policy)
    {
        (_history, _policy) = (history, policy);
        // References of another key can't be compared: every place that such a release printed stays as it is.
        _changes = [.. history.Earlier.Select(e => e.Roll.References == history.Now.References ? RollChanges.Between(e.Roll, history.Now) : null)];
        Places = Everywhere(history);
        foreach (var place in Places.Where(IsSmall))
            _kept[place] = Latest(place)!.Value;
        foreach (var group in Places.Where(p => p.Dimension == CountTable.All).ToList())
        {
            foreach (var dimension in Places.Where(p => p.Group == group.Group && p.Dimension != CountTable.All).GroupBy(p => p.Dimension, StringComparer.Ordinal))
                KeepWhatSubtractionWouldGive(group, [.. dimension]);
        }
    }

    /// <summary>Every place of the release.</summary>
    public IReadOnlyList<Place> Places { get; }

    public IEnumerable<Place> Renewed => Places.Where(p => !_kept.ContainsKey(p));

    /// <summary>The number, in the ledger's order, of the release whose figures the place keeps; null where it is renewed.</summary>
    public int? Kept(Place place) => _kept.TryGetValue(place, out var release) ? release : null;

    /// <summary>The newest release in which figures of everybody were renewed, where this one keeps them; null where they are renewed.</summary>
    public int? KeptNational
    {
        get
        {
            var totals = Places.Where(p => p.Dimension == CountTable.All).Select(Kept).ToList();
            return totals.TrueForAll(t => t is null) ? null : totals.Max();
        }
    }

    public RenewalSummary Summary => new(_history.Earlier.Count, Places.Count - _kept.Count, _kept.Count, Renewed
        .Select(p => (Place: p, Latest: Latest(p))).Where(p => p.Latest is { } r && _changes[r] is not null)
        .SelectMany(p => _changes[p.Latest!.Value]!.Of(p.Place))
        .SelectMany(c => new[] { c.Change.Left.People, c.Change.Joined.People })
        .Where(people => people > 0).Select(people => (long?)people).Min());

    /// <summary>The last release that renewed the place, or null.</summary>
    public int? Latest(Place place) => Releases(place).Select(r => (int?)r).LastOrDefault();

    /// <summary>Who joined and left a set at a place since a release; unlimited where it cannot be compared.</summary>
    public Change Since(int release, string set, Place place)
        => _changes[release]?.Of(set, place) ?? new Change(new CellCount(CellSystem.Unlimited, 1, 1), new CellCount(CellSystem.Unlimited, 1, 1));

    private IEnumerable<int> Releases(Place place) => Enumerable.Range(0, _history.Earlier.Count).Where(r => _history.Earlier[r].Renewed.Contains(place));

    private bool IsSmall(Place place) => Releases(place).Any(r => _changes[r]?.IsSmall(place, _policy) ?? true);

    /// <summary>
    /// Where the total is renewed, the sum of the kept levels follows by subtraction. Those who joined and left it must be many too, so that further levels are
    /// kept, those with fewest changes first, and at last the total.
    /// </summary>
    private void KeepWhatSubtractionWouldGive(Place total, List<Place> levels)
    {
        // With the total kept, its new count must not follow from levels that are all renewed.
        if (_kept.ContainsKey(total) && !levels.Exists(_kept.ContainsKey) && LeastChanged(levels) is { } least)
            _kept[least] = Latest(least)!.Value;
        while (!_kept.ContainsKey(total) && levels.Where(_kept.ContainsKey).ToList() is { Count: > 0 } kept && IsSmall(kept))
        {
            var next = LeastChanged(levels);
            if (next is { } level)
                _kept[level] = Latest(level)!.Value;
            else
                _kept[total] = Latest(total) ?? throw new InvalidOperationException("A level was printed before its total.");
        }
    }

    /// <summary>The renewed level with fewest changes, but some.</summary>
    private Place? LeastChanged(List<Place> levels)
        => levels.Where(p => !_kept.ContainsKey(p) && Latest(p) is { } r && _changes[r] is { } c && !c.IsNone(p))
            .OrderBy(p => _changes[Latest(p)!.Value]!.Of(p).Max(c => c.Change.Left.People + c.Change.Joined.People)).ThenBy(p => p.Level, StringComparer.Ordinal)
            .Select(p => (Place?)p).FirstOrDefault();

    private bool IsSmall(List<Place> kept)
    {
        var sum = new Dictionary<string, Change>(StringComparer.Ordinal);
        foreach (var place in kept)
        {
            if (_changes[Kept(place)!.Value] is not { } changes)
                return true;
            foreach (var (set, change) in changes.Of(place))
                sum[set] = sum.GetValueOrDefault(set).With(change);
        }

        return sum.Values.Any(c => c.IsSmall(_policy));
    }

    private static List<Place> Everywhere(ReleaseHistory history)
    {
        // Also where everybody left: the place still has an earlier figure.
        var roll = history.Now;
        var places = history.Earlier.SelectMany(e => e.Renewed).ToHashSet();
        for (var p = 0; p < roll.Person.Length; p++)
        {
            places.Add(new Place(roll.Group[p], CountTable.All, CountTable.All));
            foreach (var dimension in roll.Dimensions)
                places.Add(new Place(roll.Group[p], dimension.Name, dimension.Level[p]));
        }

        return [.. places.OrderBy(p => p.Group, StringComparer.Ordinal).ThenBy(p => p.Dimension, StringComparer.Ordinal).ThenBy(p => p.Level, StringComparer.Ordinal)];
    }
}
