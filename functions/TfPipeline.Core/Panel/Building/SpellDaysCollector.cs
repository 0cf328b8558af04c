using TfPipeline.Core.Panel.Deliveries;

namespace TfPipeline.Core.Panel.Building;

/// <summary>
/// Days of the window in at least one spell. Spells of linked people are kept (12 bytes each) and merged at the end, so a day in
/// two overlapping spells counts once.
/// </summary>
internal sealed class SpellDaysCollector(CollectorContext context) : OutcomeCollector(context)
{
    private readonly List<(int Person, int From, int Until)> _spells = [];
    private readonly SpellRows _rows = new(context);
    private int[] _days = [];

    protected override IEnumerable<string?> RuleColumns => _rows.Columns;

    protected override void Bind(EventBatch batch) => _rows.Bind(batch);

    protected override void Add(int row, int person)
    {
        if (_rows.Read(row) is not { } spell)
            Unusable++;
        else if (spell.From < spell.Until)
            _spells.Add((person, spell.From, spell.Until));
    }

    protected override void Complete()
    {
        _days = new int[Context.Cohort.Count * PanelWindow.All.Count];
        _spells.Sort();
        var (person, from, until) = (-1, 0, 0);
        foreach (var spell in _spells)
        {
            if (spell.Person == person && spell.From <= until)
            {
                until = Math.Max(until, spell.Until);
                continue;
            }

            Count(person, from, until);
            (person, from, until) = spell;
        }

        Count(person, from, until);
    }

    protected override double? Value(int person, int window) => _days[(person * PanelWindow.All.Count) + window];

    private void Count(int person, int from, int until)
    {
        if (person < 0)
            return;
        for (var w = 0; w < PanelWindow.All.Count; w++)
        {
            var first = Math.Max(from, Context.Days.From(person, w));
            var last = Math.Min(until, Context.Days.Until(person, w));
            _days[(person * PanelWindow.All.Count) + w] += Math.Max(0, last - first);
        }
    }
}
