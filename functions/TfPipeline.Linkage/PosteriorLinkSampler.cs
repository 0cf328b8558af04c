namespace TfPipeline.Linkage;

/// <summary>
/// Draws from the posterior over linkages, equation (5) of docs/methods/linkage.md: a set of links in which no person and no record has two
/// is as likely as the product of the odds of its pairs. Components of the graph of pairs are independent of each other.
/// </summary>
public sealed class PosteriorLinkSampler
{
    // Components of up to this many pairs are enumerated, at most a few thousand sets, so that draws are exact.
    private const int LargestListed = 14;
    private const int Sweeps = 200;

    private readonly int[] _records;
    private readonly double[] _odds;
    private readonly int[][] _components;
    private readonly int[][] _pairsOfPerson;

    /// <summary>Takes pairs as columns.</summary>
    /// <param name="people">Number of people; pairs name them 0 to people − 1.</param>
    /// <param name="person">Person of each pair.</param>
    /// <param name="record">Record of each pair, 0 and up.</param>
    /// <param name="odds">Odds of each pair on its own, against the person having no record; above zero and finite.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or odds are not above zero and finite.</exception>
    public PosteriorLinkSampler(int people, int[] person, int[] record, double[] odds)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(odds);
        if (record.Length != person.Length)
            throw new ArgumentException($"There are {record.Length} records for {person.Length} pairs; give one per pair.", nameof(record));
        if (odds.Length != person.Length)
            throw new ArgumentException($"There are {odds.Length} odds for {person.Length} pairs; give one per pair.", nameof(odds));
        if (Array.Exists(odds, o => !(o > 0 && double.IsFinite(o))))
            throw new ArgumentException("Odds of a pair must be above zero and finite.", nameof(odds));
        People = people;
        _records = record;
        _odds = odds;
        _pairsOfPerson = new int[people][];
        var byPerson = Enumerable.Range(0, person.Length).ToLookup(p => person[p]);
        for (var i = 0; i < people; i++)
            _pairsOfPerson[i] = [.. byPerson[i]];
        _components = Components(people, person, record);
    }

    /// <summary>Number of people.</summary>
    public int People { get; }

    /// <summary>Draws one set: the pair of each person, or −1 for none. The same random stream gives the same set.</summary>
    public int[] Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var chosen = new int[People];
        Array.Fill(chosen, -1);
        foreach (var members in _components)
        {
            if (members.Sum(i => _pairsOfPerson[i].Length) <= LargestListed)
                DrawListed(members, chosen, random);
            else
                DrawBySweeps(members, chosen, random);
        }

        return chosen;
    }

    private void DrawListed(int[] members, int[] chosen, Random random)
    {
        var sets = new List<(double LogWeight, int[] Pairs)>();
        List(members, 0, 0, new int[members.Length], [], sets);

        // In logarithms: a product of many large odds is beyond the range of a double.
        var largest = sets.Max(s => s.LogWeight);
        var weights = sets.ConvertAll(s => Math.Exp(s.LogWeight - largest));
        var place = random.NextDouble() * weights.Sum();
        var set = 0;
        while (set < sets.Count - 1 && place >= weights[set])
            place -= weights[set++];
        for (var m = 0; m < members.Length; m++)
            chosen[members[m]] = sets[set].Pairs[m];
    }

    private void List(int[] members, int member, double logWeight, int[] pairs, HashSet<int> used, List<(double, int[])> sets)
    {
        if (member == members.Length)
        {
            sets.Add((logWeight, (int[])pairs.Clone()));
            return;
        }

        pairs[member] = -1;
        List(members, member + 1, logWeight, pairs, used, sets);
        foreach (var pair in _pairsOfPerson[members[member]])
        {
            if (!used.Add(_records[pair]))
                continue;
            pairs[member] = pair;
            List(members, member + 1, logWeight + Math.Log(_odds[pair]), pairs, used, sets);
            used.Remove(_records[pair]);
        }
    }

    // Gibbs sampling: each person in turn draws from the records that no other person has. Having no link makes every set reachable.
    private void DrawBySweeps(int[] members, int[] chosen, Random random)
    {
        var used = new HashSet<int>();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var person in members)
            {
                if (chosen[person] >= 0)
                    used.Remove(_records[chosen[person]]);
                var free = _pairsOfPerson[person].Where(p => !used.Contains(_records[p])).ToArray();
                var place = random.NextDouble() * (1 + free.Sum(p => _odds[p]));
                chosen[person] = -1;
                foreach (var pair in free)
                {
                    if (place < _odds[pair])
                    {
                        chosen[person] = pair;
                        break;
                    }

                    place -= _odds[pair];
                }

                if (chosen[person] >= 0)
                    used.Add(_records[chosen[person]]);
            }
        }
    }

    private static int[][] Components(int people, int[] person, int[] record)
    {
        var sets = new DisjointSets(people);
        var firstOfRecord = new Dictionary<int, int>();
        for (var p = 0; p < person.Length; p++)
        {
            if (firstOfRecord.TryGetValue(record[p], out var other))
                sets.Join(person[p], other);
            else
                firstOfRecord.Add(record[p], person[p]);
        }

        return [.. Enumerable.Range(0, people).GroupBy(sets.Find).Select(g => g.ToArray())];
    }
}
