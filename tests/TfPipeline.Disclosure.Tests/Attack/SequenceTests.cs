namespace TfPipeline.Disclosure.Tests.Attack;

/// <summary>An attacker who has every release, knows the rules, and knows who joined and who left.</summary>
public sealed class SequenceTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Default;
    private static readonly string[] Windows = [MadeUpWorld.First, MadeUpWorld.Second, MadeUpWorld.Whole];

    public static TheoryData<int> Sequences() => [.. Enumerable.Range(0, Sizes.Sequences)];

    [Fact]
    [Trait("tier", "unit")]
    public void One_withdrawal_changes_nothing_that_is_printed()
    {
        var people = new MadeUpWorld(7).Families("E00", 300).Concat(new MadeUpWorld(8).Families("E01", 250).Select(p => p with { Id = p.Id + 10_000, Family = p.Family + 10_000 })).ToList();
        foreach (var gone in people.Take(6))
        {
            var without = people.Where(p => p != gone).ToList();
            var releases = Publish([people, without]);
            foreach (var table in releases[0].Tables)
            {
                var again = releases[1].Find(table.Name)!;
                Assert.All(table.Columns, c => Assert.True(c.Values.Cast<object?>().SequenceEqual(again[c.Name].Values.Cast<object?>()), $"{table.Name}.{c.Name}: {string.Join(' ', Enumerable.Range(0, table.Rows).Where(i => !Equals(c.Values.GetValue(i), again[c.Name].Values.GetValue(i))).Select(i => $"{table.Texts("group")[i]} {table.Texts("level")[i]} {c.Values.GetValue(i)} {again[c.Name].Values.GetValue(i)}"))}"));
            }
        }
    }

    [Fact]
    [Trait("tier", "unit")]
    public void Without_the_ledger_a_withdrawal_shows()
    {
        var people = new MadeUpWorld(7).Families("E00", 300);
        var whole = DisclosureControl.Apply(MadeUpWorld.Outputs(people), Policy).Find("outcomes")!;
        Assert.Contains(people, gone => !DisclosureControl.Apply(MadeUpWorld.Outputs([.. people.Where(p => p != gone)]), Policy).Find("outcomes")!.Longs("events").SequenceEqual(whole.Longs("events")));
    }

    [Theory]
    [Trait("tier", "property")]
    [MemberData(nameof(Sequences))]
    public void In_three_releases_few_changes_may_always_have_been_none_or_all_events(int seed)
    {
        var played = Play(seed);
        foreach (var (set, people, name) in played.Few)
        {
            var interval = played.Attacker.Interval(set);
            Assert.True(interval == (0, people), $"{name}: of {people} people {interval} had the event");
        }
    }

    [Theory]
    [Trait("tier", "property")]
    [MemberData(nameof(Sequences))]
    public void In_three_releases_small_counts_stay_unknown(int seed)
    {
        var played = Play(seed);
        foreach (var (cell, people) in played.Small.Where(c => played.Attacker.Has(c.Cell)))
        {
            var (low, high) = played.Attacker.Interval(cell);
            // Who is in which cell counts as known. Of five people, none to five is all that there is to be unsure of.
            Assert.True(high - low >= Math.Min(Policy.ProtectionWidth, people), $"{cell} of {people} is between {low} and {high}");
        }
    }

    internal static IReadOnlyList<ClearedRelease> Publish(IReadOnlyList<IReadOnlyList<MadeUpPerson>> populations)
    {
        var (ledger, releases) = (new List<LedgerEntry>(), new List<ClearedRelease>());
        foreach (var people in populations)
        {
            releases.Add(DisclosureControl.Apply(MadeUpWorld.Outputs(people), Policy, new ReleaseHistory(MadeUpWorld.Roll(people), [.. ledger])));
            ledger.Add(releases[^1].Entry! with { Release = $"r{ledger.Count + 1}" });
        }

        return releases;
    }

    private static Played Play(int seed)
    {
        var world = new MadeUpWorld(seed + 5_000);
        List<List<MadeUpPerson>> populations = [world.Population()];
        populations.Add(world.Next(populations[0]));
        populations.Add(world.Next(populations[1]));
        var releases = Publish(populations);
        var attacker = new ReleaseAttacker(Policy);
        for (var r = 0; r < releases.Count; r++)
            attacker.Read(releases[r], $"{r}:");
        var small = populations.SelectMany((people, r) => Small(people).Select(c => ($"{r}:{c.Cell}", c.People))).ToList();
        var few = new List<(string Set, int People, string Name)>();
        foreach (var (before, after) in new[] { (0, 1), (1, 2), (0, 2) })
        {
            foreach (var place in Places(populations[before].Concat(populations[after])))
            {
                var (here, there) = (populations[before].Where(place.Holds).ToList(), populations[after].Where(place.Holds).ToList());
                Tell(attacker, $"{before}:everybody {place.Name}", $"{after}:everybody {place.Name}", here, there, out _, out _);
                (here, there) = ([.. here.Where(p => p.IsMeasured)], [.. there.Where(p => p.IsMeasured)]);
                foreach (var window in Windows)
                {
                    var (one, two) = ($"{before}:event {window} {place.Name}", $"{after}:event {window} {place.Name}");
                    if (!attacker.Has(one + " events") || !attacker.Has(two + " events"))
                        continue;
                    Tell(attacker, one + " people", two + " people", here, there, out var left, out var joined);
                    string[] gone = [$"{one} {after} left"], come = [$"{one} {after} joined"];
                    // events after + events of who left = events before + events of who joined
                    attacker.Tell([two + " events", .. gone], [one + " events", .. come]);
                    attacker.Tell(gone, [], left, atMost: true);
                    attacker.Tell(come, [], joined, atMost: true);
                    few.AddRange(new[] { (gone[0], left, gone[0]), (come[0], joined, come[0]) }.Where(c => c.Item2 > 0 && c.Item2 < Policy.MinimumCount));
                }
            }
        }

        return new Played(attacker, few, small);
    }

    /// <summary>The counts of events, and of people without one, that are sensitive, with the people that they are among.</summary>
    private static IEnumerable<(string Cell, long People)> Small(IReadOnlyList<MadeUpPerson> people)
    {
        foreach (var row in MadeUpWorld.Outputs(people).OfType<ProposedCounts>().Single(o => o.Name == "outcomes").Table.Rows)
        {
            foreach (var (k, name) in new[] { (0, "events"), (1, "others") })
            {
                if (row.Categories![k].IsSensitive(Policy))
                    yield return ($"{row.Measure} {row.Window} {row.Group} {row.Dimension} {row.Level} {name}", row.People!.Value.People);
            }
        }
    }

    /// <summary>Who is in which cell is known: people after = people before − left + joined.</summary>
    private static void Tell(ReleaseAttacker attacker, string one, string two, List<MadeUpPerson> here, List<MadeUpPerson> there, out int left, out int joined)
    {
        (left, joined) = (here.Except(there).Count(), there.Except(here).Count());
        attacker.Tell([two], [one], joined - left);
    }

    private static IEnumerable<(string Name, Func<MadeUpPerson, bool> Holds)> Places(IEnumerable<MadeUpPerson> people)
    {
        var councils = people.Select(p => p.Council).Distinct().ToList();
        foreach (var programme in new[] { true, false })
        {
            var group = programme ? "programme" : "comparison";
            yield return ($"{group} all all", p => p.IsProgramme == programme);
            foreach (var council in councils)
                yield return ($"{group} council {council}", p => p.IsProgramme == programme && p.Council == council);
            foreach (var sex in new[] { "f", "m" })
                yield return ($"{group} sex {sex}", p => p.IsProgramme == programme && p.Sex == sex);
        }
    }

    private sealed record Played(ReleaseAttacker Attacker, List<(string Set, int People, string Name)> Few, List<(string Cell, long People)> Small);
}
