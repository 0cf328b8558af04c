namespace TfPipeline.Disclosure;

/// <summary>The risk that remains in released records, measured on them.</summary>
public sealed record MicrodataRisk
{
    /// <summary>Families that share each combination of quasi-identifiers, at the least.</summary>
    public required int SmallestClass { get; init; }

    /// <summary>Part of the families that an intruder who knows every quasi-identifier of everyone would identify correctly by chance.</summary>
    public required double ExpectedMatches { get; init; }

    /// <summary>Part of the families that would be unique if the intruder knew the listed further columns of every member as well.</summary>
    public required double UniqueIfMoreIsKnown { get; init; }

    /// <summary>
    /// The largest part, over councils, of the families that a council filed which it matches correctly and uniquely, knowing everything about them that it
    /// supplied: council, group, and each member's sex, age and problem flags.
    /// </summary>
    public required double MatchedByTheirCouncil { get; init; }

    /// <summary>Part of the families left out because no generalisation made them one of enough alike.</summary>
    public required double FamiliesLeftOut { get; init; }

    /// <summary>Part of the released families at each level of detail.</summary>
    public required IReadOnlyDictionary<string, double> FamiliesByDetail { get; init; }
}

/// <summary>
/// Records of people with k-anonymous families: quasi-identifiers are generalised or left empty family by family
/// (<see cref="FamilyClasses"/>), rows are ordered by content, and the risk that remains is measured.
/// </summary>
internal static class MicrodataControl
{
    public static (IReadOnlyList<ReleaseTable> Tables, MicrodataRisk Risk, IReadOnlyDictionary<UInt128, RecordClass> Records) Apply(
        ProposedMicrodata output, DisclosurePolicy policy, IReadOnlyList<LedgerEntry> earlier)
    {
        var data = output.Data;
        var members = FamilyClasses.Members(data.Family);
        if (Array.Exists(members, m => m.Any(p => data.Council[p] != data.Council[m[0]] || data.IsProgramme[p] != data.IsProgramme[m[0]])))
            throw new ArgumentException("A family has members of two councils or of both groups.", nameof(output));
        var history = new RecordHistory(data.FamilyKey, earlier, policy.MicrodataFamilies);
        var classes = FamilyClasses.Of(data, policy.MicrodataFamilies, history.Decided);
        var insider = new InsiderRisk(data, classes, members);
        insider.Limit(policy.InsiderShare);
        data = data with { Attributes = [.. data.Attributes.Select(t => Blanked(t, data, insider))] };
        var released = members.Where((_, f) => classes.Class[f] >= 0).ToArray();
        var quasi = Generalised(data, classes);
        var order = ContentOrder.Of(released, quasi.Concat(data.Attributes.SelectMany(t => t.Columns)).Select(c => c.Values));
        return ([.. Tables(data, quasi, order)], Risk(data, classes, members, insider), history.Records(classes));
    }

    private static List<ReleaseColumn> Generalised(Microdata data, FamilyClasses classes)
    {
        DetailLevel Level(int p) => classes.Level[data.Family[p]];
        var people = data.Family.Length;
        return
        [
            new("council", "Council, GSS code; empty where withheld.", Column(p => Level(p) <= DetailLevel.CouncilAndAgeGroups ? data.Council[p] : null)),
            new("group", "programme or comparison.", Column(p => data.IsProgramme[p] ? "programme" : "comparison")),
            new("sex", "Sex; empty where withheld.", Column(p => Level(p) is DetailLevel.Full or DetailLevel.SexAndAgeGroups ? data.Sex[p] : null)),
            new("age_band", "Age band at the index date; empty where withheld.", Column(p => Level(p) == DetailLevel.Full ? data.AgeBand[p] : null)),
            new("age_group", "Child or adult at the index date; empty where withheld.", Column(p => Level(p) < DetailLevel.Size ? data.AgeGroup[p] : null)),
        ];

        string?[] Column(Func<int, string?> of) => [.. Enumerable.Range(0, people).Select(of)];
    }

