using FsCheck;
using FsCheck.Fluent;

namespace TfPipeline.Disclosure.Tests;

public sealed class MicrodataControlTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Default with { MicrodataFamilies = 3 };

    [Fact]
    [Trait("tier", "property")]
    public void Every_released_combination_of_quasi_identifiers_is_shared_by_enough_families()
        => Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed =>
        {
            var people = Released(Made(seed, 60));
            var families = Enumerable.Range(0, people.Rows).GroupBy(i => people.Texts("family_reference")[i]);
            var classes = families.GroupBy(f => string.Join('|', f.Select(i => string.Join(',',
                new[] { "council", "group", "sex", "age_band", "age_group" }.Select(c => people.Texts(c)[i]))).Order(StringComparer.Ordinal)));
            Assert.All(classes, c => Assert.True(c.Count() >= Policy.MicrodataFamilies));
        }).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("tier", "property")]
    public void Neither_input_order_nor_references_change_anything_else()
        => Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed =>
        {
            var data = Made(seed, 40);
            Assert.Equal(Text(Released(data)), Text(Released(Shuffled(data, seed))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("tier", "unit")]
    public void A_family_like_no_other_is_left_out_and_counted()
    {
        var data = Made(1, 40);
        var size = data.Family.Count(f => f == 0);
        Assert.True(size < 9);
        var lonely = data with { Family = [.. data.Family.Select(f => f), .. Enumerable.Repeat(40, 9)] };
        lonely = Extended(lonely, data, 9);
        var cleared = DisclosureControl.Apply([new ProposedMicrodata("secure", lonely)], Policy);
        Assert.True(cleared.Statement.Microdata!.FamiliesLeftOut >= 0.024);
        Assert.True(cleared.Statement.Microdata.SmallestClass >= 3);
    }

    [Theory]
    [Trait("tier", "property")]
    [InlineData(0.5)]
    [InlineData(0.2)]
    [InlineData(0.01)]
    public void A_council_recognises_no_larger_share_of_its_families_than_the_policy_allows(double share)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var data = Made(seed, 60) with { PossiblyKnown = ["flag"] };
            var free = Matched(DisclosureControl.Apply([new ProposedMicrodata("secure", data)], Policy), data);
            var cleared = DisclosureControl.Apply([new ProposedMicrodata("secure", data)], Policy with { InsiderShare = share });
            Assert.True(Matched(cleared, data) <= share);
            Assert.Equal(Math.Round(free, 2), DisclosureControl.Apply([new ProposedMicrodata("secure", data)], Policy).Statement.Microdata!.MatchedByTheirCouncil);
        }
    }

    /// <summary>A council with its own list in hand compares it with every released family, an empty field fitting anything.</summary>
    private static double Matched(ClearedRelease cleared, Microdata data)
    {
        string[] names = ["council", "group", "sex", "age_band", "age_group", "flag"];
        var table = cleared.Microdata.Single(t => t.Name == Microdata.PeopleFile);
        var released = Enumerable.Range(0, table.Rows).GroupBy(i => table.Texts("family_reference")[i])
            .Select(f => f.Select(i => Array.ConvertAll(names, n => table[n].Values.GetValue(i)?.ToString())).ToList()).ToList();
        var flags = (bool?[])data.Attributes[0]["flag"].Values;
        var filed = Enumerable.Range(0, data.Family.Length).GroupBy(p => data.Family[p]).Select(f => (Council: data.Council[f.First()], Members: f.Select(p => new[]
        {
            data.Council[p], data.IsProgramme[p] ? "programme" : "comparison", data.Sex[p], data.AgeBand[p], data.AgeGroup[p], flags[p]?.ToString(),
        }).ToList(), Reference: data.FamilyReference[f.First()])).ToList();
        var there = table.Texts("family_reference").ToHashSet();
        return filed.GroupBy(f => f.Council).Max(c => (double)c.Count(f => there.Contains(f.Reference) && released.Count(r => Fits(r, f.Members)) == 1) / c.Count());
    }

    private static bool Fits(List<string?[]> released, List<string?[]> filed)
        => released.Count == filed.Count && (filed.Count == 0 || released[0] is var first && filed.Exists(f => first.Zip(f).All(x => x.First is null || x.First == x.Second)
            && Fits(released[1..], [.. filed.Where(g => g != f)])));

    private static Microdata Extended(Microdata lonely, Microdata data, int more)
        => lonely with
        {
            Council = [.. data.Council, .. Enumerable.Repeat("E1", more)],
            IsProgramme = [.. data.IsProgramme, .. Enumerable.Repeat(true, more)],
            Sex = [.. data.Sex, .. Enumerable.Repeat("F", more)],
            AgeBand = [.. data.AgeBand, .. Enumerable.Repeat("0-4", more)],
            AgeGroup = [.. data.AgeGroup, .. Enumerable.Repeat("child", more)],
            PersonReference = [.. data.PersonReference, .. Enumerable.Range(0, more).Select(i => $"x{i}")],
            FamilyReference = [.. data.FamilyReference, .. Enumerable.Repeat("fx", more)],
            Attributes = [Attributes(new bool?[data.Family.Length + more], new double?[data.Family.Length + more])],
        };

    private static ReleaseTable Released(Microdata data)
        => DisclosureControl.Apply([new ProposedMicrodata("secure", data)], Policy).Microdata[0];

    private static List<string> Text(ReleaseTable table)
        => [.. Enumerable.Range(0, table.Rows).Select(i => string.Join(',', table.Columns
            .Where(c => !c.Name.EndsWith("_reference", StringComparison.Ordinal)).Select(c => c.Values.GetValue(i))))];

    private static Microdata Shuffled(Microdata data, int seed)
    {
        var order = Enumerable.Range(0, data.Family.Length).ToArray();
        new Random(seed).Shuffle(order);
        var attributes = data.Attributes[0];
        return new Microdata
        {
            Family = Array.ConvertAll(order, p => data.Family[p]),
            Council = Array.ConvertAll(order, p => data.Council[p]),
            IsProgramme = Array.ConvertAll(order, p => data.IsProgramme[p]),
            Sex = Array.ConvertAll(order, p => data.Sex[p]),
            AgeBand = Array.ConvertAll(order, p => data.AgeBand[p]),
            AgeGroup = Array.ConvertAll(order, p => data.AgeGroup[p]),
            PersonReference = Array.ConvertAll(order, p => "other" + data.PersonReference[p]),
            FamilyReference = Array.ConvertAll(order, p => "other" + data.FamilyReference[p]),
            Attributes =
            [
                Attributes(Array.ConvertAll(order, p => ((bool?[])attributes.Columns[0].Values)[p]), Array.ConvertAll(order, p => ((double?[])attributes.Columns[1].Values)[p])),
            ],
            PossiblyKnown = data.PossiblyKnown,
        };
    }

    private static ReleaseTable Attributes(bool?[] flags, double?[] values)
        => new(Microdata.PeopleFile, "", [new("flag", "", flags), new("p1_24", "", values)]);

    private static Microdata Made(int seed, int families)
    {
        var random = new Random(seed);
        var family = Enumerable.Range(0, families).SelectMany(f => Enumerable.Repeat(f, 1 + random.Next(3))).ToArray();
        var adult = Array.ConvertAll(family, _ => random.Next(2) == 0);
        return new Microdata
        {
            Family = family,
            Council = Array.ConvertAll(family, f => $"E{f % 3}"),
            IsProgramme = Array.ConvertAll(family, f => f % 2 == 0),
            Sex = Array.ConvertAll(family, _ => random.Next(2) == 0 ? "F" : "M"),
            AgeBand = Array.ConvertAll(adult, a => a ? random.Next(2) == 0 ? "18-24" : "25-34" : "0-4"),
            AgeGroup = Array.ConvertAll(adult, a => a ? "adult" : "child"),
            PersonReference = [.. family.Select((_, p) => $"p{p}")],
            FamilyReference = Array.ConvertAll(family, f => $"f{f}"),
            Attributes = [Attributes(Array.ConvertAll(family, _ => (bool?)(random.Next(2) == 0)), Array.ConvertAll(family, _ => (double?)random.Next(2)))],
            PossiblyKnown = ["flag"],
        };
    }
}
