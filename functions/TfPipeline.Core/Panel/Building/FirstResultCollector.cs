using TfPipeline.Core.Panel.Deliveries;

namespace TfPipeline.Core.Panel.Building;

/// <summary>The first result on or after the index date and the last before it. Of two on one day, the smaller is taken.</summary>
internal sealed class FirstResultCollector : OutcomeCollector
{
    private readonly (int Day, double Value)[] _after;
    private readonly (int Day, double Value)[] _before;
    private DateOnly?[] _dates = [];
    private double?[] _values = [];

    public FirstResultCollector(CollectorContext context)
        : base(context)
    {
        _after = new (int, double)[context.Cohort.Count];
        _before = new (int, double)[context.Cohort.Count];
        Array.Fill(_after, (int.MaxValue, double.PositiveInfinity));
        Array.Fill(_before, (int.MinValue, double.PositiveInfinity));
    }

    protected override IEnumerable<string?> RuleColumns => [Context.Outcome.Rule.Date, Context.Outcome.Rule.Value];

    protected override void Bind(EventBatch batch)
    {
        _dates = batch.Dates(Context.Outcome.Rule.Date!);
        _values = batch.Amounts(Context.Outcome.Rule.Value!);
    }

    protected override void Add(int row, int person)
    {
        if (_dates[row] is not { } date || _values[row] is not { } value || !double.IsFinite(value))
        {
            Unusable++;
            return;
        }

        if (!Context.IsOfAge(person, date))
            return;
        var found = (Day: date.DayNumber, Value: value);
        if (date < Context.Cohort.IndexDate[person])
        {
            var kept = _before[person];
            if (found.Day > kept.Day || (found.Day == kept.Day && found.Value < kept.Value))
                _before[person] = found;
        }
        else if (found.CompareTo(_after[person]) < 0)
        {
            _after[person] = found;
        }
    }

    protected override double? Value(int person, int window)
    {
        var found = PanelWindow.All[window].IsBefore ? _before[person] : _after[person];
        return Context.Days.Holds(person, window, found.Day) ? found.Value : null;
    }
}
