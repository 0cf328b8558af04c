using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Building;

/// <summary>Whether a spell touches the window at an age in scope: a bit per subject and window.</summary>
internal sealed class SpellCollector(CollectorContext context) : OutcomeCollector(context)
{
    // A bit per window; there are more than eight.
    private readonly ushort[] _hits = new ushort[context.Subjects.Count];
    private readonly SpellRows _rows = new(context);

    protected override IEnumerable<string?> RuleColumns => _rows.Columns;

    protected override void Bind(EventBatch batch) => _rows.Bind(batch);

    protected override void Add(int row, int subject)
    {
        if (_rows.Read(row) is not { } spell)
        {
            Reject(subject);
            return;
        }

        for (var w = 0; w < PanelWindow.All.Count; w++)
        {
            var from = Math.Max(spell.From, Context.Subjects.From(subject, w));
            var until = Math.Min(spell.Until, Context.Subjects.Until(subject, w));
            if (from < until && IsOfAgeOnAnyDay(subject, from, until))
                _hits[subject] |= (ushort)(1 << w);
        }
    }

    protected override double? Value(int subject, int window) => (_hits[subject] >> window) & 1;

    private bool IsOfAgeOnAnyDay(int subject, int from, int until) =>
        Context.Outcome.Ages is not { } ages
        || Ages.OnAnyDay(Context.Subjects.DateOfBirth(subject), DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(until), ages.From, ages.To);
}
