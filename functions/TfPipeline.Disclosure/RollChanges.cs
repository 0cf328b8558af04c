namespace TfPipeline.Disclosure;

/// <summary>Who joined and who left a set at a place between two releases; whoever moves between places leaves one and joins the other.</summary>
/// <param name="Left">Who left, with the two largest families.</param>
/// <param name="Joined">Who joined.</param>
internal readonly record struct Change(CellCount Left, CellCount Joined)
{
    public bool IsNone => Left.People == 0 && Joined.People == 0;

    /// <summary>
    /// True where a reader who knows who joined and left can hold the difference of two printed counts against a few people: those who left, or
    /// those who joined, are fewer than the minimum or are one or two families.
    /// </summary>
    public bool IsSmall(DisclosurePolicy policy) => IsFew(Left, policy) || IsFew(Joined, policy);

    public Change With(Change other) => new(Sum(Left, other.Left), Sum(Joined, other.Joined));

    private static bool IsFew(CellCount count, DisclosurePolicy policy) => count.People > 0 && count.IsSensitive(policy);

    private static CellCount Sum(CellCount a, CellCount b)
    {
        long[] largest = [.. new[] { a.LargestFamily, a.SecondFamily, b.LargestFamily, b.SecondFamily }.OrderDescending()];
        return new CellCount(a.People + b.People, largest[0], largest[1]);
    }
}

/// <summary>The changes between two rolls, by set and place. Sets that only one of them has were printed once and differ from nothing.</summary>
internal sealed class RollChanges
{
    private readonly Dictionary<(string Set, Place Place), Change> _changes = [];
    private readonly HashSet<string> _sets;

    private RollChanges(IEnumerable<string> sets) => _sets = sets.ToHashSet(StringComparer.Ordinal);

    public static RollChanges Between(Roll earlier, Roll now)
    {
        var changes = new RollChanges(earlier.Sets.Select(s => s.Name).Intersect(now.Sets.Select(s => s.Name), StringComparer.Ordinal).Append(Roll.Everybody));
        var (before, after) = (new Index(earlier), new Index(now));
        foreach (var set in changes._sets)
        {
            var left = Missing(earlier, before, after, set);
            var joined = Missing(now, after, before, set);
            foreach (var place in left.Keys.Union(joined.Keys))
                changes._changes[(set, place)] = new Change(left.GetValueOrDefault(place), joined.GetValueOrDefault(place));
        }

        return changes;
    }

    public Change Of(string set, Place place) => _changes.GetValueOrDefault((set, place));

    public bool IsNone(Place place) => _sets.All(s => Of(s, place).IsNone);

    public bool IsSmall(Place place, DisclosurePolicy policy) => _sets.Any(s => Of(s, place).IsSmall(policy));

    /// <summary>The changes of several places together, set by set.</summary>
    public IEnumerable<(string Set, Change Change)> Of(Place place) => _sets.Select(s => (s, Of(s, place)));

    /// <summary>Per place, the people of the first roll who are not in the same set and place of the second.</summary>
    private static Dictionary<Place, CellCount> Missing(Roll roll, Index own, Index other, string set)
    {
        var families = new Dictionary<Place, Dictionary<int, long>>();
        var (counted, countedThere) = (own.Counted(set), other.Counted(set));
        for (var p = 0; p < roll.Person.Length; p++)
        {
            if (counted is not null && !counted[p])
                continue;
            var there = other.Find(roll.Person[p]);
            var isThere = there >= 0 && (countedThere is null || countedThere[there]);
            for (var d = 0; d <= roll.Dimensions.Count; d++)
            {
                var place = own.PlaceOf(p, d);
                if (isThere && other.PlaceOf(there, d) == place)
                    continue;
                var members = families.TryGetValue(place, out var known) ? known : families[place] = [];
                members[roll.Family[p]] = members.GetValueOrDefault(roll.Family[p]) + 1;
            }
        }

        return families.ToDictionary(f => f.Key, f =>
        {
            long[] largest = [.. f.Value.Values.OrderDescending().Take(2)];
            return new CellCount(f.Value.Values.Sum(), largest[0], largest.ElementAtOrDefault(1));
        });
    }

    private sealed class Index
    {
        private readonly Roll _roll;
        private readonly Dictionary<UInt128, int> _persons = [];
        private readonly Dictionary<string, bool[]> _sets;

        public Index(Roll roll)
        {
            _roll = roll;
            _sets = roll.Sets.ToDictionary(s => s.Name, s => s.Counted, StringComparer.Ordinal);
            for (var p = 0; p < roll.Person.Length; p++)
                _persons[roll.Person[p]] = p;
        }

        public int Find(UInt128 person) => _persons.TryGetValue(person, out var number) ? number : -1;

        /// <summary>Null for everybody.</summary>
        public bool[]? Counted(string set) => set == Roll.Everybody ? null : _sets[set];

        public Place PlaceOf(int person, int dimension) => dimension == 0
            ? new Place(_roll.Group[person], CountTable.All, CountTable.All)
            : new Place(_roll.Group[person], _roll.Dimensions[dimension - 1].Name, _roll.Dimensions[dimension - 1].Level[person]);
    }
}
