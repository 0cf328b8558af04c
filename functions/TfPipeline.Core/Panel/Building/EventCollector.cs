using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Building;

/// <summary>Whether there was an event: a bit per subject and window.</summary>
internal sealed class EventCollector(CollectorContext context) : OutcomeCollector(context)
{
    // A bit per window; there are more than eight.
    private readonly ushort[] _hits = new ushort[context.Subjects.Count];
    private DateOnly?[] _dates = [];

    protected override IEnumerable<string?> RuleColumns => [Context.Outcome.Rule.Date];

    protected override void Bind(EventBatch batch) => _dates = batch.Dates(Context.Outcome.Rule.Date!);

    protected override void Add(int row, int subject)
    {
        if (_dates[row] is not { } date)
        {
            Reject(subject);
            return;
        }

        if (!Context.IsOfAge(subject, date))
            return;
        for (var w = 0; w < PanelWindow.All.Count; w++)
            if (Context.Subjects.Holds(subject, w, date.DayNumber))
                _hits[subject] |= (ushort)(1 << w);
    }

    protected override double? Value(int subject, int window) => (_hits[subject] >> window) & 1;
}
