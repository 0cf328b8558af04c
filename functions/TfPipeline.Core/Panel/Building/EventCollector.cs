using TfPipeline.Core.Panel.Deliveries;

namespace TfPipeline.Core.Panel.Building;

/// <summary>Whether there was an event: a bit per person and window.</summary>
internal sealed class EventCollector(CollectorContext context) : OutcomeCollector(context)
{
    private readonly byte[] _hits = new byte[context.Cohort.Count];
    private DateOnly?[] _dates = [];

    protected override IEnumerable<string?> RuleColumns => [Context.Outcome.Rule.Date];

    protected override void Bind(EventBatch batch) => _dates = batch.Dates(Context.Outcome.Rule.Date!);

    protected override void Add(int row, int person)
    {
        if (_dates[row] is not { } date)
        {
            Unusable++;
            return;
        }

        if (!Context.IsOfAge(person, date))
            return;
        for (var w = 0; w < PanelWindow.All.Count; w++)
            if (Context.Days.Holds(person, w, date.DayNumber))
                _hits[person] |= (byte)(1 << w);
    }

    protected override double? Value(int person, int window) => (_hits[person] >> window) & 1;
}
