using TfPipeline.Core.Panel.Deliveries;

namespace TfPipeline.Core.Panel.Building;

/// <summary>Whether a spell touches the window at an age in scope: a bit per person and window.</summary>
internal sealed class SpellCollector(CollectorContext context) : OutcomeCollector(context)
{
    private readonly byte[] _hits = new byte[context.Cohort.Count];
    private readonly SpellRows _rows = new(context);

    protected override IEnumerable<string?> RuleColumns => _rows.Columns;

    protected override void Bind(EventBatch batch) => _rows.Bind(batch);

    protected override void Add(int row, int person)
    {
        if (_rows.Read(row) is not { } spell)
        {
            Unusable++;
            return;
        }

        for (var w = 0; w < PanelWindow.All.Count; w++)
        {
            var from = Math.Max(spell.From, Context.Days.From(person, w));
            var until = Math.Min(spell.Until, Context.Days.Until(person, w));
            if (from < until && IsOfAgeOnAnyDay(person, from, until))
                _hits[person] |= (byte)(1 << w);
        }
    }

    protected override double? Value(int person, int window) => (_hits[person] >> window) & 1;

    private bool IsOfAgeOnAnyDay(int person, int from, int until) =>
        Context.Outcome.Ages is not { } ages
        || Ages.OnAnyDay(Context.Cohort.DateOfBirth[person], DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(until), ages.From, ages.To);
}
