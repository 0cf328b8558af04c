using System.Diagnostics;

namespace TfPipeline.Disclosure.Tests.Attack;

/// <summary>England's size: 150 councils, 15 outcomes in seven windows, two groups, six departments. Played with <c>TFP_ATTACK=1</c> only, since it takes minutes.</summary>
public sealed class NationalCaseTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Councils = 150;
    private const int Outcomes = 15;
    private const int Departments = 6;
    private static readonly string[] Windows = ["m24_m13", "m12_m1", "p1_6", "p7_12", "p13_18", "p19_24", "p1_24"];

    [Fact]
    [Trait("tier", "property")]
    public void The_national_case_is_decided_in_five_minutes_and_two_gigabytes()
    {
        if (Sizes.Worlds < 200)
            return;
        var outputs = Outputs(new Random(5));
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var cleared = DisclosureControl.Apply(outputs, DisclosurePolicy.Default);
        var process = Process.GetCurrentProcess();
        var spent = process.TotalProcessorTime - before;
        var withheld = string.Join(", ", cleared.Statement.Outputs.Select(o => FormattableString.Invariant($"{o.Name} {o.Withheld:p1}")));
        output.WriteLine($"{spent.TotalSeconds:0} s of processor time, {process.PeakWorkingSet64 >> 20} MB, withheld: {withheld}");
        Assert.All(cleared.Audit.Counts, a => Assert.Equal(0, a.Unprotected));
        Assert.True(spent < TimeSpan.FromMinutes(5), $"{spent.TotalSeconds:0} s of processor time");
        Assert.True(process.PeakWorkingSet64 < 2L << 30, $"{process.PeakWorkingSet64 >> 20} MB");
    }

    private static List<ProposedOutput> Outputs(Random random)
    {
        var places = new List<(string Group, string Dimension, string Level, int People)>();
        foreach (var group in new[] { "programme", "comparison" })
        {
            var councils = Enumerable.Range(0, Councils).Select(_ => 300 + random.Next(group == "programme" ? 6_000 : 2_000)).ToArray();
            var (total, women) = (councils.Sum(), (int)(councils.Sum() * 0.53));
            places.Add((group, CountTable.All, CountTable.All, total));
            places.AddRange(councils.Select((n, c) => (group, "council", $"E{c:000}", n)));
            places.AddRange([(group, "sex", "f", women), (group, "sex", "m", total - women)]);
            var bands = Enumerable.Range(0, 6).Select(b => b < 5 ? total / 6 : total - (5 * (total / 6))).ToArray();
            places.AddRange(bands.Select((n, b) => (group, "age_band", $"{b}", n)));
        }

        var people = places.ToDictionary(p => (p.Group, p.Dimension, p.Level), p => p.People);
        return
        [
            new ProposedCounts(new CountTable
            {
                Name = "outcomes", Categories = ["events", "others"], PrintedCategories = 1, CumulativeWindow = "p1_24", PartWindows = ["p1_6", "p7_12", "p13_18", "p19_24"],
                Rows = [.. Enumerable.Range(0, Outcomes).SelectMany(o => Outcome(random, o, people))],
            }),
            new ProposedCounts(new CountTable
            {
                Name = "linkage_quality", MeasureColumn = "department", CountsEveryone = true, Categories = ["match", "other"], PrintedCategories = 1,
                Rows = [.. Enumerable.Range(0, Departments).SelectMany(d => Rows($"d{d}", "", people, Split(random, people, 0.9), 1))],
            }),
        ];
    }

    private static IEnumerable<CountRow> Outcome(Random random, int outcome, Dictionary<(string, string, string), int> people)
    {
        var rate = new[] { 0.004, 0.02, 0.08, 0.25, 0.6 }[outcome % 5];
        var share = outcome % 3 == 0 ? 1.0 : 0.4;
        var measured = people.ToDictionary(p => p.Key, p => (int)(p.Value * share));
        foreach (var group in new[] { "programme", "comparison" })
        {
            foreach (var dimension in new[] { "council", "sex", "age_band" })
            {
                var levels = measured.Keys.Where(k => k.Item1 == group && k.Item2 == dimension).ToList();
                measured[levels[^1]] += measured[(group, CountTable.All, CountTable.All)] - levels.Sum(l => measured[l]);
            }
        }

        var parts = Windows.Take(6).ToDictionary(w => w, _ => Split(random, measured, rate));
        foreach (var window in Windows.Take(6))
        {
            foreach (var row in Rows($"o{outcome:00}", window, measured, parts[window], share))
                yield return row;
        }

        var whole = measured.Keys.ToDictionary(k => k, k => Math.Min(measured[k], Windows.Skip(2).Take(4).Sum(w => parts[w][k])));
        foreach (var row in Rows($"o{outcome:00}", "p1_24", measured, Repaired(whole, measured), share))
            yield return row;
    }

    /// <summary>Events by place, with every dimension adding up to the group's total.</summary>
    private static Dictionary<(string, string, string), int> Split(Random random, Dictionary<(string, string, string), int> people, double rate)
    {
        var events = people.Where(p => p.Key.Item2 == "council").ToDictionary(p => p.Key, p => Enumerable.Range(0, p.Value).Count(_ => random.NextDouble() < rate));
        return Repaired(events, people);
    }

    private static Dictionary<(string, string, string), int> Repaired(Dictionary<(string, string, string), int> events, Dictionary<(string, string, string), int> people)
    {
        foreach (var group in new[] { "programme", "comparison" })
        {
            var total = events[(group, CountTable.All, CountTable.All)] = events.Where(e => e.Key.Item1 == group && e.Key.Item2 == "council").Sum(e => e.Value);
            foreach (var dimension in new[] { "sex", "age_band" })
            {
                var (left, of) = (total, people.Where(p => p.Key.Item1 == group && p.Key.Item2 == dimension).ToList());
                foreach (var (key, n) in of)
                    left -= events[key] = key == of[^1].Key ? left : (int)((long)total * n / of.Sum(o => (long)o.Value));
            }
        }

        return events;
    }

    private static IEnumerable<CountRow> Rows(string measure, string window, Dictionary<(string, string, string), int> people, Dictionary<(string, string, string), int> events, double share)
        => people.Select(p => new CountRow(
            measure, share < 1 ? "part" : "whole", window, p.Key.Item1, p.Key.Item2, p.Key.Item3, CellCount.OfSingles(p.Value),
            [CellCount.OfSingles(events[p.Key]), CellCount.OfSingles(p.Value - events[p.Key])])
        {
            PeopleSet = window.Length == 0 ? $"everybody: {p.Key}" : null,
            Within = window.Length == 0 ? [] : [$"everybody: {p.Key}"],
        });
}
