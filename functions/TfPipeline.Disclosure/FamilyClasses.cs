using System.Globalization;

namespace TfPipeline.Disclosure;

/// <summary>How much of the quasi-identifiers a family's records keep, from all to the least.</summary>
internal enum DetailLevel
{
    /// <summary>Council, group, each member's sex and age band.</summary>
    Full,

    /// <summary>Council, group, each member's age group.</summary>
    CouncilAndAgeGroups,

    /// <summary>Group, each member's sex and age group.</summary>
    SexAndAgeGroups,

    /// <summary>Group, each member's age group.</summary>
    AgeGroups,

    /// <summary>Group and number of members.</summary>
    Size,

    /// <summary>No level makes the family one of enough alike: its records are left out.</summary>
    LeftOut,
}

/// <summary>
/// Equivalence classes of families. Each family keeps the most detail at which at least k families that are still
/// without a class share all quasi-identifiers; a rarer family is tried at the next level with the others that are left,
/// so that each released combination is shared by k families or more.
/// </summary>
internal sealed class FamilyClasses
{
    private FamilyClasses(int families)
    {
        Level = new DetailLevel[families];
        Class = new int[families];
    }

    public DetailLevel[] Level { get; }

    /// <summary>The number of the family's class, −1 where it is left out.</summary>
    public int[] Class { get; }

    public List<int> ClassSizes { get; } = [];

    /// <param name="data">The records.</param>
    /// <param name="k">Families that share a class, at the least.</param>
    /// <param name="decided">Families whose class was formed by an earlier release, with it; a family that is null there stays out.</param>
    public static FamilyClasses Of(Microdata data, int k, IReadOnlyDictionary<int, RecordClass?>? decided = null)
    {
        var members = Members(data.Family);
        var classes = new FamilyClasses(members.Length);
        classes.Repeat(decided ?? new Dictionary<int, RecordClass?>());
        var open = Enumerable.Range(0, members.Length).Where(f => decided?.ContainsKey(f) != true).ToList();
        for (var level = DetailLevel.Full; level < DetailLevel.LeftOut; level++)
            open = classes.Assign(data, members, open, level, k);
        foreach (var family in open)
        {
            classes.Level[family] = DetailLevel.LeftOut;
            classes.Class[family] = -1;
        }

        return classes;
    }

    private void Repeat(IReadOnlyDictionary<int, RecordClass?> decided)
    {
        foreach (var family in decided.Where(d => d.Value is null).Select(d => d.Key))
            (Level[family], Class[family]) = (DetailLevel.LeftOut, -1);
        foreach (var known in decided.Where(d => d.Value is not null).GroupBy(d => d.Value!.Value).OrderBy(g => (g.Key.Release, g.Key.Number)))
        {
            foreach (var (family, record) in known)
                (Level[family], Class[family]) = ((DetailLevel)record!.Value.Detail, ClassSizes.Count);
            ClassSizes.Add(known.Count());
        }
    }

    internal static int[][] Members(int[] family)
    {
        var sizes = new int[family.Length == 0 ? 0 : family.Max() + 1];
        foreach (var f in family)
            sizes[f]++;
        var members = Array.ConvertAll(sizes, n => new int[n]);
        Array.Clear(sizes);
        for (var p = 0; p < family.Length; p++)
            members[family[p]][sizes[family[p]]++] = p;
        return members;
    }

    private List<int> Assign(Microdata data, int[][] members, List<int> open, DetailLevel level, int k)
    {
        var rest = new List<int>();
        foreach (var group in open.GroupBy(f => Signature(data, members[f], level), StringComparer.Ordinal))
        {
            var families = group.ToList();
            if (families.Count < k)
            {
                rest.AddRange(families);
                continue;
            }

            foreach (var family in families)
            {
                Level[family] = level;
                Class[family] = ClassSizes.Count;
            }

            ClassSizes.Add(families.Count);
        }

        rest.Sort();
        return rest;
    }

    /// <summary>What the records of a person show at a level, besides council and group.</summary>
    internal static string Detail(Microdata data, int person, DetailLevel level) => level switch
    {
        DetailLevel.Full => data.Sex[person] + data.AgeBand[person],
        DetailLevel.SexAndAgeGroups => data.Sex[person] + data.AgeGroup[person],
        DetailLevel.CouncilAndAgeGroups or DetailLevel.AgeGroups => data.AgeGroup[person],
        _ => "",
    };

    private static string Signature(Microdata data, int[] members, DetailLevel level)
    {
        var people = Array.ConvertAll(members, p => Detail(data, p, level));
        Array.Sort(people, StringComparer.Ordinal);
        var council = level <= DetailLevel.CouncilAndAgeGroups ? data.Council[members[0]] : "";
        var size = members.Length.ToString(CultureInfo.InvariantCulture);
        return $"{council}|{(data.IsProgramme[members[0]] ? 'p' : 'c')}|{size}|{string.Join('|', people)}";
    }
}
