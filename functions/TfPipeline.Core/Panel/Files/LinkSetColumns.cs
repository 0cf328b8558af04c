using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Files;

/// <summary>The columns of one department's file of other sets of links, set after set.</summary>
internal sealed class LinkSetColumns
{
    private readonly TextColumn _set;
    private readonly ValueColumn<int> _person;
    private readonly OptionalColumn<double> _probability;
    private readonly ValueColumn<int> _alternative;

    public LinkSetColumns(IReadOnlyList<(string Set, LinkSetChanges Changes)>? sets = null)
    {
        _set = new("link_set", sets?.SelectMany(s => Enumerable.Repeat(s.Set, s.Changes.Person.Length)).ToArray());
        _person = new("person", sets?.SelectMany(s => s.Changes.Person).ToArray());
        _probability = new("probability", sets?.SelectMany(s => s.Changes.Probability).ToArray());
        _alternative = new("alternative", sets?.SelectMany(s => s.Changes.Alternative).ToArray());
    }

    public IReadOnlyList<PanelColumn> All => [_set, _person, _probability, _alternative];

    public int Rows => _person.Values.Length;

    public IEnumerable<(string Set, LinkSetChanges Changes)> ToSets(string department) => Enumerable.Range(0, Rows)
        .GroupBy(r => _set.Values[r], StringComparer.Ordinal)
        .Select(g => (g.Key, new LinkSetChanges(
            department, [.. g.Select(r => _person.Values[r])], [.. g.Select(r => _probability.Values[r])], [.. g.Select(r => _alternative.Values[r])])));
}
