using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Building;

/// <summary>
/// People under other sets of links: each different set of records of a person is an alternative, numbered once and read along with
/// everyone's own records. Few people have any, so a dozen sets of links cost little more than one.
/// </summary>
/// <param name="department">Department code.</param>
/// <param name="own">The records that the panel itself takes, by person, then by record.</param>
internal sealed class RecordAlternatives(string department, IReadOnlyList<PersonRecord> own)
{
    private readonly Dictionary<(int Person, string Records), int> _numbers = [];
    private readonly List<int> _people = [];
    private readonly List<(int Alternative, string Record)> _records = [];
    private readonly List<(string Set, LinkSetChanges Changes)> _sets = [];

    /// <summary>The person of each alternative.</summary>
    public IReadOnlyList<int> People => _people;

    /// <summary>The records of the alternatives; one without any isn't among them.</summary>
    public IReadOnlyList<(int Alternative, string Record)> Records => _records;

    /// <summary>Who stands otherwise, by set of links.</summary>
    public IReadOnlyList<(string Set, LinkSetChanges Changes)> Sets => _sets;

    /// <summary>Takes a set of links.</summary>
    /// <param name="set">Name of the set.</param>
    /// <param name="decided">The people that it decides about, ascending; everyone else stands as in the panel itself.</param>
    /// <param name="records">Their records, by person, then by record.</param>
    public void Add(string set, IEnumerable<int> decided, IReadOnlyList<PersonRecord> records)
    {
        var (people, probabilities, alternatives) = (new List<int>(), new List<double?>(), new List<int>());
        var (ofOwn, ofSet) = (0, 0);
        foreach (var person in decided)
        {
            var (before, taken) = (Take(own, person, ref ofOwn), Take(records, person, ref ofSet));
            if (before.Select(r => r.Record).SequenceEqual(taken.Select(r => r.Record), StringComparer.Ordinal))
                continue;
            people.Add(person);
            probabilities.Add(taken.Count == 0 ? null : taken.Max(r => r.Probability));
            alternatives.Add(Number(person, taken));
        }

        _sets.Add((set, new LinkSetChanges(department, [.. people], [.. probabilities], [.. alternatives])));
    }

    // Both lists are in the order of people, so that one pass over each is enough.
    private static List<PersonRecord> Take(IReadOnlyList<PersonRecord> records, int person, ref int next)
    {
        var taken = new List<PersonRecord>();
        for (; next < records.Count && records[next].Person <= person; next++)
        {
            if (records[next].Person == person)
                taken.Add(records[next]);
        }

        return taken;
    }

    private int Number(int person, List<PersonRecord> records)
    {
        var key = (person, string.Join('\n', records.Select(r => r.Record)));
        if (_numbers.TryGetValue(key, out var number))
            return number;
        _numbers.Add(key, number = _people.Count);
        _people.Add(person);
        _records.AddRange(records.Select(r => (number, r.Record)));
        return number;
    }
}