    private static IEnumerable<ReleaseTable> Tables(Microdata data, List<ReleaseColumn> quasi, int[] order)
    {
        var row = new ReleaseColumn("person", "Number of the person in this release: the same in every file below secure.", Enumerable.Range(0, order.Length).Select(i => (long?)i).ToArray());
        foreach (var table in data.Attributes)
        {
            List<ReleaseColumn> columns = [row];
            if (table.Name == Microdata.PeopleFile)
            {
                columns.Add(new("person_reference", "Reference of the person, for this release only.", Array.ConvertAll(order, p => (string?)data.PersonReference[p])));
                columns.Add(new("family_reference", "Reference of the family, for this release only.", Array.ConvertAll(order, p => (string?)data.FamilyReference[p])));
                columns.AddRange(quasi.Select(c => c.Take(order)));
            }

            columns.AddRange(table.Columns.Select(c => c.Take(order)));
            yield return table with { Columns = columns };
        }
    }

    private static ReleaseTable Blanked(ReleaseTable table, Microdata data, InsiderRisk insider) => table.Name != Microdata.PeopleFile ? table : table with
    {
        Columns =
        [
            .. table.Columns.Select(c => !data.PossiblyKnown.Contains(c.Name, StringComparer.Ordinal) || !insider.IsBlank.Any(b => b) ? c : new ReleaseColumn(
                c.Name,
                c.Description + " Empty for families that their council would recognise by it.",
                c.Values switch
                {
                    bool?[] flags => flags.Select((v, p) => insider.IsBlank[data.Family[p]] ? null : v).ToArray(),
                    string?[] texts => texts.Select((v, p) => insider.IsBlank[data.Family[p]] ? null : v).ToArray(),
                    long?[] numbers => numbers.Select((v, p) => insider.IsBlank[data.Family[p]] ? null : v).ToArray(),
                    var others => others,
                })),
        ],
    };

    private static MicrodataRisk Risk(Microdata data, FamilyClasses classes, int[][] members, InsiderRisk insider)
    {
        var families = classes.ClassSizes.Sum();
        var known = data.Attributes.Where(t => t.Name == Microdata.PeopleFile).SelectMany(t => t.Columns)
            .Where(c => data.PossiblyKnown.Contains(c.Name, StringComparer.Ordinal)).Select(c => c.Values).ToList();
        var alike = Enumerable.Range(0, members.Length).Where(f => classes.Class[f] >= 0)
            .GroupBy(f => $"{classes.Class[f]}:{string.Join('|', members[f].Select(Known).Order(StringComparer.Ordinal))}", StringComparer.Ordinal);
        return new MicrodataRisk
        {
            SmallestClass = classes.ClassSizes.DefaultIfEmpty(0).Min(),
            ExpectedMatches = Part(classes.ClassSizes.Count, families),
            UniqueIfMoreIsKnown = Part(alike.Count(g => g.Count() == 1), families),
            MatchedByTheirCouncil = Math.Round(insider.WorstCouncil, 2),
            FamiliesLeftOut = Part(members.Length - families, members.Length),
            FamiliesByDetail = Enum.GetValues<DetailLevel>().Where(l => l != DetailLevel.LeftOut)
                .ToDictionary(Name, l => Part(classes.Level.Count(x => x == l), families), StringComparer.Ordinal),
        };

        string Known(int p) => string.Concat(known.Select(c => c.GetValue(p) switch { true => "1", false => "0", null => "-", var v => $"{v};" }));
    }

    private static string Name(DetailLevel level) => level switch
    {
        DetailLevel.Full => "council_sex_age_band",
        DetailLevel.CouncilAndAgeGroups => "council_age_group",
        DetailLevel.SexAndAgeGroups => "sex_age_group",
        DetailLevel.AgeGroups => "age_group",
        _ => "family_size",
    };

    private static double Part(int part, int whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 3);
}
