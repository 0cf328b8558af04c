using TfPipeline.Core.Panel.Deliveries;

namespace TfPipeline.Core.Panel.Building;

/// <summary>Reads spells from rows: both days included, an open end closed by the last day covered, days outside coverage cut off.</summary>
internal sealed class SpellRows(CollectorContext context)
{
    private DateOnly?[] _from = [];
    private DateOnly?[] _to = [];

    public IEnumerable<string?> Columns => [context.Outcome.Rule.From, context.Outcome.Rule.To];

    public void Bind(EventBatch batch)
    {
        _from = batch.Dates(context.Outcome.Rule.From!);
        _to = batch.Dates(context.Outcome.Rule.To!);
    }

    /// <summary>The row's first day and the first day after it; null when it has no start or ends before it. Both equal when nothing of it is covered.</summary>
    public (int From, int Until)? Read(int row)
    {
        if (_from[row] is not { } from || _to[row] < from)
            return null;
        var last = _to[row] is { } to && to < context.Coverage.To ? to : context.Coverage.To;
        var first = from > context.Coverage.From ? from : context.Coverage.From;
        return first > last ? (first.DayNumber, first.DayNumber) : (first.DayNumber, last.DayNumber + 1);
    }
}
