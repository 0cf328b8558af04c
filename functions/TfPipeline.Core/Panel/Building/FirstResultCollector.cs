using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;

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
        _after = new (int, double)[context.Subjects.Count];
        _before = new (int, double)[context.Subjects.Count];
        Array.Fill(_after, (int.MaxValue, double.PositiveInfinity));
        Array.Fill(_before, (int.MinValue, double.PositiveInfinity));
    }

    protected override IEnumerable<string?> RuleColumns => [Context.Outcome.Rule.Date, Context.Outcome.Rule.Value];

    protected override void Bind(EventBatch batch)
    {
        _dates = batch.Dates(Context.Outcome.Rule.Date!);
        _values = batch.Amounts(Context.Outcome.Rule.Value!);
    }

    protected override void Add(int row, int subject)
    {
        if (_dates[row] is not { } date || _values[row] is not { } value || !double.IsFinite(value))
        {
            Reject(subject);
            return;
        }

        if (!Context.IsOfAge(subject, date))
            return;
        var found = (Day: date.DayNumber, Value: value);
        if (date < Context.Subjects.IndexDate(subject))
        {
            var kept = _before[subject];
            if (found.Day > kept.Day || (found.Day == kept.Day && found.Value < kept.Value))
                _before[subject] = found;
        }
        else if (found.CompareTo(_after[subject]) < 0)
        {
            _after[subject] = found;
        }
    }

    protected override double? Value(int subject, int window)
    {
        var found = PanelWindow.All[window].IsBefore ? _before[subject] : _after[subject];
        return Context.Subjects.Holds(subject, window, found.Day) ? found.Value : null;
    }
}
